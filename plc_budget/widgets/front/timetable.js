// What only the timetable (課程表) has: the rest of the day moves with an activity.
import { useRef } from "preact/hooks";
import { html, Button } from "./kit.js";
import { Grid } from "./grid.js";
import { Typed } from "./typed.js";

/** What is suggested is the overlap or the gap. */
function Shift({ row, words, label, app }) {
  const field = useRef();
  if (!row.later) return null;
  const go = () => app.send({ panel: "timetable", do: "shift", row: row.name, minutes: field.current.value });
  return html`<div class="plc-rowbuttons plc-shift"><label>${words.shift}
    <${Typed} text=${String(row.after)} label=${label("shift")} app=${app} field=${field} kind="plc-number" inputmode="numeric" />
    ${words.minutes}</label> <${Button} onClick=${go}>${words.do_shift}<//></div>`;
}

/** Stands at the sentence that says two activities overlap. */
function AtOnce({ row: { shift }, app }) {
  const go = () => app.send({ panel: "timetable", do: "shift", row: shift.row, minutes: shift.minutes });
  return shift && html`<p class="plc-below"><${Button} onClick=${go}>${shift.button}<//></p>`;
}

export const Timetable = (more) => html`<${Grid} ...${more} panel="timetable" Below=${Shift} AtSayings=${AtOnce} />`;
