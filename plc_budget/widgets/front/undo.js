// One rule of undo for the whole page: what is being typed first; otherwise the plan's last step.
//
// The browser's own undo has one list for the whole document and writes into fields that were left
// long ago, so that a cell would show what the plan does not say.  It is never let in.

/** What stood in a field since somebody began to type there, and which of it stands there now. */
const typings = new WeakMap();
/** Whether more of the same kind is one step: a run of letters, or of deletions. */
const isRun = ({ inputType, data }) => /^(insert(Composition)?Text|delete\w*)$/.test(inputType ?? "") && !/\s/.test(data ?? "");

/** What was typed is sent or given up: from here on undo means the plan. */
export const forget = (field) => typings.delete(field);

function note(event) {
  const typing = typings.get(event.target);
  if (!typing) return;
  const goesOn = typing.at > 0 && isRun(event) && typing.kind === event.inputType;
  typing.texts.length = typing.at + 1;
  if (goesOn) typing.texts[typing.at] = event.target.value;
  else typing.at = typing.texts.push(event.target.value) - 1;
  typing.kind = isRun(event) ? event.inputType : "";
}

/** Go a step in what is being typed in a field; returns whether anything is typed there. */
function wasOwnStep(field, by) {
  const typing = typings.get(field);
  if (!typing || (field.value === typing.texts[0] && !(by > 0 && typing.at < typing.texts.length - 1))) return false;
  const text = typing.texts[typing.at + by];
  if (text === undefined) return true;
  typing.at += by;
  typing.kind = "";
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: by < 0 ? "historyUndo" : "historyRedo" }));
  return true;
}

/** Hear the keys wherever the cursor is, before JupyterLab does; `step(-1)` undoes, `step(1)` redoes in the plan. */
export function watchUndo(root, step) {
  /** The cursor is on our page, or nowhere on it while it is in sight: on white space, or where a button was. */
  const isOurs = () => {
    const focus = document.activeElement ?? document.body;
    return root.contains(focus) || (focus.contains(root) && root.getClientRects().length > 0);
  };
  const go = (event, by) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!wasOwnStep(document.activeElement, by)) step(by);
  };
  const onKeyDown = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || !isOurs()) return;
    const key = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.toLowerCase().slice(-1); // ㄈ is the key of z
    if (key === "z" || key === "y") go(event, key === "y" || event.shiftKey ? 1 : -1);
  };
  const onBeforeInput = (event) => {
    const way = { historyUndo: -1, historyRedo: 1 }[event.inputType];
    if (way && isOurs()) go(event, way);
    else if (root.contains(event.target) && !typings.has(event.target)) typings.set(event.target, { texts: [event.target.value], at: 0, kind: "" });
  };
  const onInput = (event) => { if (!event.inputType?.startsWith("history")) note(event); };
  const onLeave = (event) => forget(event.target);
  const heard = [[window, "keydown", onKeyDown], [window, "beforeinput", onBeforeInput], [root, "input", onInput], [root, "focusout", onLeave]];
  heard.forEach(([where, kind, hear]) => where.addEventListener(kind, hear, true));
  return () => heard.forEach(([where, kind, hear]) => where.removeEventListener(kind, hear, true));
}
