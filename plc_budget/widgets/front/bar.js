// The bar that stays in sight: the total, its parts, what is left or over, what was said.
import { useEffect, useRef } from "preact/hooks";
import { html, Button, useTrait } from "./kit.js";
import { useAddress, useTitle } from "./address.js";
import { TabList } from "./tabs.js";

function Split({ view }) {
  const words = view.parts.map((part) => `${part.name} ${part.amount}`).join("、");
  return html`<div class="plc-split" role="img" aria-label=${`${view.words.of_total}: ${words}`}>
    ${view.parts.map((part) => html`<span key=${part.code} class=${`plc-part plc-part-${part.colour}`}
      style=${{ width: `${part.width / 10}%` }} title=${`${part.name} ${part.amount}`}>${part.name} ${part.amount}</span>`)}
    ${view.mark < 1000 && html`<span class="plc-mark" style=${{ insetInlineStart: `${view.mark / 10}%` }} title=${`${view.words.approved} ${view.approved}`}></span>`}
  </div>`;
}

function Reason({ view, app }) {
  const input = useRef();
  const say = () => { if (input.current.value.trim() !== view.reason) app.send({ panel: "app", do: "because", text: input.current.value }); };
  return html`<input ref=${input} class="plc-reason" type="text" defaultValue=${view.reason} placeholder=${view.words.reason}
    aria-label=${view.words.reason} onBlur=${say} onKeyDown=${(event) => { event.stopPropagation(); if (event.key === "Enter" && !event.isComposing) say(); }} />`;
}

/** Who works here, asked once and kept in this browser; the history names them. */
const NAME = "plc-budget-name";
function Name({ view, app }) {
  const input = useRef();
  const say = (name) => app.send({ panel: "app", do: "introduce", name });
  useEffect(() => { const known = window.localStorage?.getItem(NAME); if (known && !view.by) say(known); }, []);
  const keep = () => {
    const name = input.current.value.trim();
    if (name === view.by) return;
    window.localStorage?.setItem(NAME, name);
    say(name);
  };
  return html`<input ref=${input} class="plc-name" type="text" autocomplete="name" value=${view.by} placeholder=${view.words.by} aria-label=${view.words.by}
    onBlur=${keep} onKeyDown=${(event) => { event.stopPropagation(); if (event.key === "Enter" && !event.isComposing) keep(); }} />`;
}

/** Which plan this is; a choice where there are others beside it. */
function Title({ view, app }) {
  useAddress(view.name);
  useTitle(view.title);
  const open = (event) => app.send({ panel: "app", do: "open", name: event.target.value });
  if (view.plans.length === 0) return html`<h2 class="plc-title">${view.title}</h2>`;
  return html`<h2 class="plc-title"><select class="plc-plans" aria-label=${view.words.plans} title=${view.title} value=${view.name}
      onChange=${open} onKeyDown=${(event) => event.stopPropagation()}>
    ${view.plans.map(([name, title]) => html`<option key=${name} value=${name}>${title}</option>`)}
  </select></h2>`;
}

export function Bar({ model, app, tabs }) {
  const view = useTrait(model, "bar");
  if (!view?.words) return null;
  const { words, said } = view;
  return html`<section class="plc-bar" aria-label=${words.title}>
    <div class="plc-head">
      <${Title} view=${view} app=${app} />
      <span class="plc-whose">${view.whose}</span>
      <${Button} icon="undo" title=${`${words.undo} (Ctrl+Z)`} onClick=${() => app.send({ panel: "app", do: "undo" })} />
      <${Button} icon="redo" title=${`${words.redo} (Ctrl+Y)`} onClick=${() => app.send({ panel: "app", do: "redo" })} />
      <${Reason} view=${view} app=${app} />
      <${Name} view=${view} app=${app} />
      <select class="plc-language" aria-label=${words.language} value=${view.language}
        onChange=${(event) => app.send({ panel: "app", do: "speak", language: event.target.value })}>
        ${view.languages.map(([value, name]) => html`<option key=${value} value=${value}>${name}</option>`)}
      </select>
    </div>
    ${view.scenario && html`<p class="plc-onscenario">${view.scenario}
      <${Button} onClick=${() => app.send({ panel: "scenarios", do: "back" })}>${words.back}<//></p>`}
    <div class="plc-sum">
      <strong class="plc-grand">${view.total}</strong><span>／${words.approved} ${view.approved}</span>
      <span class=${`plc-balance plc-${view.state}`}>${view.balance}</span>
      <span class="plc-pending">${words.saving}</span>
      ${view.state !== "exact" && app.has("proposals") && html`<${Button} kind="plc-primary" onClick=${() => app.tab("proposals")}>${words.balance}<//>`}
      <button type="button" class="plc-counts" disabled=${!app.has("findings")} onClick=${() => app.tab("findings")}>
        <span class=${view.errors ? "plc-error" : ""}>${view.errors} ${words.errors}</span>
        <span class=${view.warnings ? "plc-warning" : ""}>${view.warnings} ${words.warnings}</span></button>
      ${app.has("export") && html`<${Button} onClick=${() => app.tab("export")}>${words.export}<//>`}
    </div>
    <${Split} view=${view} />
    ${tabs && html`<${TabList} ...${tabs} words=${words} model=${model} app=${app} />`}
    <p class=${`plc-said plc-said-${said.level}`} role="status" aria-live="polite">${said.words}
      ${said.more.length > 1 && html`<span> ${said.more.slice(1).join(" ")}</span>`}</p>
  </section>`;
}
