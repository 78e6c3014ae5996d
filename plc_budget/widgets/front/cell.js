// One cell of a table: what is typed is kept exactly until Python has answered it.
import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "./kit.js";
import { moved } from "./keys.js";

/** Keep an input in step with the plan, but never while somebody types or an answer is awaited. */
function useText(input, shown, desk) {
  const typing = useRef(false);
  const awaited = useRef(0);
  useLayoutEffect(() => {
    const isOurs = !typing.current && desk.answered() >= awaited.current;
    if (isOurs && input.current.value !== shown) input.current.value = shown;
  });
  return { typing, awaited };
}

function Message({ id, mark }) {
  if (!mark) return null;
  return html`<span id=${id} class=${`plc-says plc-${mark.level}`}>${mark.says.join(" ")}</span>`;
}

/** Name the cell for whoever looks for it: the screen's focus, the keys, the tests. */
const address = (at) => ({ "data-table": at.table, "data-row": at.row, "data-column": at.column });

export function Cell({ at, text, mark, label, desk, kind = "", readonly = false, long = false }) {
  const input = useRef();
  const shown = mark?.raw ?? text ?? "";
  const { typing, awaited } = useText(input, shown, desk);
  const commit = () => {
    typing.current = false;
    if (input.current.value === shown || readonly) return;
    awaited.current = desk.send({ panel: at.table, do: "set", row: at.row, column: at.column,
                                  text: input.current.value });
  };
  const discard = () => {
    typing.current = false;
    input.current.value = text ?? "";
    if (mark?.raw !== undefined) desk.send({ panel: at.table, do: "discard", row: at.row, column: at.column });
  };
  const onKeyDown = (event) => {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") return discard();
    const isClean = !typing.current;
    if (isClean && desk.shortcut(event, at)) return;
    if (moved(event, input.current, commit)) event.preventDefault();
  };
  const onPaste = (event) => {
    const words = event.clipboardData?.getData("text/plain") ?? "";
    if (readonly || !/[\t\n]./.test(words)) return;
    event.preventDefault();
    typing.current = false;
    awaited.current = desk.send({ panel: at.table, do: "paste", row: at.row, column: at.column, text: words });
  };
  const id = desk.id(at);
  const tag = long ? "textarea" : "input";
  return html`<${tag} ref=${input} ...${address(at)} class=${`plc-cell ${kind}`} aria-label=${label}
      rows=${long ? 1 : undefined} type=${long ? undefined : "text"} inputmode=${kind === "plc-number" ? "decimal" : undefined}
      autocomplete="off" spellcheck=${false} readonly=${readonly} title=${mark ? mark.says.join("\n") : undefined}
      aria-invalid=${mark && mark.level !== "warning" ? "true" : undefined} aria-describedby=${mark ? id : undefined}
      onInput=${() => { typing.current = true; }} onBlur=${commit} onKeyDown=${onKeyDown} onPaste=${onPaste} />
    <${Message} id=${id} mark=${mark} />`;
}

export function Choice({ at, text, mark, label, options, desk }) {
  const input = useRef();
  const shown = mark?.raw ?? text ?? "";
  const { awaited } = useText(input, shown, desk);
  const choose = () => {
    awaited.current = desk.send({ panel: at.table, do: "set", row: at.row, column: at.column,
                                  text: input.current.value });
  };
  const onKeyDown = (event) => {
    event.stopPropagation();
    if (!desk.shortcut(event, at) && event.key === "Enter" && moved(event, input.current, () => {})) event.preventDefault();
  };
  const id = desk.id(at);
  const isOdd = shown !== "" && !options.some(([value]) => value === shown);
  return html`<select ref=${input} ...${address(at)} class="plc-cell" aria-label=${label} value=${shown}
      aria-invalid=${mark && mark.level !== "warning" ? "true" : undefined} aria-describedby=${mark ? id : undefined}
      title=${mark ? mark.says.join("\n") : undefined} onChange=${choose} onKeyDown=${onKeyDown}>
      ${isOdd && html`<option value=${shown}>${shown}</option>`}
      ${options.map(([value, words]) => html`<option key=${value} value=${value}>${words}</option>`)}
    </select>
    <${Message} id=${id} mark=${mark} />`;
}
