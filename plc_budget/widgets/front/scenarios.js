// Scenarios (試算): the plan and its what-ifs side by side; one made, opened, adopted, deleted.
import { useRef } from "preact/hooks";
import { html, Button, filled, needed, useTrait } from "./kit.js";
import { useOnly } from "./only.js";
import { Sure } from "./sure.js";
import { Typed } from "./typed.js";

const stop = (event) => event.stopPropagation();
const sender = (app) => (what, more) => app.send({ panel: "scenarios", do: what, ...more });

function Cell({ cell }) {
  return html`<td class="plc-amount">${cell.count && html`<span class="plc-count">${cell.count} = </span>`}${cell.amount}
    ${cell.change && html` <span class="plc-change">${cell.change}</span>`}</td>`;
}

function Buttons({ version, words, act }) {
  const { name } = version;
  if (!name) return html`<td>${!version.is_open && html`<${Button} onClick=${() => act("back")}>${words.back}<//>`}</td>`;
  const button = (what, kind = "") => html`<${Button} kind=${kind} aria-label=${`${words[what]} ${name}`}
    onClick=${() => (what === "open" ? act("open", { name }) : act("ask", { to: what, name }))}>${words[what]}<//>`;
  return html`<td><span class="plc-rowbuttons">${!version.is_open && button("open")}${button("adopt")}${button("delete", "plc-danger")}</span></td>`;
}

const isSame = (row) => row.cells.every((cell) => cell.count === row.cells[0].count && cell.amount === row.cells[0].amount);

function Table({ view, act }) {
  const { words } = view;
  const [rows, only] = useOnly(view.rows, (row) => !isSame(row), words.only);
  return html`${only}<div class="plc-wide-table" tabindex="0" role="region" aria-label=${words.caption}><table class="plc-table plc-plain plc-versions">
    <caption>${words.caption}</caption>
    <thead><tr><th scope="col">${words.item}</th>
      ${view.versions.map((version) => html`<th key=${version.name} scope="col">${version.shown}
        ${version.is_open && html` <em class="plc-tag">${words.is_open}</em>`}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row.code}><th scope="row">${row.item}</th>
      ${row.cells.map((cell, i) => html`<${Cell} key=${i} cell=${cell} />`)}</tr>`)}</tbody>
    <tfoot>${view.sums.map((row) => html`<tr key=${row.name} class=${row.figures ? "" : "plc-other"}><th scope="row">${row.name}</th>
        ${row.cells.map((cell, i) => html`<td key=${i} class="plc-amount">${cell}</td>`)}</tr>`)}
      <tr class="plc-acts"><th scope="row">${words.actions}</th>
        ${view.versions.map((version) => html`<${Buttons} key=${version.name} version=${version} words=${words} act=${act} />`)}</tr></tfoot>
  </table></div>`;
}

/** Asks once more, here in the page, before something is adopted or deleted. */
function Asking({ asking, words, app, act }) {
  const reason = useRef();
  const go = () => act(asking.what, { name: asking.name, ...(reason.current ? { reason: reason.current.value } : {}) });
  return html`<${Sure} label=${asking.button} cancel=${() => act("cancel")}>
    ${asking.says.map((one, i) => html`<p key=${i}>${one}</p>`)}
    ${asking.reason && html`<label>${words.reason}<${Typed} text=${asking.reason} label=${words.reason} app=${app} field=${reason} /></label>`}
    <p class="plc-rowbuttons"><${Button} kind=${asking.what === "delete" ? "plc-danger" : "plc-primary"} onClick=${go}>${asking.button}<//>
      <${Button} onClick=${() => act("cancel")}>${words.cancel}<//></p><//>`;
}

function Form({ view, act }) {
  const { words, form } = view;
  const choices = (pairs) => pairs.map(([value, name]) => html`<option key=${value} value=${value}>${name}</option>`);
  const submit = (event) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const word = (name) => said.get(name) ?? "";
    act("new", { name: word("name"), kind: word("kind"), speaker: word("speaker"), at_ceiling: said.has("at_ceiling"),
                 code: word("code"), quantity: word("quantity"), holds: said.has("holds") });
  };
  return html`<form class="plc-card" onSubmit=${submit} onKeyDown=${stop}>
    <h3>${words.new}</h3>
    <div class="plc-ask">
      <label><span>${words.name}</span><input type="text" name="name" class="plc-typed plc-wide" maxlength="60" autocomplete="off" ...${needed(words.needed)} placeholder=${words.name_hint} /></label>
      <label><span>${words.kind}</span><select name="kind"><option value="">${words.as_is}</option>${choices(form.kinds)}</select></label>
      ${form.speakers.length > 1 && html`<label><span>${words.who}</span><select name="speaker"><option value="">${words.everybody}</option>
        ${choices(form.speakers.map((name) => [name, name]))}</select></label>`}
      <label class="plc-tick"><input type="checkbox" name="at_ceiling" defaultChecked=${true} /> ${words.ceiling}</label>
      <label><span>${words.set}</span><select name="code"><option value="">${words.nothing}</option>${choices(form.lines)}</select></label>
      <label><span>${words.quantity}</span><input type="text" name="quantity" class="plc-typed plc-number" inputmode="decimal" autocomplete="off" /></label>
      <label class="plc-tick"><input type="checkbox" name="holds" defaultChecked=${true} /> ${words.holds}</label>
      <button type="submit" class="plc-button plc-primary">${words.make}</button>
    </div></form>`;
}

/** The approved total cannot be held: whether it shall be made all the same. */
function Instead({ instead, act }) {
  return html`<div class="plc-asking" role="group" aria-label=${instead.button}><p>${instead.says}</p><p class="plc-hint">${instead.why}</p>
    <p class="plc-rowbuttons"><${Button} kind="plc-primary" onClick=${() => act("instead")}>${instead.button}<//></p></div>`;
}

export function Scenarios({ model, app }) {
  const view = useTrait(model, "scenarios");
  if (!view?.words) return null;
  const { words } = view;
  const act = sender(app);
  return html`<div class="plc-scenarios">
    ${view.none && html`<p class="plc-hint">${view.none}</p>`}
    ${view.versions.length > 1 && html`<${Table} view=${view} act=${act} />`}
    ${view.asking && html`<${Asking} key=${view.asking.what + view.asking.name} asking=${view.asking} words=${words} app=${app} act=${act} />`}
    ${view.facts?.length > 0 && html`<p>${view.facts.join(" ")}</p>`}
    ${view.broken?.map((one) => html`<p key=${one} class="plc-error">${one}</p>`)}
    ${view.deleted?.length > 0 && html`<p class="plc-hint">${words.deleted} ${view.deleted.map((name) => html`
      <${Button} key=${name} onClick=${() => act("restore", { name })}>${filled(words.restore, { name })}<//>`)}</p>`}
    <${Form} key=${view.versions.map((one) => one.name).join("/")} view=${view} act=${act} />
    ${view.instead && html`<${Instead} instead=${view.instead} act=${act} />`}
  </div>`;
}
