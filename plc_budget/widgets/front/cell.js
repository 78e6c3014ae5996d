// One cell of a table: what is typed is kept exactly until Python has answered it.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { html } from "./kit.js";
import { moved } from "./keys.js";

/** Keep an input in step with the plan, but never while somebody types or an answer is awaited. */
function useText(input, shown, desk) {
  const [, drawAgain] = useState(0);
  const typing = useRef(false);
  const sent = useRef({ n: 0, text: "" });
  const isAwaited = () => desk.answered() < sent.current.n;
  useLayoutEffect(() => {
    if (!typing.current && !isAwaited() && input.current.value !== shown) input.current.value = shown;
  });
  return {
    typing,
    /** Whether the cell holds what Python has neither shown nor been told. */
    isNew: () => input.current.value !== (isAwaited() ? sent.current.text : shown),
    /** The answer may leave the plan as it was: the cell is drawn again all the same. */
    send(message) { sent.current = { n: desk.send(message, drawAgain), text: input.current.value }; },
  };
}

/** Name the cell for whoever looks for it: the screen's focus, the keys, the tests. */
const address = (at) => ({ "data-table": at.table, "data-row": at.row, "data-column": at.column });

/** Tell a cell whose text is no part of the plan. */
const waits = (mark) => (mark?.raw === undefined ? undefined : "");

/** What is said of a cell; of one that waits to be mended, what is found in the plan's value, too. */
const describedBy = (mark, id) => (mark ? `${id}${mark.also ? ` ${id}-also` : ""}` : undefined);

/** Whether a key means to type something. */
const types = ({ key, ctrlKey, metaKey, altKey }) => !(ctrlKey || metaKey || altKey) && (key.length === 1 || ["Backspace", "Delete", "Process"].includes(key));

/** `why` nothing can be typed here, and what to do instead: said to whoever tries. */
export function Cell({ at, text, mark, label, desk, kind = "", why = "", long = false, hint }) {
  const input = useRef();
  const [tries, tell] = useState(false);
  const readonly = why !== "";
  const shown = mark?.raw ?? text ?? "";
  const { typing, isNew, send } = useText(input, shown, desk);
  const rest = () => { typing.current = false; delete input.current.dataset.typing; };
  const commit = (key) => {
    rest();
    if (readonly) tell(false);
    if (readonly || !isNew()) return;
    send({ panel: at.table, do: "set", row: at.row, column: at.column, text: input.current.value, key });
  };
  const discard = () => {
    rest();
    input.current.value = text ?? "";
    if (mark?.raw !== undefined) desk.send({ panel: at.table, do: "discard", row: at.row, column: at.column });
  };
  const onKeyDown = (event) => {
    event.stopPropagation();
    if (readonly && types(event)) tell(true);
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") return discard();
    const isClean = !typing.current;
    if (isClean && desk.shortcut(event, at)) return;
    if (moved(event, input.current, () => commit("Enter"))) event.preventDefault();
  };
  const onPaste = (event) => {
    const words = event.clipboardData?.getData("text/plain") ?? "";
    if (readonly) tell(true);
    if (readonly || !/[\t\n]./.test(words)) return;
    event.preventDefault();
    rest();
    send({ panel: at.table, do: "paste", row: at.row, column: at.column, text: words });
  };
  const id = desk.id(at);
  const tag = long ? "textarea" : "input";
  return html`<${tag} ref=${input} ...${address(at)} class=${`plc-cell ${kind}`} aria-label=${label}
      rows=${long ? 1 : undefined} type=${long ? undefined : "text"} inputmode=${kind === "plc-number" ? "decimal" : undefined}
      autocomplete="off" spellcheck=${false} readonly=${readonly} placeholder=${hint} title=${(mark ? mark.says.join("\n") : why) || undefined}
      aria-invalid=${mark && mark.level !== "warning" ? "true" : undefined} aria-describedby=${describedBy(mark, id)} data-draft=${waits(mark)}
      onInput=${() => { typing.current = true; input.current.dataset.typing = isNew() ? "new" : "same"; }} onBlur=${() => commit()} onKeyDown=${onKeyDown} onPaste=${onPaste} />
    ${readonly && tries && html`<span class="plc-says plc-why" role="alert">${why}</span>`}`;
}

export function Choice({ at, text, mark, label, options, desk }) {
  const input = useRef();
  const shown = mark?.raw ?? text ?? "";
  const { send } = useText(input, shown, desk);
  const choose = () => send({ panel: at.table, do: "set", row: at.row, column: at.column, text: input.current.value });
  const onKeyDown = (event) => {
    event.stopPropagation();
    if (!desk.shortcut(event, at) && event.key === "Enter" && moved(event, input.current, () => {})) event.preventDefault();
  };
  const id = desk.id(at);
  const isOdd = shown !== "" && !options.some(([value]) => value === shown);
  return html`<select ref=${input} ...${address(at)} class="plc-cell" aria-label=${label} value=${shown}
      aria-invalid=${mark && mark.level !== "warning" ? "true" : undefined} aria-describedby=${describedBy(mark, id)} data-draft=${waits(mark)}
      title=${mark ? mark.says.join("\n") : undefined} onChange=${choose} onKeyDown=${onKeyDown}>
      ${isOdd && html`<option value=${shown}>${shown}</option>`}
      ${options.map(([value, words]) => html`<option key=${value} value=${value}>${words}</option>`)}
    </select>`;
}

const SIGNS = { draft: "✎", error: "✖", warning: "⚠" };

/**
 * What stands at the cells of a row, below it: each sentence with the name of its column; a click
 * leads into the cell.  By keyboard the cell itself is as near, so the sentences are no further stops.
 */
export function Sayings({ table, row, marks, words, span, desk, children }) {
  const said = Object.entries(marks ?? {}).flatMap(([column, mark]) =>
    [[column, mark, ""], ...(mark.also ? [[column, mark.also, "-also"]] : [])]);
  if (said.length === 0) return null;
  return html`<tr class="plc-sayings"><td colspan=${span}>${said.map(([column, mark, also]) => html`
    <p key=${column + also} id=${desk.id({ table, row, column }) + also} class=${`plc-says plc-${mark.level}`}>
      <span class="plc-lead-in" onClick=${() => String(getSelection()) || desk.go({ table, row, column })}><span aria-hidden="true">${SIGNS[mark.level]}</span> <b>${words[column] ?? column}</b> ${mark.says.join(" ")}</span></p>`)}
    ${children}
  </td></tr>`;
}
