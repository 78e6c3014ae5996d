// 核定對照: approved against working, line by line, with reasons and basis; or the form of an approval.
import { useRef, useState } from "preact/hooks";
import { html, Button, filled, needed, useTrait } from "./kit.js";
import { useOnly } from "./only.js";
import { Sure } from "./sure.js";
import { Typed } from "./typed.js";

const COLUMNS = ["item", "before", "after", "difference", "percent", "reason", "basis"];
const WORDY = ["item", "reason", "basis"];

function Side({ side }) {
  return html`<td class="plc-amount">${side[0] && html`<span class="plc-count">${side[0]} = </span>`}${side[1]}</td>`;
}

function Reason({ row, view, app }) {
  if (!row.changed) return html`<td></td>`;
  if (!view.asks_reasons) return html`<td>${row.reason}</td>`;
  const say = (text) => (text.trim() ? app.send({ panel: "comparison", do: "because", code: row.code, text }) : 0);
  return html`<td class=${row.reason ? "" : "plc-wanted"}><${Typed} text=${row.reason} app=${app} kind="plc-whole" commit=${say}
    label=${filled(view.words.why, { item: row.item })} placeholder=${view.words.no_reason} /></td>`;
}

function Table({ view, app }) {
  const { words, table } = view;
  const [rows, only] = useOnly(table.rows, (row) => row.changed, words.only);
  return html`${only}<div class="plc-wide-table" tabindex="0" role="region" aria-label=${table.caption}><table class="plc-table plc-plain plc-compared">
    <caption>${table.caption}</caption>
    <thead><tr>${COLUMNS.map((name) => html`<th key=${name} scope="col" class=${`plc-col-${name} ${WORDY.includes(name) ? "plc-words" : ""}`}>${words[name]}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row.code} class=${row.changed ? "plc-haschanged" : "plc-same"}>
      <th scope="row">${row.item}</th><${Side} side=${row.before} /><${Side} side=${row.after} />
      <td class="plc-amount">${row.difference}</td><td class="plc-amount">${row.percent}</td>
      <${Reason} row=${row} view=${view} app=${app} /><td>${row.basis}</td></tr>`)}</tbody>
    <tfoot><tr><th scope="row">${words.total}</th>${table.total.map((cell, i) => html`<td key=${i} class="plc-amount">${cell}</td>`)}<td colspan="3"></td></tr>
      ${table.categories.map((row) => html`<tr key=${row[0]} class="plc-other"><th scope="row">${row[0]}</th>
        ${row.slice(1).map((cell, i) => html`<td key=${i} class="plc-amount">${cell}</td>`)}<td colspan="3"></td></tr>`)}</tfoot>
  </table></div>
  <p>${[table.moved, ...table.flows].join(" ")}</p>`;
}

function Findings({ view, app }) {
  if (view.findings.length === 0) return null;
  return html`<ul class="plc-brings">${view.findings.map((one, i) => html`<li key=${i} class=${`plc-${one.level}`}>${one.says} ${one.remedy}
    ${one.go && html` <${Button} onClick=${() => app.go(one.go)}>${view.words.go}<//>`}</li>`)}</ul>`;
}

function Points({ view, app }) {
  const { words } = view;
  if (view.points.length < 2) return null;
  const choose = (more) => app.send({ panel: "comparison", do: "choose", first: view.first, second: view.second, ...more });
  const select = (name, empty, label, isOff) => html`<label><span>${label}</span>
    <select value=${view[name]} disabled=${isOff} aria-label=${label} onKeyDown=${(event) => event.stopPropagation()} onChange=${(event) => choose({ [name]: event.target.value })}>
      <option value="">${empty}</option>
      ${view.points.map(([id, shown]) => html`<option key=${id} value=${id}>${shown}</option>`)}</select></label>`;
  return html`<div class="plc-ask">${select("first", words.approved, words.compare, false)}${select("second", words.now, words.with, !view.first)}</div>`;
}

/** One field of a form; `fault` says what is wrong with it. */
function Field({ name, label, fault, id, hint, isWide, text, need }) {
  return html`<label><span>${label}</span>
    <input type="text" name=${name} class=${`plc-typed ${isWide ? "plc-wide" : ""}`} autocomplete="off" placeholder=${hint} defaultValue=${text}
      aria-invalid=${fault ? "true" : undefined} aria-describedby=${fault ? id : undefined} ...${need ? needed(need) : {}} />
    ${fault && html`<span id=${id} class="plc-says plc-error">${fault}</span>`}</label>`;
}

/** Asks once more before an approval is recorded: what is frozen, and what is still open. */
function Ask({ view, said, go, cancel }) {
  const asks = view.form.asks.map((one) => filled(one, said));
  return html`<${Sure} label=${asks.join(" ")} cancel=${cancel}>${asks.map((one, i) => html`<p key=${i}>${i ? one : html`<b>${one}</b>`}</p>`)}
    <p class="plc-rowbuttons"><${Button} kind="plc-primary" onClick=${go}>${view.words.sure}<//><${Button} onClick=${cancel}>${view.words.cancel}<//></p><//>`;
}

function Form({ model, view, app }) {
  const { words, form } = view;
  const [said, ask] = useState(null);
  const button = useRef();
  const submit = (event) => {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(event.currentTarget));
    const isRight = () => Object.keys(model.get("comparison").form?.faults ?? {}).length === 0;
    app.send({ panel: "comparison", do: "check", ...typed }, () => isRight() && ask(typed));
  };
  const go = () => { ask(null); app.send({ panel: "comparison", do: "approve", ...said }); };
  const cancel = () => { ask(null); requestAnimationFrame(() => button.current?.focus()); };
  const field = (name, hint, isWide) => html`<${Field} name=${name} label=${words[name]} fault=${form.faults[name]} id=${app.name("approve", name)}
    hint=${hint} isWide=${isWide} need=${name === "by" ? "" : words.needed} />`;
  const body = html`<form onSubmit=${submit} onInput=${() => ask(null)} onKeyDown=${(event) => event.stopPropagation()}>
    <p>${form.what}</p>
    ${form.note && html`<p class=${form.stops ? "plc-error" : "plc-warning"}>${form.note} <${Button} onClick=${() => app.tab("findings")}>${words.see}<//></p>`}
    <div class="plc-ask">${field("reference", "", true)}${field("on", words.day_hint)}${field("by", words.by_hint)}
      ${!said && html`<button ref=${button} type="submit" class="plc-button plc-primary">${words.approve}</button>`}</div>
    ${said && html`<${Ask} view=${view} said=${said} go=${go} cancel=${cancel} />`}</form>`;
  if (form.is_first) return html`<div class="plc-card"><h3>${words.approve}</h3>${body}</div>`;
  return html`<details class="plc-card"><summary>${words.again}</summary>${body}</details>`;
}

function Slip({ view, app }) {
  const { words, form } = view;
  const submit = (event) => {
    event.preventDefault();
    app.send({ panel: "comparison", do: "correct", ...Object.fromEntries(new FormData(event.currentTarget)) });
  };
  const field = (name, isWide) => html`<${Field} name=${name} label=${words[name]} fault=${form.faults[`correct_${name}`]} id=${app.name("correct", name)}
    text=${form.approval[name]} isWide=${isWide} need=${words.needed} />`;
  return html`<details class="plc-card"><summary>${words.slip}</summary>
    <form onSubmit=${submit} onKeyDown=${(event) => event.stopPropagation()}><p class="plc-hint">${words.slip_hint}</p>
      <div class="plc-ask">${field("reference", true)}${field("on")}
        <button type="submit" class="plc-button plc-primary">${words.correct}</button></div></form></details>`;
}

export function Comparison({ model, app }) {
  const view = useTrait(model, "comparison");
  if (!view?.words) return null;
  return html`<div class="plc-comparison">
    ${view.none && html`<p class="plc-hint">${view.none}</p>`}
    <${Points} view=${view} app=${app} />
    ${view.table && html`<${Table} view=${view} app=${app} />`}
    <${Findings} view=${view} app=${app} />
    ${view.form?.approval && html`<${Slip} key=${`${view.form.approval.reference} ${view.form.approval.on}`} view=${view} app=${app} />`}
    ${view.form && html`<${Form} key=${view.form.is_first} model=${model} view=${view} app=${app} />`}
  </div>`;
}
