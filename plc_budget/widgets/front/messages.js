// The messages of a page: numbered, kept until their own number is answered, and sent again until then.

/** After how long without an answer a message is sent again, at first and at most. [ms] */
const AGAIN = 2000;
const SELDOM = 8000;
/** After how long without an answer a planner is told so. [ms] */
const PATIENCE = 20000;

/** A name no other page has: several windows may speak with one kernel, each counts for itself. */
const newName = () => [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join("");

/**
 * Every parcel holds all that is not answered, so that order is kept and nothing is missing in
 * between; Python leaves out what it did before.  `tell({ isLost, waiting })` is called whenever
 * something else waits, and when nobody has answered for long.
 */
export function makeMessages(model, tell) {
  const page = newName();
  let last = 0;
  let posted = 0; // the highest number that was sent at least once
  let waiting = []; // { message, wait: { until, whenAnswered, … } }, the oldest first
  let seen = model.get("turn")[1]; // -1 when something that was sent to us did not arrive
  let again;
  let patience;
  const answered = () => model.get("answered")[page] ?? 0;
  const isLost = () => waiting.length > 0 && Date.now() >= waiting[0].until;

  function post(next = AGAIN) {
    clearTimeout(again);
    const file = waiting.findIndex(({ message }, i) => i > 0 && message.data); // it is long, and goes first in a parcel
    const parcel = file > 0 ? waiting.slice(0, file) : waiting;
    posted = Math.max(posted, parcel.at(-1)?.message.n ?? 0);
    try {
      model.send({ page, whole: seen === -1, messages: parcel.map(({ message }) => message) });
    } catch {
      // No kernel now: what waits is sent again, and said to be lost when nobody answers for long.
    }
    if (waiting.length === 0) return;
    again = setTimeout(post, next, Math.min(2 * next, SELDOM));
  }

  function watch() {
    clearTimeout(patience);
    if (waiting.length > 0 && !isLost()) patience = setTimeout(watch, waiting[0].until - Date.now());
    tell({ isLost: isLost(), waiting });
  }

  function hear() {
    const done = waiting.filter(({ message }) => message.n <= answered());
    if (done.length === 0) return;
    waiting = waiting.filter(({ message }) => message.n > answered());
    const now = Date.now();
    waiting.forEach((one) => { one.until = Math.max(one.until, now + one.wait); });
    clearTimeout(again);
    if (posted < last) post();
    else if (waiting.length > 0) again = setTimeout(post, AGAIN, AGAIN);
    done.forEach(({ message, whenAnswered }) => whenAnswered?.(message.n));
    watch();
  }

  /** What was sent to us builds on what was sent before; if that did not arrive, all of it is asked for. */
  function follow() {
    const [base, now] = model.get("turn");
    if (base === 0 || base === seen) seen = now;
    else {
      seen = -1;
      post();
    }
  }

  model.on("change:turn", follow);
  model.on("change:answered", hear);
  return {
    answered,
    /** Send a message; returns its number.  `about` says what it is of, should nobody answer. */
    send(message, { whenAnswered, wait = PATIENCE, isChange = true, about = "" } = {}) {
      last += 1;
      const until = Math.max(Date.now() + wait, waiting.at(-1)?.until ?? 0);
      waiting.push({ message: { n: last, ...message }, whenAnswered, wait, until, isChange, about });
      post();
      watch();
      return last;
    },
    /** Stop sending: the page is taken away. */
    stop() {
      clearTimeout(again);
      clearTimeout(patience);
      model.off("change:turn", follow);
      model.off("change:answered", hear);
    },
  };
}
