// Keys in a table: Enter and the arrows go where a spreadsheet goes.

function neighbour(input, by) {
  const { table, row, column } = input.dataset;
  const all = [...input.closest(".plc-page").querySelectorAll(
    `[data-table="${table}"][data-column="${column}"]`)];
  const at = all.findIndex((other) => other.dataset.row === row);
  return all[at + by];
}

function beside(input, by) {
  const all = [...(input.closest("tr")?.querySelectorAll("[data-column]") ?? [])];
  return all[all.indexOf(input) + by];
}

function entered(target) {
  if (!target) return false;
  target.focus();
  target.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

const isAtStart = (input) => input.selectionStart === 0 && input.selectionEnd === 0;
const isAtEnd = (input) => input.selectionStart === input.value.length;
export const isWhole = (input) => input.selectionStart === 0 && input.selectionEnd === input.value.length;

/** Leave a cell as the key asks, but not by the keys that lead through its text while that is edited; returns whether it was left. */
export function moved(event, input, commit, isEdited = false) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const goes = {
    Enter: () => { commit(); entered(neighbour(input, event.shiftKey ? -1 : 1)); return true; },
    ArrowDown: () => entered(neighbour(input, 1)),
    ArrowUp: () => entered(neighbour(input, -1)),
    ArrowLeft: () => !isEdited && (isAtStart(input) || isWhole(input)) && entered(beside(input, -1)),
    ArrowRight: () => !isEdited && isAtEnd(input) && entered(beside(input, 1)),
  };
  return event.key in goes && (event.key === "Enter" || !event.shiftKey) && goes[event.key]();
}
