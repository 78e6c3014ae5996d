// A page of the workbook.  It draws what Python says and sends what was typed; it computes nothing.
import { render as draw } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { html, useTrait } from "./kit.js";
import { makeApp } from "./app.js";
import { Bar } from "./bar.js";
import { Conflict } from "./conflict.js";
import { Grid } from "./grid.js";
import { Timetable } from "./timetable.js";
import { Panels, TABLES } from "./tabs.js";
import { TABS } from "./panels.js";
import { followAddress, planOfAddress, viewOfAddress, writeView } from "./address.js";

const GRIDS = { timetable: Timetable, budget: (more) => html`<${Grid} ...${more} panel="budget" />` };
/** What is heard before the page is left: from the browser, or from our page of Voilà, which hears it first. */
/** How often is looked whether somebody else changed the plan. [ms] */
const LOOK = 2000;
const LEAVING = ["beforeunload", "plc-leaving"];

function Page({ model, root }) {
  const app = useMemo(() => makeApp(model, root), [model, root]);
  const panels = useTrait(model, "panels");
  const fault = useTrait(model, "fault");
  const lost = useTrait(model, "lost");
  const [notSaved, setLost] = useState(null);
  const tables = panels.filter((name) => name in GRIDS);
  const others = panels.filter((name) => name in TABS);
  const hasTables = tables.length > 0;
  const [tab, setTab] = useState(() => viewOfAddress([TABLES, ...others]) ?? TABLES);
  /** Bring what is chosen into sight, at the top below the bar. */
  const bring = (name) => requestAnimationFrame(() => {
    const part = root.querySelector(name === TABLES ? ".plc-tables" : `#${app.name("part", name)}`);
    part?.scrollIntoView({ block: "start" });
  });
  app.has = (name) => panels.includes(name);
  app.tab = (name) => {
    if (others.includes(name) || name === TABLES) setTab(name);
    bring(name);
  };
  const choose = (name) => { app.tab(name); writeView(name); };
  useEffect(() => followAddress(() => app.tab(viewOfAddress([TABLES, ...others]) ?? TABLES)), [app]);
  useEffect(() => {
    const bar = root.querySelector(".plc-bar");
    const measure = () => bar && root.style.setProperty("--plc-bar", `${bar.offsetHeight}px`);
    const watch = new ResizeObserver(measure);
    if (bar) watch.observe(bar);
    return () => watch.disconnect();
  }, [tables.length, useTrait(model, "bar")?.words]);
  useEffect(() => {
    // What is being typed is for the plan that is shown: another one meets it when it is sent, and both are compared.
    const look = () => root.querySelector('[data-typing="new"]') || app.send({ panel: "app", do: "look" });
    // What colleagues do is seen without being asked for.
    const often = setInterval(() => document.visibilityState === "visible" && !root.matches(".plc-busy") && look(), LOOK);
    const lookFirst = () => app.send({ panel: "app", do: "look", first: true });
    window.addEventListener("focus", look);
    const hear = (event) => setLost(event.detail);
    root.addEventListener("plc-lost", hear);
    const leave = (event) => {
      if (!app.isUnsaved()) return;
      event.preventDefault();
      event.returnValue = "?"; // older browsers ask only then; all of them in words of their own
    };
    LEAVING.forEach((kind) => window.addEventListener(kind, leave));
    lookFirst();
    // After the look, which would take away what is said when there is no such plan.
    const name = planOfAddress();
    if (name && name !== model.get("bar")?.name) app.send({ panel: "app", do: "open", name });
    return () => {
      clearInterval(often);
      app.stop();
      window.removeEventListener("focus", look);
      root.removeEventListener("plc-lost", hear);
      LEAVING.forEach((kind) => window.removeEventListener(kind, leave));
    };
  }, [app]);
  return html`
    <${Bar} model=${model} app=${app} tabs=${hasTables && others.length > 0 && { names: others, tab, choose }} />
    ${panels.includes("conflict") && html`<${Conflict} model=${model} app=${app} />`}
    ${notSaved && html`<div class="plc-fault" role="alert">${lost}<ul>${notSaved.map((one, i) => html`<li key=${i}>${one}</li>`)}</ul></div>`}
    ${fault && html`<p class="plc-fault" role="alert">${fault}</p>`}
    ${hasTables && html`<div class="plc-tables">
      ${tables.map((name) => html`<${GRIDS[name]} key=${name} model=${model} app=${app} root=${root} />`)}</div>`}
    <${Panels} names=${others} isStacked=${!hasTables} tab=${tab} model=${model} app=${app} root=${root} />`;
}

export default {
  render({ model, el }) {
    const root = document.createElement("div");
    root.className = "plc-page";
    root.lang = model.get("language") === "en" ? "en" : "zh-Hant-TW";
    // JupyterLab takes keys for itself unless it is told not to.
    root.dataset.lmSuppressShortcuts = "true";
    model.on("change:language", () => { root.lang = model.get("language") === "en" ? "en" : "zh-Hant-TW"; });
    el.appendChild(root);
    draw(html`<${Page} model=${model} root=${root} />`, root);
    return () => draw(null, root);
  },
};
