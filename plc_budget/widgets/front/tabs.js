// Panels one at a time, or all of them below one another; only what is shown is worked out.
import { useEffect } from "preact/hooks";
import { html, useTrait } from "./kit.js";
import { TABS } from "./panels.js";

function Tab({ name, isChosen, choose, model, app, go }) {
  const title = useTrait(model, "titles")?.[name] ?? name;
  return html`<button type="button" role="tab" id=${app.name("tab", name)} class="plc-tab" aria-selected=${isChosen ? "true" : "false"}
    aria-controls=${app.name("panel", name)} tabindex=${isChosen ? 0 : -1} onClick=${choose} onKeyDown=${go}>${title}</button>`;
}

export function Tabs({ names, isStacked, tab, setTab, model, app, root }) {
  const shown = isStacked ? names : names.filter((name) => name === tab);
  const titles = useTrait(model, "titles") ?? {};
  useEffect(() => { app.send({ panel: "app", do: "show", panels: shown }); }, [shown.join()]);
  if (names.length === 0) return null;
  const Part = (name) => html`<${TABS[name]} model=${model} app=${app} root=${root} />`;
  if (isStacked) {
    return names.map((name) => html`<section key=${name} id=${app.name("part", name)} class="plc-panel plc-part-of" aria-label=${titles[name]}><h3>${titles[name]}</h3>${Part(name)}</section>`);
  }
  const go = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    event.stopPropagation();
    if (!by) return;
    const next = names[(names.indexOf(tab) + by + names.length) % names.length];
    setTab(next);
    root.querySelector(`#${app.name("tab", next)}`)?.focus();
  };
  return html`<div class="plc-tabs plc-part-of" id=${app.name("part", tab)}>
    <div role="tablist" class="plc-tablist">${names.map((name) => html`<${Tab} key=${name} name=${name} isChosen=${name === tab}
      choose=${() => setTab(name)} model=${model} app=${app} go=${go} />`)}</div>
    <div role="tabpanel" id=${app.name("panel", tab)} aria-labelledby=${app.name("tab", tab)} class="plc-panel" tabindex="-1">${tab && Part(tab)}</div>
  </div>`;
}
