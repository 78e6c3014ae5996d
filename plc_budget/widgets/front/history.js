// 異動紀錄: every step, the latest first; back and forth in it, asked first when more goes with it.
import { useState } from "preact/hooks";
import { html, Button, useTrait } from "./kit.js";
import { Sure } from "./sure.js";

function Way({ step, words, app }) {
  const [asks, ask] = useState(false);
  const way = step.undo ?? step.redo;
  if (!way) return null;
  const name = step.undo ? "undo" : "redo";
  const isPlain = way.number === 1 && !way.approved;
  const go = () => {
    ask(false);
    app.send({ panel: "app", do: name, step: step.id, past_approval: way.approved });
  };
  const about = `${step.name || step.kind}`;
  if (!asks) {
    return html`<${Button} icon=${name} onClick=${isPlain ? go : () => ask(true)} title=${way.says}
      aria-label=${`${isPlain ? words[name] : words[`${name}_to`]} ${about}`}>${isPlain ? words[name] : words[`${name}_to`]}<//>`;
  }
  return html`<${Sure} label=${way.says} cancel=${() => ask(false)}><p>${way.says}</p>
    <p class="plc-rowbuttons"><${Button} kind="plc-primary" onClick=${go}>${words.sure}<//><${Button} onClick=${() => ask(false)}>${words.cancel}<//></p><//>`;
}

function Step({ step, words, app }) {
  return html`<tr class=${step.undone ? "plc-undone" : ""}>
    <td class="plc-when">${step.when}</td><td class="plc-when">${step.who}</td>
    <th scope="row">${step.kind}${step.name && html` <strong>${step.name}</strong>`}
      ${step.undone && html` <em class="plc-tag">${words.undone}</em>`}
      ${step.undo?.approved && html` <em class="plc-tag">${words.approved}</em>`}
      ${step.changes.length > 0 && html`<ul>${step.changes.map((one, i) => html`<li key=${i}>${one}</li>`)}${step.rest && html`<li>${step.rest}</li>`}</ul>`}</th>
    <td>${step.reason}</td>
    <td><${Way} step=${step} words=${words} app=${app} /></td></tr>`;
}

export function History({ model, app }) {
  const view = useTrait(model, "history");
  if (!view?.words) return null;
  const { words } = view;
  if (view.none) return html`<p class="plc-hint">${view.none}</p>`;
  return html`<div class="plc-history">
    ${view.note && html`<p class="plc-warning">${view.note}</p>`}
    <table class="plc-table plc-plain"><caption>${words.caption}</caption>
      <thead><tr>${["when", "who", "what", "reason", "actions"].map((name) => html`<th key=${name} scope="col" class=${`plc-words plc-col-${name}`}>${words[name]}</th>`)}</tr></thead>
      <tbody>${view.steps.map((step) => html`<${Step} key=${step.id} step=${step} words=${words} app=${app} />`)}</tbody></table>
    <p class="plc-below"><span class="plc-hint">${view.counted}</span>
      ${view.left > 0 && html`<${Button} onClick=${() => app.send({ panel: "history", do: "more" })}>${words.more}<//>`}</p>
  </div>`;
}
