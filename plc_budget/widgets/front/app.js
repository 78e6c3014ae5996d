// What the panels share: sending to Python, knowing what was answered, going to a cell.
import { watchFocus } from "./focus.js";
import { makeMessages } from "./messages.js";
import { watchRange } from "./range.js";
import { watchUndo } from "./undo.js";

let pages = 0;
/** How often a cell is looked for that is not drawn yet, and how long to wait between. [ms] */
const LOOKS = 60;
const PAUSE = 50;
/** What is asked for without changing anything: nothing of it is lost by leaving. */
const ONLY_LOOKS = new Set(["look", "show", "speak", "open", "check", "back", "ask", "cancel", "longer", "more", "make", "put",
  "decide", "decide_all", "away", "choose", "on", "against", "discard", "introduce"]);

export function makeApp(model, root) {
  const page = ++pages;
  let changes = []; // what changes something and is not answered
  const messages = makeMessages(model, ({ isLost, waiting }) => {
    changes = waiting.filter(({ isChange }) => isChange);
    root.toggleAttribute("data-saving", changes.length > 0);
    root.classList.toggle("plc-busy", waiting.length > 0);
    root.dispatchEvent(new CustomEvent("plc-lost", { detail: isLost ? changes.map(({ about }) => about) : null }));
  });
  const cellsOf = ({ table, row }) => [...root.querySelectorAll("[data-table]")].filter(({ dataset }) => dataset.table === table && dataset.row === row);
  /** Name what a message is of as the planner sees it: the cell with what was typed, or what was pressed. */
  const about = ({ panel: table, row, column, text }) => {
    const cell = text === undefined ? null : cellsOf({ table, row }).find((one) => one.dataset.column === column);
    const pressed = root.contains(document.activeElement) ? document.activeElement : null;
    return cell ? `${cell.ariaLabel}：${text}` : pressed?.ariaLabel || pressed?.innerText || "";
  };
  const app = {
    /** Send a message; returns its number, which is answered when Python is done with it. */
    send(message, whenAnswered, wait) {
      return messages.send(message, { whenAnswered, wait, isChange: !ONLY_LOOKS.has(message.do), about: about(message) });
    },
    answered: messages.answered,
    stop() {
      stops.forEach((stop) => stop());
      messages.stop();
    },
    /** Whether leaving loses something: typed and not sent, sent and not answered, or kept nowhere but here. */
    isUnsaved: () => changes.length > 0 || root.querySelector('[data-typing="new"], [data-draft]') !== null
      || !!model.get("settings")?.changed || !!model.get("conflict")?.rows,
    /** Name an element; several pages may stand in one document. */
    name: (...parts) => ["plc", page, ...parts].join("-"),
    id: (at) => app.name(at.table, at.row, at.column),
    /** Keys that mean the row and not the cell. */
    shortcut(event, at) {
      if (!event.altKey || at.table === "settings" || !["ArrowUp", "ArrowDown"].includes(event.key)) return false;
      event.preventDefault();
      app.send({ panel: at.table, do: "move", row: at.row, column: at.column, by: event.key === "ArrowUp" ? -1 : 1 });
      return true;
    },
    /** Bring a cell into sight and put the cursor there; a tab that holds it opens first. */
    go({ table, row, column }, isBusy = () => false) {
      root.dispatchEvent(new CustomEvent("plc-open", { detail: { table, row, column } }));
      if (!root.querySelector(`[data-table="${table}"]`)) app.tab?.(table);
      const look = (again) => requestAnimationFrame(() => {
        const mine = cellsOf({ table, row });
        const cell = mine.find((one) => one.dataset.column === column) ?? mine[0];
        if (!cell) return again > 0 && setTimeout(() => look(again - 1), PAUSE);
        if (isBusy()) return undefined;
        cell.scrollIntoView({ block: "center", inline: "nearest" });
        return cell.focus({ preventScroll: true });
      });
      look(LOOKS);
    },
  };
  const stops = [watchFocus(root), watchRange(root, app), watchUndo(root, (by) => {
    if (document.activeElement.dataset?.table === "settings") return; // what is typed there is no step of the plan yet
    app.send({ panel: "app", do: by < 0 ? "undo" : "redo" });
  })];
  // Whoever is typing somewhere else by then is not led away from it.
  model.on("change:focus", () => app.go(model.get("focus"), () => root.querySelector('[data-typing="new"]')));
  return app;
}
