// The plan that the address of the page names: ?plan=NAME, asked for once, kept in step afterwards.
// The token goes from the address as soon as its cookie is there: nobody reads it over a shoulder.
import { useEffect, useRef } from "preact/hooks";

let isAsked = false;

/** Return the name in the address the first time; drawing the page again opens nothing. */
export function planOfAddress() {
  if (isAsked) return "";
  isAsked = true;
  const address = new URL(window.location.href);
  if (address.searchParams.has("token")) {
    address.searchParams.delete("token");
    window.history.replaceState(window.history.state, "", address);
  }
  return address.searchParams.get("plan") ?? "";
}

/** Write the plan into the address once another one is chosen, so that loading anew shows the same. */
export function useAddress(name) {
  const shown = useRef(name);
  useEffect(() => {
    if (shown.current === name) return;
    shown.current = name;
    // JupyterLab's address is its own.
    if (!name || document.getElementById("jp-main-dock-panel")) return;
    const address = new URL(window.location.href);
    address.searchParams.set("plan", name);
    window.history.replaceState(window.history.state, "", address);
  }, [name]);
}

/** JupyterLab's address and title are its own. */
const isOurs = () => !document.getElementById("jp-main-dock-panel");

/** Return which part of the page the address names, if there is one of that name. */
export function viewOfAddress(names) {
  const view = new URL(window.location.href).searchParams.get("view");
  return isOurs() && names.includes(view) ? view : undefined;
}

/** Write into the address what is chosen; the browser's way back leads to what was chosen before. */
export function writeView(name) {
  if (!isOurs()) return;
  const address = new URL(window.location.href);
  address.searchParams.set("view", name);
  window.history.pushState(window.history.state, "", address);
}

export function followAddress(go) {
  window.addEventListener("popstate", go);
  return () => window.removeEventListener("popstate", go);
}

/** Call the window like the plan. */
export function useTitle(title) {
  useEffect(() => { if (isOurs()) document.title = title; }, [title]);
}
