// The export (匯出): what stops it, the file to download, the copy in the plan's folder.
import { useEffect, useState } from "preact/hooks";
import { html, Button, filled, useTrait } from "./kit.js";

/** How long LibreOffice may take before a planner is told that nobody answers. [ms] */
const PATIENCE = 90000;

function Stops({ view, app }) {
  const { words } = view;
  const lead = (stop) => () => {
    if (stop.kind === "conflict") app.tab("conflict");
    else app.go(stop.go);
  };
  return html`<section class="plc-stops" aria-label=${words.stops}>
    <p class="plc-error">✕ ${words.stops}</p>
    <ul>${view.stops.map((stop, i) => html`<li key=${i}>${stop.says}
      ${stop.total && html` <${Button} kind="plc-primary" onClick=${() => app.tab("proposals")}>${words.balance}<//>`}
      ${(stop.go || stop.kind === "conflict") && html` <${Button} onClick=${lead(stop)}
        aria-label=${`${stop.go ? words.go : words.decide}: ${stop.says}`}>${stop.go ? words.go : words.decide}<//>`}</li>`)}</ul>
  </section>`;
}

function File({ made, words, app }) {
  const isOld = !made.current;
  return html`<section class=${`plc-file ${isOld ? "plc-old" : ""}`} aria-label=${made.name}>
    ${isOld && html`<p class="plc-warning">! ${words.outdated}</p>`}
    <p class="plc-below"><a class=${`plc-button ${isOld ? "" : "plc-primary"}`} href=${made.href} download=${made.name}>⤓ ${filled(words.download, made)}</a>
      ${!isOld && html`<${Button} onClick=${() => app.send({ panel: "export", do: "put" })}>${words.put}<//>`}</p>
    ${made.notes.map((note) => html`<p key=${note} class="plc-hint">${note}</p>`)}
    ${made.place && html`<p class="plc-good">${made.place} ${made.kept}</p>`}
  </section>`;
}

/** What is said while a file is being made; null when none is.  It outlives a change of the tab. */
function useMaking(app, root) {
  const [making, change] = useState(app.making ?? null);
  useEffect(() => {
    const hear = (event) => change(event.detail);
    root.addEventListener("plc-making", hear);
    change(app.making ?? null);
    return () => root.removeEventListener("plc-making", hear);
  }, [app, root]);
  const tell = (words) => {
    app.making = words;
    // What was said last was said of another file.
    root.classList.toggle("plc-making", words !== null);
    root.dispatchEvent(new CustomEvent("plc-making", { detail: words }));
  };
  return [making, tell];
}

export function Export({ model, app, root }) {
  const view = useTrait(model, "export");
  const [making, tell] = useMaking(app, root);
  if (!view?.words) return null;
  const { words } = view;
  const isMaking = making !== null;
  const make = (format, draft) => () => {
    const isSlow = view.waits[draft ? "draft" : "approval"].includes(format);
    const slowly = draft ? words.prints : words.waits;
    tell(isSlow ? slowly : "");
    app.send({ panel: "export", do: "make", format, draft }, () => tell(null), isSlow ? PATIENCE : undefined);
  };
  const isStopped = view.stops.length > 0;
  // The sheet to be signed comes first; the other files are there for whoever needs them.
  const look = (n) => (n > 0 ? "" : `plc-big ${isStopped ? "" : "plc-primary"}`);
  return html`<div class="plc-export">
    ${isStopped && html`<${Stops} view=${view} app=${app} />`}
    <p class="plc-below">${view.formats.map(([format, name], n) => html`<${Button} key=${format} kind=${look(n)}
      disabled=${isStopped || isMaking} onClick=${make(format, false)}>${filled(words.approval, { format: name })}<//>`)}
      <span>${view.total}</span></p>
    <p class="plc-hint" role="status">${making}</p>
    ${view.made && !isMaking && html`<${File} made=${view.made} words=${words} app=${app} />`}
    <p class="plc-below"><span class="plc-hint">${view.warnings}</span>
      ${view.open > 0 && html`<${Button} onClick=${() => app.tab("findings")}>${words.look}<//>`}</p>
    <p class="plc-below">${view.formats.map(([format, name]) => html`<${Button} key=${format} disabled=${isMaking} onClick=${make(format, true)}>${filled(words.draft, { format: name })}<//>`)}
      <span class="plc-hint">${words.draft_hint}</span></p>
  </div>`;
}
