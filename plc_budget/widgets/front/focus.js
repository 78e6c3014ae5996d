// Where the cursor goes on when what it stood on is no longer there: a button that vanished, a row that was deleted.

const MEANS = "button:not([disabled]), input:not([disabled]), select, textarea, a[href], [tabindex]";

/** The row of a table that something belongs to: its own, or the one it opened below. */
function rowOf(element) {
  let row = element.closest("tr");
  while (row && !row.querySelector("[data-row]")) row = row.previousElementSibling;
  return row?.querySelector("[data-row]")?.dataset;
}

const cellsOf = (root, table) => [...root.querySelectorAll("[data-table]")].filter(({ dataset }) => dataset.table === table);
const rowsOf = (cells) => [...new Set(cells.map(({ dataset }) => dataset.row))];

/** Follow the cursor, and lead it to the same row, the one that took its place, or what stands nearest. */
export function watchFocus(root) {
  let last = null;
  const follow = ({ target }) => {
    const above = [];
    for (let one = target.parentElement; one && one !== root; one = one.parentElement) above.push(one);
    const { table, row } = rowOf(target) ?? {};
    last = { target, above, table, row, number: table ? rowsOf(cellsOf(root, table)).indexOf(row) : -1 };
  };
  const leadOn = () => {
    if (!last || last.target.isConnected || document.activeElement !== document.body) return;
    const { above, table, row, number } = last;
    last = null;
    const cells = table ? cellsOf(root, table) : [];
    const rows = rowsOf(cells);
    const there = rows.includes(row) ? row : rows[Math.min(number, rows.length - 1)];
    const near = above.find((one) => one.isConnected);
    const next = cells.find(({ dataset }) => dataset.row === there) ?? near?.querySelector(MEANS);
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const changes = new MutationObserver(leadOn);
  changes.observe(root, { childList: true, subtree: true });
  root.addEventListener("focusin", follow);
  return () => {
    changes.disconnect();
    root.removeEventListener("focusin", follow);
  };
}
