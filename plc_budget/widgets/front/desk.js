// What the panels share: sending to Python, knowing what was answered, going to a cell.

let pages = 0;
/** How often a cell is looked for that is not drawn yet, and how long to wait between. [ms] */
const LOOKS = 60;
const PAUSE = 50;
/** After how long without an answer a planner is told that nobody answers. [ms] */
const PATIENCE = 20000;
/** What is asked for without changing anything: nothing of it is lost by leaving. */
const ONLY_LOOKS = new Set(["look", "show", "speak", "open", "check", "back", "ask", "cancel", "longer", "more", "make", "put",
  "decide", "decide_all", "away", "choose", "on", "against", "discard"]);

export function makeDesk(model, root) {
  let sent = model.get("answered");
  let saving = 0; // the last message that changes something
  let waiting = [];
  let patience;
  const tell = (isLost) => root.dispatchEvent(new CustomEvent("plc-lost", { detail: isLost }));
  const page = ++pages;
  const desk = {
    /** Send a message; returns its number, which is answered when Python is done with it. */
    send(message, whenAnswered, wait = PATIENCE) {
      sent += 1;
      if (whenAnswered) waiting.push([sent, whenAnswered]);
      model.send({ n: sent, ...message });
      root.classList.add("plc-busy");
      if (!ONLY_LOOKS.has(message.do)) {
        saving = sent;
        root.dataset.saving = "";
      }
      clearTimeout(patience);
      patience = setTimeout(() => tell(true), wait);
      return sent;
    },
    answered: () => model.get("answered"),
    /** Whether leaving loses something: typed and not sent, sent and not answered, or kept nowhere but here. */
    isUnsaved: () => model.get("answered") < saving || root.querySelector('[data-typing="new"], [data-draft]') !== null
      || !!model.get("settings")?.changed || !!model.get("conflict")?.rows,
    /** Name an element; several pages may stand in one document. */
    name: (...parts) => ["plc", page, ...parts].join("-"),
    id: (at) => desk.name(at.table, at.row, at.column),
    /** Keys that mean the plan and not the cell; not while something is being typed. */
    shortcut(event, at) {
      if (at?.table === "settings") return false; // what is typed there is no step of the plan yet
      const isCommand = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (isCommand && (key === "z" || key === "y")) {
        event.preventDefault();
        desk.send({ panel: "desk", do: key === "y" || event.shiftKey ? "redo" : "undo" });
        return true;
      }
      if (event.altKey && (key === "arrowup" || key === "arrowdown") && at) {
        event.preventDefault();
        desk.send({ panel: at.table, do: "move", row: at.row, column: at.column, by: key === "arrowup" ? -1 : 1 });
        return true;
      }
      return false;
    },
    /** Bring a cell into sight and put the cursor there; a tab that holds it opens first. */
    go({ table, row, column }, isBusy = () => false) {
      root.dispatchEvent(new CustomEvent("plc-open", { detail: { table, row, column } }));
      if (!root.querySelector(`[data-table="${table}"]`)) desk.tab?.(table);
      const look = (again) => requestAnimationFrame(() => {
        const cells = [...root.querySelectorAll("[data-table]")].filter((cell) => cell.dataset.table === table);
        const mine = cells.filter((cell) => cell.dataset.row === row);
        const cell = mine.find((one) => one.dataset.column === column) ?? mine[0];
        if (!cell) return again > 0 && setTimeout(() => look(again - 1), PAUSE);
        if (isBusy()) return undefined;
        cell.scrollIntoView({ block: "center", inline: "nearest" });
        cell.focus({ preventScroll: true });
        return cell.select?.();
      });
      look(LOOKS);
    },
  };
  model.on("change:answered", () => {
    const answered = model.get("answered");
    if (answered >= saving) delete root.dataset.saving;
    const told = waiting.filter(([n]) => n <= answered);
    waiting = waiting.filter(([n]) => n > answered);
    told.forEach(([n, tell]) => tell(n));
    if (answered >= sent) {
      root.classList.remove("plc-busy");
      clearTimeout(patience);
      tell(false);
    }
  });
  // Whoever is typing somewhere else by then is not led away from it.
  model.on("change:focus", () => desk.go(model.get("focus"), () => root.querySelector("[data-typing]")));
  return desk;
}
