// Settings (設定): typed here, shown below or beside in what they change, and only then applied.
import { html, Button, filled, useTrait } from "./kit.js";
import { Cell, Choice } from "./cell.js";
import { Effects } from "./effects.js";

/** What stands below a field: why it cannot be taken over, or what it is in the plan now. */
function Below({ at, cell, words, app }) {
  if (cell.mark) return html`<span id=${app.id(at)} class="plc-says plc-draft">✎ ${cell.mark.says.join(" ")}</span>`;
  if (cell.was === undefined) return null;
  return html`<span class="plc-says plc-was">${filled(words.was, { value: cell.was || words.nothing })}</span>`;
}

function Typed({ at, cell, label, options, app, long }) {
  return options
    ? html`<${Choice} at=${at} text=${cell.text} mark=${cell.mark} label=${label} options=${options} app=${app} />`
    : html`<${Cell} at=${at} text=${cell.text} mark=${cell.mark} label=${label} long=${long} app=${app} />`;
}

/** One source of money; what cannot be taken over is said below its row, where there is room. */
function Source({ source, number, view, app }) {
  const { words } = view;
  const at = (name) => ({ table: "settings", row: String(number), column: name });
  const label = (name) => `${filled(words.source, { number })} ${words[name]}`;
  const field = (name, options) => html`<td><${Typed} at=${at(name)} cell=${source[name]} label=${label(name)} options=${options} app=${app} />
    ${!source[name].mark && html`<${Below} at=${at(name)} cell=${source[name]} words=${words} app=${app} />`}</td>`;
  const wrong = ["name", "kind", "share"].filter((name) => source[name].mark);
  return html`<tr>${field("name")}${field("kind", view.kinds)}${field("share")}
    <td><${Button} kind="plc-danger" title=${`${words.remove} ${source.name.text || number}`} disabled=${view.sources.length === 1}
      onClick=${() => app.send({ panel: "settings", do: "remove", row: String(number) })}>✕<//></td></tr>
    ${wrong.length > 0 && html`<tr><td colspan="4">${wrong.map((name) => html`<b key=${name}>${words[name]} <${Below} at=${at(name)} cell=${source[name]} words=${words} app=${app} /></b>`)}</td></tr>`}`;
}

function Sources({ view, app }) {
  const { words } = view;
  return html`<table class="plc-table plc-sources"><caption>${words.sources}</caption>
    <thead><tr>${["name", "kind", "share", "actions"].map((name) => html`<th key=${name} scope="col" class=${`plc-col-${name}`}>${words[name]}</th>`)}</tr></thead>
    <tbody>${view.sources.map((source, i) => html`<${Source} key=${i} source=${source} number=${i + 1} view=${view} app=${app} />`)}</tbody></table>
    <p class="plc-below"><${Button} onClick=${() => app.send({ panel: "settings", do: "add" })}>＋ ${words.add}<//></p>`;
}

function Group({ group, view, app }) {
  return html`<fieldset class="plc-group-of"><legend>${group.title}</legend>
    ${group.has_sources && html`<${Sources} view=${view} app=${app} />`}
    <div class="plc-sets">${group.fields.map((field) => {
      const at = { table: "settings", row: "", column: field.key };
      return html`<label key=${field.key} class=${`plc-set ${field.was === undefined ? "" : "plc-isnew"} ${field.wide ? "plc-wide-set" : ""}`}>
        <span>${field.name}</span><${Typed} at=${at} cell=${field} label=${field.name} options=${field.options} long=${field.wide} app=${app} />
        <${Below} at=${at} cell=${field} words=${view.words} app=${app} /></label>`;
    })}</div>
  </fieldset>`;
}

export function Settings({ model, app }) {
  const view = useTrait(model, "settings");
  if (!view?.words) return null;
  return html`<div class=${`plc-settings ${view.changed ? "plc-haschanges" : ""}`}>
    <div><p class="plc-hint">${view.words.hint}</p>
      ${view.groups.map((group) => html`<${Group} key=${group.title} group=${group} view=${view} app=${app} />`)}</div>
    ${view.changed && html`<${Effects} view=${view} app=${app} />`}
  </div>`;
}
