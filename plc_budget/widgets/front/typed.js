// A text field outside the tables: what is typed stays until it is said, and is never overwritten.
import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "./kit.js";
import { forget } from "./undo.js";

/**
 * `commit(text)` is called when the field is left or Enter is pressed, if something was typed; it
 * may return the number of a message to wait for.  `field` receives the input element.
 */
export function Typed({ text, label, commit = () => 0, app, fault = "", id, kind = "", field, ...more }) {
  const own = useRef();
  const input = field ?? own;
  const typing = useRef(false);
  const awaited = useRef(0);
  useLayoutEffect(() => {
    const isOurs = !typing.current && app.answered() >= awaited.current;
    if (isOurs && input.current.value !== text) input.current.value = text;
  });
  const say = () => {
    if (!typing.current) return;
    typing.current = false;
    forget(input.current);
    awaited.current = commit(input.current.value) || 0;
  };
  const onKeyDown = (event) => {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") say();
    if (event.key === "Escape") { typing.current = false; forget(input.current); input.current.value = text; }
  };
  return html`<input ref=${input} type="text" class=${`plc-typed ${kind}`} aria-label=${label} autocomplete="off"
      spellcheck=${false} aria-invalid=${fault ? "true" : undefined} aria-describedby=${fault ? id : undefined}
      onInput=${() => { typing.current = true; }} onBlur=${say} onKeyDown=${onKeyDown} ...${more} />
    ${fault && html`<span id=${id} class="plc-says plc-error">${fault}</span>`}`;
}
