// A page of the workbook.  It draws what Python says and sends what was typed; it computes nothing.
import { render as draw } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { html, useTrait } from "./kit.js";
import { makeApp } from "./app.js";
import { Bar } from "./bar.js";
import { Conflict } from "./conflict.js";
import { Grid } from "./grid.js";
import { Timetable } from "./timetable.js";
import { Tabs } from "./tabs.js";
import { TABS } from "./panels.js";
import { planOfAddress } from "./address.js";

const TABLES = { timetable: Timetable, budget: (more) => html`<${Grid} ...${more} panel="budget" />` };
/** What is heard before the page is left: from the browser, or from our page of Voilà, which hears it first. */
const LEAVING = ["beforeunload", "plc-leaving"];

function Page({ model, root }) {
  const app = useMemo(() => makeApp(model, root), [model, root]);
  const panels = useTrait(model, "panels");
  const fault = useTrait(model, "fault");
  const lost = useTrait(model, "lost");
  const [notSaved, setLost] = useState(null);
  const tables = panels.filter((name) => name in TABLES);
  const others = panels.filter((name) => name in TABS);
  const [tab, setTab] = useState(others[0]);
  app.has = (name) => panels.includes(name);
  app.tab = (name) => {
    if (others.includes(name)) setTab(name);
    // Whoever asked for it may not see it otherwise: it lies below the tables.
    requestAnimationFrame(() => {
      root.style.setProperty("--plc-bar", `${root.querySelector(".plc-bar").offsetHeight}px`);
      root.querySelector(`#${app.name("part", name)}`)?.scrollIntoView({ block: "start" });
    });
  };
  useEffect(() => {
    // What is being typed is for the plan that is shown: another one meets it when it is sent, and both are compared.
    const look = () => root.querySelector('[data-typing="new"]') || app.send({ panel: "app", do: "look" });
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
      app.stop();
      window.removeEventListener("focus", look);
      root.removeEventListener("plc-lost", hear);
      LEAVING.forEach((kind) => window.removeEventListener(kind, leave));
    };
  }, [app]);
  return html`
    <${Bar} model=${model} app=${app} />
    ${panels.includes("conflict") && html`<${Conflict} model=${model} app=${app} />`}
    ${notSaved && html`<div class="plc-fault" role="alert">${lost}<ul>${notSaved.map((one, i) => html`<li key=${i}>${one}</li>`)}</ul></div>`}
    ${fault && html`<p class="plc-fault" role="alert">${fault}</p>`}
    ${tables.length > 0 && html`<div class="plc-tables">
      ${tables.map((name) => html`<${TABLES[name]} key=${name} model=${model} app=${app} root=${root} />`)}</div>`}
    <${Tabs} names=${others} isStacked=${tables.length === 0} tab=${tab} setTab=${setTab} model=${model} app=${app} root=${root} />`;
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
