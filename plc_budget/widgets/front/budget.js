// The budget table (經費概算表).
import { useEffect, useState } from "preact/hooks";
import { html, Button, filled, useTrait } from "./kit.js";
import { Cell, Choice, Sayings } from "./cell.js";
import { RowButtons } from "./rows.js";

function Detail({ row, words, view, app }) {
  const at = (column) => ({ table: "budget", row: row.code, column });
  const mark = (column) => row.marks?.[column];
  const name = (column) => `${row.cells.item} ${words[column]}`;
  return html`<tr class="plc-detail"><td colspan="7">
    <div class="plc-fields">
      <label>${words.category}<${Choice} at=${at("category")} text=${row.cells.category} mark=${mark("category")}
        label=${name("category")} options=${view.categories.map((one) => [one, one])} app=${app} /></label>
      <label>${words.from}<${Choice} at=${at("from")} text=${row.cells.from} mark=${mark("from")}
        label=${name("from")} options=${view.sources} app=${app} /></label>
      ${view.more.map((column) => html`<label key=${column}>${words[column]}
        <${Cell} at=${at(column)} text=${row.cells[column]} mark=${mark(column)} label=${name(column)} app=${app} /></label>`)}
      <span class="plc-code">${words.code}: <code>${row.code}</code></span>
    </div>
    <${RowButtons} table="budget" row=${row.code} column="item" words=${words} app=${app} />
  </td></tr>`;
}

function Line({ row, number, words, view, app, isOpen, toggle }) {
  const cell = (column, more = {}) => html`<${Cell} at=${{ table: "budget", row: row.code, column }}
    text=${row.cells[column]} mark=${row.marks?.[column]} app=${app}
    label=${`${row.cells.item} ${words[column]}`} ...${more} />`;
  const lock = () => app.send({ panel: "budget", do: "set", row: row.code, column: "locked", text: row.locked ? "" : "是" });
  return html`<tr class=${row.locked ? "plc-islocked" : ""}>
    <th scope="row" title=${filled(words.row, { number: number + 1 })}>${cell("item", { long: true })}</th>
    <td>${cell("unit_price", { kind: "plc-number" })}</td>
    <td>${cell("unit", { kind: "plc-unit" })}</td>
    <td><span class="plc-quantity">${cell("quantity", { kind: "plc-number", why: row.follows })}
      <${Button} icon=${row.locked ? "locked" : "open"} kind="plc-lock" aria-pressed=${row.locked ? "true" : "false"}
        title=${`${row.cells.item} ${words.lock}`} onClick=${lock} /></span></td>
    <td class="plc-amount">${row.amount}</td>
    <td>${cell("note", { long: true })}</td>
    <td><${Button} icon="more" title=${`${row.cells.item} ${words.more}`} aria-expanded=${isOpen ? "true" : "false"} onClick=${toggle} /></td>
  </tr>
  <${Sayings} table="budget" row=${row.code} marks=${row.marks} words=${words} span=${7} app=${app} />
  ${isOpen && html`<${Detail} row=${row} words=${words} view=${view} app=${app} />`}`;
}

export function Budget({ model, app, root }) {
  const view = useTrait(model, "budget");
  const [open, setOpen] = useState({});
  useEffect(() => {
    const show = ({ detail }) => {
      const isDetail = detail.table === "budget" && [...model.get("budget").more, "category", "from"].includes(detail.column);
      if (isDetail) setOpen((now) => ({ ...now, [detail.row]: true }));
    };
    root.addEventListener("plc-open", show);
    return () => root.removeEventListener("plc-open", show);
  }, [root]);
  if (!view?.rows) return null;
  const words = view.words;
  return html`<section class="plc-panel plc-budget" aria-label=${words.caption}>
    <table class="plc-table">
      <caption>${words.caption}</caption>
      <thead><tr>
        ${["item", "unit_price", "unit", "quantity", "amount", "note", "actions"].map((name) =>
          html`<th key=${name} scope="col" class=${`plc-col-${name}`}>${words[name]}</th>`)}
      </tr></thead>
      <tbody>${view.rows.map((row, number) => html`<${Line} key=${row.code} row=${row} number=${number} words=${words}
        view=${view} app=${app} isOpen=${!!open[row.code]}
        toggle=${() => setOpen({ ...open, [row.code]: !open[row.code] })} />`)}</tbody>
      <tfoot><tr><th scope="row" colspan="4">${words.total}</th>
        <td class="plc-amount plc-total">${view.total}</td><td colspan="2">${view.capital}</td></tr></tfoot>
    </table>
    <p class="plc-below"><${Button} onClick=${() => app.send({ panel: "budget", do: "add" })}>＋ ${words.add}<//>
      <span class="plc-hint">${words.paste}</span></p>
  </section>`;
}
