// The picture of the budget (經費圖), its figures as a table, and a print of the picture alone.
import { useRef } from "preact/hooks";
import { html, Button, useTrait } from "./kit.js";
import { printed } from "./paper.js";

function Figures({ view }) {
  const { words } = view;
  const heads = view.columns.length > 1 ? [...view.columns, words.difference] : [words.amount];
  const cells = (row) => [...row.amounts, ...(row.difference ? [row.difference] : [])];
  const line = (row, kind = "") => html`<tr class=${kind}><th scope="row">${row.name}</th>
    ${cells(row).map((amount, i) => html`<td key=${i} class="plc-amount">${amount}</td>`)}</tr>`;
  return html`<details class="plc-figures"><summary>${words.caption}</summary>
    <table class="plc-table">
      <caption>${words.caption}</caption>
      <thead><tr><th scope="col">${words.item}</th>${heads.map((name, i) => html`<th key=${i} scope="col">${name}</th>`)}</tr></thead>
      <tbody>${view.rows.map((row) => line(row))}</tbody>
      <tfoot>${line(view.total)}<tr><th scope="row">${words.approved}</th>
        <td class="plc-amount" colspan=${heads.length}>${view.approved}</td></tr></tfoot>
    </table></details>`;
}

export function Picture({ model }) {
  const view = useTrait(model, "picture");
  const image = useRef();
  if (!view?.words) return null;
  const { words } = view;
  return html`<div class="plc-picture">
    <p class="plc-below">
      <${Button} kind="plc-primary" onClick=${() => printed(image.current)}>${words.print}<//>
      <a class="plc-button" href=${view.src} download=${view.file}>${words.download}</a>
    </p>
    ${view.same && html`<p class="plc-hint">${words.same}</p>`}
    <img ref=${image} class="plc-drawing" src=${view.src} alt=${view.alt} />
    <${Figures} view=${view} />
  </div>`;
}
