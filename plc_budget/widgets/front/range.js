// Several cells at once, as in a spreadsheet: chosen with Shift or by dragging, copied as a table and as
// text, filled down (Ctrl+D); Ctrl+Home and Ctrl+End lead to the first cell and the last.
import { isWhole } from "./keys.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const fieldOf = (td) => td?.querySelector("[data-column]");
const cellOf = (element) => (element?.closest?.(".plc-tables [data-column]") && !element.closest(".plc-detail") ? element.closest("td, th") : null);
const rowsOf = (td) => [...td.closest("tbody").rows].filter((row) => row.querySelector("[data-row]") && !row.matches(".plc-detail"));

/** What a cell shows: typed, chosen, or worked out. */
function textOf(td) {
  const field = fieldOf(td);
  if (!field) return td.innerText.trim();
  return field.matches("select") ? field.selectedOptions[0]?.text ?? "" : field.value;
}

const escaped = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll("\n", "<br>");
const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export function watchRange(root, app) {
  let first = null; // the cell one began at, and the one reached
  let last = null;
  let isDragging = false;

  const chosen = () => {
    if (!first?.isConnected || !last?.isConnected || first.closest("tbody") !== last.closest("tbody")) return [];
    const rows = rowsOf(first);
    const [top, bottom] = [rows.indexOf(first.parentElement), rows.indexOf(last.parentElement)].sort((a, b) => a - b);
    const [left, right] = [first.cellIndex, last.cellIndex].sort((a, b) => a - b);
    return rows.slice(top, bottom + 1).map((row) => [...row.cells].slice(left, right + 1));
  };
  const draw = () => {
    root.querySelectorAll("[data-chosen]").forEach((td) => td.removeAttribute("data-chosen"));
    if (first !== last) chosen().flat().forEach((td) => td.setAttribute("data-chosen", ""));
  };
  const choose = (from, to) => { first = from; last = to; draw(); };

  const onMouseDown = (event) => {
    const td = cellOf(event.target);
    if (!td || event.button !== 0) return choose(null, null);
    if (event.shiftKey && first) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return choose(first, td);
    }
    isDragging = true;
    return choose(td, td);
  };
  const onMouseOver = (event) => {
    const td = cellOf(event.target);
    if (isDragging && event.buttons === 1 && td && first && td.closest("tbody") === first.closest("tbody")) choose(first, td);
  };
  const onMouseUp = () => { isDragging = false; };
  const onFocus = (event) => {
    const td = cellOf(event.target);
    if (!isDragging && td !== last && td !== first) choose(td, td);
  };

  const fillDown = (field) => {
    const td = cellOf(field);
    const all = rowsOf(td);
    const above = all[all.indexOf(td.parentElement) - 1]?.cells[td.cellIndex];
    const block = chosen();
    const rows = block.length > 1 ? block : [[above], [td]];
    const from = rows[0].findIndex((one) => one && fieldOf(one));
    const to = fieldOf(rows[1][from]);
    if (!to) return;
    const line = rows[0].slice(from).map((td) => quoted(textOf(td))).join("\t");
    const { table, row, column } = to.dataset;
    app.send({ panel: table, do: "paste", row, column, text: Array(rows.length - 1).fill(line).join("\n") });
  };
  const onKeyDown = (event) => {
    const field = event.target;
    const td = cellOf(field);
    if (!td || event.isComposing || field.dataset.typing) return;
    const key = event.key.toLowerCase();
    const isCtrl = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (event.shiftKey && !isCtrl && event.key in ARROWS && (field.matches("select") || isWhole(field))) {
      const [down, right] = ARROWS[event.key];
      const rows = rowsOf(td);
      const end = last?.isConnected ? last : td;
      const next = rows[rows.indexOf(end.parentElement) + down]?.cells[end.cellIndex + right];
      if (next && !next.querySelector(".plc-button:only-child")) choose(first ?? td, next);
    } else if (isCtrl && key === "d") {
      fillDown(field);
    } else if (isCtrl && (event.key === "Home" || event.key === "End")) {
      const fields = [...td.closest("tbody").querySelectorAll("tr:not(.plc-detail) [data-column]")];
      fields.at(event.key === "Home" ? 0 : -1)?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onCopy = (event) => {
    const block = chosen();
    if (block.flat().length < 2) return;
    const texts = block.map((row) => row.map(textOf));
    event.clipboardData.setData("text/plain", texts.map((row) => row.map(quoted).join("\t")).join("\n"));
    event.clipboardData.setData("text/html", `<table>${texts.map((row) => `<tr>${row.map((text) => `<td>${escaped(text)}</td>`).join("")}</tr>`).join("")}</table>`);
    event.preventDefault();
  };
  const heard = [[root, "mousedown", onMouseDown], [root, "mouseover", onMouseOver], [window, "mouseup", onMouseUp], [root, "focusin", onFocus],
    [root, "keydown", onKeyDown], [root, "copy", onCopy]];
  heard.forEach(([where, kind, hear]) => where.addEventListener(kind, hear, true));
  return () => heard.forEach(([where, kind, hear]) => where.removeEventListener(kind, hear, true));
}
