// What both tables have: the buttons of a row.
import { html, Button } from "./kit.js";

export function RowButtons({ table, row, column, words, app }) {
  const act = (what, more = {}) => () => app.send({ panel: table, do: what, row, column, ...more });
  return html`<div class="plc-rowbuttons">
    <${Button} onClick=${act("move", { by: -1 })} title="Alt+↑">↑ ${words.up}<//>
    <${Button} onClick=${act("move", { by: 1 })} title="Alt+↓">↓ ${words.down}<//>
    <${Button} onClick=${act("add")}>＋ ${words.add}<//>
    <${Button} onClick=${act("copy")}>${words.copy}<//>
    <${Button} kind="plc-danger" onClick=${act("delete")}>✕ ${words.delete}<//>
  </div>`;
}
