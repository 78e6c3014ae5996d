// Somebody else saved first: both versions, field by field, and what becomes of ours.
import { useEffect, useRef } from "preact/hooks";
import { html, Button, Icon, useTrait } from "./kit.js";

function Row({ row, words }) {
  return html`<tr class=${row.contested ? "plc-contested" : ""}>
    <th scope="row">${row.what}${row.contested && html`<em class="plc-tag plc-warning"><${Icon} name="warning" /> ${words.contested}</em>`}</th>
    <td>${row.base}</td>
    <td>${row.ours ? html`<strong>${row.ours}</strong>` : html`<span class="plc-hint">${words.same}</span>`}</td>
    <td>${row.theirs ? html`<strong>${row.theirs}</strong>` : html`<span class="plc-hint">${words.same}</span>`}</td>
  </tr>`;
}

function Choice({ name, means, children, ...more }) {
  return html`<div class="plc-choice"><${Button} ...${more}>${name}<//><span>${means}</span></div>`;
}

export function Conflict({ model, app }) {
  const view = useTrait(model, "conflict");
  const panel = useRef();
  const isThere = Boolean(view?.words);
  // It lies above what one works on: whoever changes something meanwhile is led to it.
  useEffect(() => { if (isThere) panel.current.scrollIntoView({ block: "nearest" }); }, [isThere, view?.rows?.length]);
  if (!isThere) return null;
  const { words } = view;
  const act = (what) => () => app.send({ panel: "conflict", do: what });
  return html`<section ref=${panel} id=${app.name("part", "conflict")} class="plc-conflict" aria-label=${words.title}>
    <h3><${Icon} name="warning" /> ${words.title}</h3>
    <p role="alert">${words.says}</p>
    ${view.who.length > 0 && html`<p>${words.who}:</p><ul>${view.who.map((step, i) => html`<li key=${i}>${step.when} <strong>${step.who}</strong> ${step.what}
      ${step.reason && html` <span class="plc-hint">${step.reason}</span>`}</li>`)}</ul>`}
    <div class="plc-scroll" tabindex="0" role="region" aria-label=${words.differences}><table class="plc-table plc-plain">
      <caption>${words.differences}</caption>
      <thead><tr>${["field", "base", "ours", "theirs"].map((name) => html`<th key=${name} scope="col" class="plc-words">${words[name]}</th>`)}</tr></thead>
      <tbody>${view.rows.map((row, i) => html`<${Row} key=${i} row=${row} words=${words} />`)}</tbody>
    </table></div>
    <div class="plc-choices">
      <${Choice} name=${words.again} means=${words.again_means} kind="plc-primary" onClick=${act("again")} />
      <${Choice} name=${words.take} means=${words.take_means} onClick=${act("take")} />
    </div>
  </section>`;
}
