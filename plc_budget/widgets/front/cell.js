// One cell of a table: what is typed is kept exactly until Python has answered it.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { html } from "./kit.js";
import { isWhole, moved } from "./keys.js";
import { forget } from "./undo.js";

/** Keep an input in step with the plan, but never while somebody types or an answer is awaited. */
function useText(input, shown, app) {
  const [, drawAgain] = useState(0);
  const typing = useRef(false);
  const sent = useRef({ n: 0, text: "" });
  const now = () => (app.answered() < sent.current.n ? sent.current.text : shown);
  const follow = () => {
    if (typing.current || input.current.value === now()) return;
    input.current.value = now();
    if (document.activeElement === input.current) input.current.select?.();
  };
  useLayoutEffect(follow);
  return {
    typing,
    follow,
    /** Whether the cell holds what Python has neither shown nor been told. */
    isNew: () => input.current.value !== now(),
    /** The answer may leave the plan as it was: the cell is drawn again all the same. */
    send(message) { sent.current = { n: app.send(message, drawAgain), text: input.current.value }; },
  };
}

/** Name the cell for whoever looks for it: the screen's focus, the keys, the tests. */
const address = (at) => ({ "data-table": at.table, "data-row": at.row, "data-column": at.column });

/** Tell a cell whose text is no part of the plan. */
const waits = (mark) => (mark?.raw === undefined ? undefined : "");

/** What is said of a cell; of one that waits to be mended, what is found in the plan's value, too. */
const describedBy = (mark, id) => (mark ? `${id}${mark.also ? ` ${id}-also` : ""}` : undefined);

/** Whether a key means to type something. */
const types = ({ key, ctrlKey, metaKey, altKey }) => !(ctrlKey || metaKey || altKey) && (key.length === 1 || ["F2", "Backspace", "Delete", "Process"].includes(key));

/** `why` nothing can be typed here, and what to do instead: said to whoever tries. */
export function Cell({ at, text, mark, label, app, kind = "", why = "", long = false, hint }) {
  const input = useRef();
  const [tries, tell] = useState(false);
  const readonly = why !== "";
  const shown = mark?.raw ?? text ?? "";
  const { typing, follow, isNew, send } = useText(input, shown, app);
  const edited = useRef(false); // by F2 or a double click: keys and clicks lead through the text
  const rest = () => {
    typing.current = edited.current = false;
    delete input.current.dataset.typing;
    forget(input.current);
  };
  const commit = (key) => {
    const isTyped = typing.current;
    rest();
    if (readonly) tell(false);
    if (readonly || !isTyped || !isNew()) return follow();
    return send({ panel: at.table, do: "set", row: at.row, column: at.column, text: input.current.value, key });
  };
  const discard = () => {
    rest();
    input.current.value = text ?? "";
    input.current.select();
    if (mark?.raw !== undefined) app.send({ panel: at.table, do: "discard", row: at.row, column: at.column });
  };
  const edit = (where) => {
    edited.current = true;
    input.current.focus();
    input.current.setSelectionRange(where, where);
  };
  const onInput = (event) => {
    const isBrowsers = event.isTrusted && event.inputType?.startsWith("history"); // ours is in undo.js
    if (isBrowsers || document.activeElement !== input.current) return follow(); // nobody types here
    typing.current = isNew();
    if (typing.current) input.current.dataset.typing = "new";
    else delete input.current.dataset.typing;
    return undefined;
  };
  const onFocus = () => { if (!typing.current && !edited.current) input.current.select(); };
  const onBlur = () => {
    if (!input.current) return; // its row was taken away
    const isWindowLeft = document.activeElement === input.current && (typing.current || edited.current);
    commit();
    edited.current = isWindowLeft; // whoever comes back to the window goes on in the text
  };
  /** One click chooses the cell, so that typing replaces what it holds; the second goes into its text. */
  const onMouseDown = (event) => {
    if (event.button !== 0 || edited.current || typing.current) return;
    event.preventDefault();
    if (event.detail < 2) { input.current.focus(); return; }
    const point = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    edit(point?.offsetNode === input.current ? point.offset : input.current.value.length);
  };
  const onKeyDown = (event) => {
    event.stopPropagation();
    if (readonly && types(event)) tell(true);
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") return discard();
    if (event.key === "F2") { edit(input.current.value.length); event.preventDefault(); return; }
    if (!typing.current && app.shortcut(event, at)) return;
    const isChosen = !typing.current && !edited.current && isWhole(input.current);
    if (moved(event, input.current, () => commit("Enter"), edited.current) || (isChosen && event.key.startsWith("Arrow"))) event.preventDefault();
    if (event.key === "Enter" && document.activeElement === input.current) input.current.select(); // there is no cell below
  };
  const onPaste = (event) => {
    const words = event.clipboardData?.getData("text/plain") ?? "";
    if (readonly) tell(true);
    if (readonly || !/[\t\n]./.test(words)) return;
    event.preventDefault();
    rest();
    send({ panel: at.table, do: "paste", row: at.row, column: at.column, text: words });
  };
  const id = app.id(at);
  const tag = long ? "textarea" : "input";
  return html`<${tag} ref=${input} ...${address(at)} class=${`plc-cell ${kind}`} aria-label=${label}
      rows=${long ? 1 : undefined} type=${long ? undefined : "text"} inputmode=${kind === "plc-number" ? "decimal" : undefined}
      autocomplete="off" spellcheck=${false} readonly=${readonly} placeholder=${hint} title=${(mark ? mark.says.join("\n") : why) || undefined}
      aria-invalid=${mark && mark.level !== "warning" ? "true" : undefined} aria-describedby=${describedBy(mark, id)} data-draft=${waits(mark)}
      onInput=${onInput} onFocus=${onFocus} onBlur=${onBlur} onMouseDown=${onMouseDown} onKeyDown=${onKeyDown} onPaste=${onPaste} />
    ${readonly && tries && html`<span class="plc-says plc-why" role="alert">${why}</span>`}`;
}

export function Choice({ at, text, mark, label, options, app }) {
  const input = useRef();
  const shown = mark?.raw ?? text ?? "";
  const { send } = useText(input, shown, app);
  const choose = () => send({ panel: at.table, do: "set", row: at.row, column: at.column, text: input.current.value });
  const onKeyDown = (event) => {
    event.stopPropagation();
    if (!app.shortcut(event, at) && event.key === "Enter" && moved(event, input.current, () => {})) event.preventDefault();
  };
  const id = app.id(at);
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
export function Sayings({ table, row, marks, words, span, app, children }) {
  const said = Object.entries(marks ?? {}).flatMap(([column, mark]) =>
    [[column, mark, ""], ...(mark.also ? [[column, mark.also, "-also"]] : [])]);
  if (said.length === 0) return null;
  return html`<tr class="plc-sayings"><td colspan=${span}>${said.map(([column, mark, also]) => html`
    <p key=${column + also} id=${app.id({ table, row, column }) + also} class=${`plc-says plc-${mark.level}`}>
      <span class="plc-lead-in" onClick=${() => String(getSelection()) || app.go({ table, row, column })}><span aria-hidden="true">${SIGNS[mark.level]}</span> <b>${words[column] ?? column}</b> ${mark.says.join(" ")}</span></p>`)}
    ${children}
  </td></tr>`;
}
