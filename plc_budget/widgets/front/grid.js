// A table of the plan, as Python declares it: its columns, its rows, what opens below a row.
import { useEffect, useState } from "preact/hooks";
import { html, Button, filled, useTrait } from "./kit.js";
import { Cell, Choice, Sayings } from "./cell.js";

const LOOKS = { number: { kind: "plc-number" }, clock: { kind: "plc-clock" }, unit: { kind: "plc-unit" }, words: { long: true } };

function RowButtons({ view, row, app }) {
  const { table, head, words } = view;
  const act = (what, more = {}) => () => app.send({ panel: table, do: what, row: row.name, column: head, ...more });
  return html`<div class="plc-rowbuttons">
    <${Button} onClick=${act("move", { by: -1 })} title="Alt+↑">↑ ${words.up}<//>
    <${Button} onClick=${act("move", { by: 1 })} title="Alt+↓">↓ ${words.down}<//>
    <${Button} onClick=${act("add")}>＋ ${words.add}<//>
    <${Button} onClick=${act("copy")}>${words.copy}<//>
    <${Button} kind="plc-danger" onClick=${act("delete")}>✕ ${words.delete}<//>
  </div>`;
}

/** The cell of a column: typed, chosen, or worked out; `label` names it for whoever does not see it. */
function Content({ column, view, row, label, app, isBelow, asked, ask }) {
  const { name, look, options } = column;
  if (look === "amount") {
    if (!row.says?.[name]) return row[name];
    return html`<button type="button" class="plc-figure" title=${row.says[name]} aria-expanded=${asked ? "true" : "false"} onClick=${() => ask(name)}>${row[name]}</button>`;
  }
  const at = { table: view.table, row: row.name, column: name };
  const shared = { at, text: row.cells[name], mark: row.marks?.[name], label: label(name), app };
  if (look === "choice") return html`<${Choice} ...${shared} options=${options} />`;
  const lock = () => app.send({ panel: view.table, do: "set", row: row.name, column: "locked", text: row.locked ? "" : "是" });
  const cell = html`<${Cell} ...${shared} ...${isBelow ? {} : LOOKS[look]} why=${row.why?.[name] ?? ""} hint=${row.hints?.[name]} />`;
  return column.locks ? html`<span class="plc-quantity">${cell}
    <${Button} icon=${row.locked ? "locked" : "open"} kind="plc-lock" aria-pressed=${row.locked ? "true" : "false"}
      title=${`${label("")}${view.words.lock}`} onClick=${lock} /></span>` : cell;
}

function Row({ view, row, number, app, isOpen, toggle, asked, ask, isLit, Below, AtSayings }) {
  const { words, columns, more, head, table } = view;
  const span = columns.length + 1;
  const title = row.cells[head] && table === "budget" ? row.cells[head] : filled(words.row, { number: number + 1 });
  const label = (column) => `${title} ${words[column] ?? ""}`;
  const content = (column, isBelow = false) => html`<${Content} column=${column} view=${view} row=${row} label=${label} app=${app} isBelow=${isBelow} asked=${asked === column.name} ask=${ask} />`;
  return html`<tr class=${`${row.locked ? "plc-islocked" : ""}${isLit ? " plc-lit" : ""}`}>
    ${columns.map((column) => (column.name === head
      ? html`<th key=${column.name} scope="row" title=${filled(words.row, { number: number + 1 })}>${content(column)}</th>`
      : html`<td key=${column.name} class=${column.look === "amount" ? "plc-amount" : undefined}>
        ${row.before?.[column.name] && html`<span class="plc-day">${row.before[column.name]}</span>`}${content(column)}</td>`))}
    <td><${Button} icon="more" title=${label("more")} aria-expanded=${isOpen ? "true" : "false"} onClick=${toggle} /></td>
  </tr>
  ${row.says?.[asked] && html`<tr class="plc-sayings plc-explained"><td colspan=${span} role="status"><p class="plc-says">${words[asked]}：${row.says[asked]}</p></td></tr>`}
  <${Sayings} table=${table} row=${row.name} marks=${row.marks} words=${words} span=${span} app=${app}>
    ${AtSayings && html`<${AtSayings} row=${row} app=${app} />`}<//>
  ${isOpen && html`<tr class="plc-detail"><td colspan=${span}>
    ${more.length > 0 && html`<div class="plc-fields">
      ${more.map((column) => html`<label key=${column.name}>${words[column.name]}${content(column, true)}</label>`)}
      ${words.code && html`<span class="plc-code">${words.code}: <code>${row.name}</code></span>`}
    </div>`}
    <${RowButtons} view=${view} row=${row} app=${app} />
    ${Below && html`<${Below} row=${row} words=${words} label=${label} app=${app} />`}</td></tr>`}`;
}

/** `Below` is drawn where a row opens, `AtSayings` behind what is said of it. */
export function Grid({ model, app, root, panel, Below, AtSayings }) {
  const view = useTrait(model, panel);
  const [open, setOpen] = useState({});
  const [asked, setAsked] = useState({}); // which figure explains itself
  const ask = (row, column) => setAsked((now) => (now.row === row && now.column === column ? {} : { row, column }));
  useEffect(() => {
    const show = ({ detail }) => {
      const isBelow = detail.table === panel && model.get(panel).more.some(({ name }) => name === detail.column);
      if (isBelow) setOpen((now) => ({ ...now, [detail.row]: true }));
    };
    root.addEventListener("plc-open", show);
    return () => root.removeEventListener("plc-open", show);
  }, [root]);
  if (!view?.rows) return null;
  const { words, columns } = view;
  return html`<section class=${`plc-panel plc-${panel}`} aria-label=${words.caption}>
    <table class="plc-table">
      <caption>${words.caption}</caption>
      <thead><tr>${[...columns.map(({ name }) => name), "actions"].map((name) =>
        html`<th key=${name} scope="col" class=${`plc-col-${name}`}>${words[name]}</th>`)}</tr></thead>
      <tbody>${view.rows.map((row, number) => html`<${Row} key=${row.name} view=${view} row=${row} number=${number} app=${app}
        asked=${asked.row === row.name ? asked.column : ""} ask=${(column) => ask(row.name, column)}
        isLit=${asked.column === "periods" && !!row.block?.includes(asked.row)} isOpen=${!!open[row.name]} toggle=${() => setOpen({ ...open, [row.name]: !open[row.name] })} Below=${Below} AtSayings=${AtSayings} />`)}
        ${view.rows.length === 0 && html`<tr><td colspan=${columns.length + 1}>${words.empty}</td></tr>`}</tbody>
      <tfoot>${view.foot.map((line, i) => html`<tr key=${i} class=${line.kind}>${line.cells.map((cell, at) => (at === 0
        ? html`<th key=${at} scope="row" colspan=${cell.span}>${cell.words}</th>`
        : html`<td key=${at} class=${cell.kind} colspan=${cell.span} title=${cell.says}>${cell.words}</td>`))}</tr>`)}</tfoot>
    </table>
    <p class="plc-below"><${Button} onClick=${() => app.send({ panel, do: "add" })}>＋ ${words.add}<//>
      <span class="plc-hint">${words.paste}</span></p>
  </section>`;
}
