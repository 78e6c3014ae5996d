// A long table shows only what matters first; one tick shows the rest.
import { useState } from "preact/hooks";
import { html } from "./kit.js";

const LONG = 12;

/** Return the rows to show, and the tick that chooses between them and all. */
export function useOnly(rows, matters, label) {
  const [only, choose] = useState(true);
  const some = rows.filter(matters);
  if (rows.length <= LONG || some.length === 0 || some.length === rows.length) return [rows, null];
  const tick = html`<p><label class="plc-tick"><input type="checkbox" checked=${only} onKeyDown=${(event) => event.stopPropagation()}
    onChange=${(event) => choose(event.target.checked)} /> ${label} (${some.length}/${rows.length})</label></p>`;
  return [only ? some : rows, tick];
}
