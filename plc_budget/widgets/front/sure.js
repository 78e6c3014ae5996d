// Asks once more, in the page: takes the focus, and Escape leaves everything as it is.
import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "./kit.js";

export function Sure({ label, cancel, children }) {
  const box = useRef();
  useLayoutEffect(() => {
    box.current.focus({ preventScroll: true });
    box.current.scrollIntoView({ block: "nearest" });
  }, []);
  const onKeyDown = (event) => {
    event.stopPropagation();
    if (event.key === "Escape" && !event.isComposing) cancel();
  };
  return html`<div ref=${box} class="plc-asking" role="alertdialog" tabindex="-1" aria-label=${label} onKeyDown=${onKeyDown}>${children}</div>`;
}
