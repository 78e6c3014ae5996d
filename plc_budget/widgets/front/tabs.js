// The way around: tabs pinned under the bar, and the panel that is chosen; only what is shown is worked out.
import { useEffect } from "preact/hooks";
import { html, useTrait } from "./kit.js";
import { TABS } from "./panels.js";

/** The first tab leads to the tables themselves; below them the first panel stands open. */
export const TABLES = "tables";
export const panelOf = (tab, names) => (tab === TABLES ? names[0] : tab);

export function TabList({ names, tab, choose, model, app, words }) {
  const titles = { [TABLES]: words.tables, ...useTrait(model, "titles") };
  const all = [TABLES, ...names];
  const go = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    event.stopPropagation();
    if (!by) return;
    const next = all[(all.indexOf(tab) + by + all.length) % all.length];
    choose(next);
    event.target.parentElement.querySelector(`#${app.name("tab", next)}`)?.focus();
  };
  return html`<div role="tablist" class="plc-tablist" aria-label=${words.around}>${all.map((name) => html`<button key=${name} type="button"
    role="tab" id=${app.name("tab", name)} class="plc-tab" aria-selected=${name === tab ? "true" : "false"} tabindex=${name === tab ? 0 : -1}
    aria-controls=${app.name("panel", panelOf(name, names))} onClick=${() => choose(name)} onKeyDown=${go}>${titles[name] ?? name}</button>`)}</div>`;
}

export function Panels({ names, isStacked, tab, model, app, root }) {
  const shown = isStacked ? names : names.filter((name) => name === panelOf(tab, names));
  const titles = useTrait(model, "titles") ?? {};
  useEffect(() => { app.send({ panel: "app", do: "show", panels: shown }); }, [shown.join()]);
  const Part = (name) => html`<${TABS[name]} model=${model} app=${app} root=${root} />`;
  if (isStacked) {
    return shown.map((name) => html`<section key=${name} id=${app.name("part", name)} class="plc-panel plc-part-of" aria-label=${titles[name]}>
      <h3>${titles[name]}</h3>${Part(name)}</section>`);
  }
  return shown.map((name) => html`<div key=${name} class="plc-tabs plc-part-of" id=${app.name("part", name)}>
    <h3>${titles[name]}</h3>
    <div role="tabpanel" id=${app.name("panel", name)} aria-label=${titles[name]} class="plc-panel" tabindex="-1">${Part(name)}</div></div>`);
}
