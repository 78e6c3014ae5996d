// The timetable (課程表) and the periods its minutes are paid for.
import { useRef, useState } from "preact/hooks";
import { html, Button, filled, useTrait } from "./kit.js";
import { Cell, Choice, Sayings } from "./cell.js";
import { RowButtons } from "./rows.js";
import { Typed } from "./typed.js";

const COLUMNS = ["start", "end", "activity", "speaker", "organisation", "speaker_kind", "paid_minutes", "periods", "actions"];

/** The rest of the day moves with this activity; what is suggested is the overlap or the gap. */
function Shift({ row, name, words, label, app }) {
  const field = useRef();
  if (!row.later) return null;
  const go = () => app.send({ panel: "timetable", do: "shift", row: name, minutes: field.current.value });
  return html`<div class="plc-rowbuttons plc-shift"><label>${words.shift}
    <${Typed} text=${String(row.after)} label=${label("shift")} app=${app} field=${field} kind="plc-number" inputmode="numeric" />
    ${words.minutes}</label> <${Button} onClick=${go}>${words.do_shift}<//></div>`;
}

/** Stands at the sentence that says two activities overlap. */
function AtOnce({ shift, app }) {
  return html`<p class="plc-below"><${Button} onClick=${() => app.send({ panel: "timetable", do: "shift", row: shift.row, minutes: shift.minutes })}>${shift.button}<//></p>`;
}

function Activity({ row, number, words, view, app, isOpen, toggle }) {
  const name = String(number);
  const at = (column) => ({ table: "timetable", row: name, column });
  const label = (column) => `${filled(words.row, { number: number + 1 })} ${words[column]}`;
  const cell = (column, more = {}) => html`<${Cell} at=${at(column)} text=${row.cells[column]}
    mark=${row.marks?.[column]} app=${app} label=${label(column)} ...${more} />`;
  return html`<tr>
    <td>${row.day && html`<span class="plc-day">${row.day}</span>`}${cell("start", { kind: "plc-clock" })}</td>
    <td>${cell("end", { kind: "plc-clock" })}</td>
    <th scope="row">${cell("activity", { long: true })}</th>
    <td>${cell("speaker", { long: true })}</td>
    <td>${cell("organisation", { long: true })}</td>
    <td><${Choice} at=${at("speaker_kind")} text=${row.cells.speaker_kind} mark=${row.marks?.speaker_kind}
      label=${label("speaker_kind")} options=${view.kinds} app=${app} /></td>
    <td>${cell("paid_minutes", { kind: "plc-number", hint: row.minutes ? String(row.minutes) : undefined })}</td>
    <td class="plc-amount">${row.joined ? html`<span title=${words.periods}>↑</span>` : row.periods}</td>
    <td><${Button} icon="more" title=${label("actions")} aria-expanded=${isOpen ? "true" : "false"} onClick=${toggle} /></td>
  </tr>
  <${Sayings} table="timetable" row=${name} marks=${row.marks} words=${words} span=${9} app=${app}>
    ${row.shift && html`<${AtOnce} shift=${row.shift} app=${app} />`}<//>
  ${isOpen && html`<tr class="plc-detail"><td colspan="9">
    <${RowButtons} table="timetable" row=${name} column="activity" words=${words} app=${app} />
    <${Shift} row=${row} name=${name} words=${words} label=${label} app=${app} /></td></tr>`}`;
}

export function Timetable({ model, app }) {
  const view = useTrait(model, "timetable");
  const [open, setOpen] = useState(-1);
  if (!view?.rows) return null;
  const words = view.words;
  return html`<section class="plc-panel plc-timetable" aria-label=${words.caption}>
    <table class="plc-table">
      <caption>${words.caption}</caption>
      <thead><tr>${COLUMNS.map((name) => html`<th key=${name} scope="col" class=${`plc-col-${name}`}>${words[name]}</th>`)}</tr></thead>
      <tbody>${view.rows.map((row, number) => html`<${Activity} key=${number} row=${row} number=${number} words=${words}
        view=${view} app=${app} isOpen=${open === number} toggle=${() => setOpen(open === number ? -1 : number)} />`)}
        ${view.rows.length === 0 && html`<tr><td colspan="9">${words.empty}</td></tr>`}</tbody>
      <tfoot>${view.totals.map((total, i) => html`<tr key=${i} class=${i ? "plc-other" : "plc-own"}>
        <th scope="row" colspan="6">${total.policy}</th>
        <td class="plc-amount">${total.minutes}</td><td class="plc-amount plc-periods">${total.periods}</td><td></td></tr>`)}</tfoot>
    </table>
    <p class="plc-below"><${Button} onClick=${() => app.send({ panel: "timetable", do: "add" })}>＋ ${words.add}<//>
      <span class="plc-hint">${words.paste}</span></p>
  </section>`;
}
