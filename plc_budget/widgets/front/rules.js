// The rules (法規): cards of a day, searched and folded here; what changes until another day; both counts.
import { useState } from "preact/hooks";
import { html, Button, filled, useTrait } from "./kit.js";
import { Typed } from "./typed.js";
import { Workings } from "./workings.js";

const MOST_OPEN = 3;
const SURE = { read: ["✓", "plc-good"], secondary: ["○", ""], unverified: ["!", "plc-warning"] };

/** The words of a text without their width and case, as people search them. */
const plain = (words) => words.normalize("NFKC").toLowerCase();

function matching(cards, wish) {
  const words = plain(wish).split(/\s+/).filter(Boolean);
  if (words.length === 0) return cards;
  return cards.filter((card) => {
    const said = plain(Object.values(card).join(" "));
    return words.every((word) => said.includes(word));
  });
}

function Source({ card, words }) {
  if (!card.url || card.stated) return card.source;
  return html`<a href=${card.url} target="_blank" rel="noopener noreferrer" title=${words.open}>${card.source} ↗</a>`;
}

function Card({ card, words, isOpen }) {
  const [sign, kind] = card.due ? SURE.unverified : SURE[card.sure];
  const facts = [
    [words.source, html`<${Source} card=${card} words=${words} />`],
    [words.since, (card.since || words.unknown) + (card.until ? ` (${words.until} ${card.until})` : "")],
    [words.confidence, html`<span class=${kind}>${sign} ${card.confidence}</span>`],
    [words.checked, card.checked],
    [words.severity, card.severity], [words.remedy, card.remedy], [words.binds, card.binds],
    ...(card.note ? [[words.note, card.note]] : []),
  ];
  return html`<li class="plc-rule"><details open=${isOpen}>
    <summary><strong>${card.title}</strong> <span class="plc-value">${card.value}${card.unit && html` <small>(${card.unit})</small>`}</span>
      ${sign === "!" && html` <span class="plc-warning">! ${card.confidence}</span>`}</summary>
    <dl>${facts.map(([name, fact]) => html`<div key=${name}><dt>${name}</dt><dd>${fact}</dd></div>`)}</dl>
  </details></li>`;
}

/** A day: any form people write, or one of those on which a rule changed. */
function Day({ name, day, label, words, app }) {
  const id = app.name("rules", name);
  return html`<span class="plc-field"><span class="plc-hint" aria-hidden="true">${label}</span>
    <${Typed} id=${id} text=${day.raw} label=${label} fault=${day.wrong} app=${app} placeholder=${words.hint} title=${words.hint}
      list=${app.name("rules-days")} commit=${(text) => app.send({ panel: "rules", do: name, text })} /></span>`;
}

function Cards({ view, app }) {
  const { words } = view;
  const [wish, look] = useState("");
  const groups = view.groups.map((group) => ({ ...group, found: matching(group.cards, wish) }));
  const count = (name) => groups.reduce((sum, group) => sum + group[name].length, 0);
  const found = count("found");
  return html`<section aria-label=${words.cards}>
    <p class="plc-below">
      <${Day} name="on" day=${view.on} label=${words.on} words=${words} app=${app} />
      ${!view.on.is_own && html`<${Button} onClick=${() => app.send({ panel: "rules", do: "on", text: "" })}>${words.own}<//>`}
      <span class="plc-field"><label for=${app.name("rules-search")}>${words.search}</label>
        <input id=${app.name("rules-search")} type="text" autocomplete="off" onInput=${(event) => look(event.target.value)}
          onKeyDown=${(event) => event.stopPropagation()} /></span>
      <span class="plc-hint" role="status">${filled(words.found, { number: found, all: count("cards") })}</span>
    </p>
    ${groups.filter((group) => group.found.length > 0).map((group) => html`<details key=${group.title + Boolean(wish)} class="plc-group" open=${group.open || wish !== ""}>
      <summary><h3>${group.title} (${group.found.length})</h3></summary>
      <ul class="plc-rules">${group.found.map((card) => html`<${Card} key=${card.id} card=${card} words=${words}
        isOpen=${wish !== "" && found <= MOST_OPEN} />`)}</ul>
    </details>`)}
  </section>`;
}

function Changes({ view, app }) {
  const { words } = view;
  return html`<section class="plc-changes" aria-label=${words.changes}>
    <h3>${words.changes}</h3>
    <p class="plc-below"><span>${view.on.day} →</span>
      <${Day} name="against" day=${view.against} label=${words.against} words=${words} app=${app} /></p>
    ${view.changes.length === 0 ? html`<p>${words.none}</p>` : html`<table class="plc-table"><caption>${view.on.day} → ${view.against.day}</caption>
      <thead><tr><th scope="col">${words.rule}</th><th scope="col">${view.on.day}</th><th scope="col">${view.against.day}</th></tr></thead>
      <tbody>${view.changes.map(([title, before, after]) => html`<tr key=${title}><th scope="row">${title}</th><td>${before}</td><td>${after}</td></tr>`)}</tbody></table>`}
  </section>`;
}

export function Rules({ model, app }) {
  const view = useTrait(model, "rules");
  if (!view?.words) return null;
  return html`<div class="plc-rulebook">
    <datalist id=${app.name("rules-days")}>${view.days.map((day) => html`<option key=${day} value=${day} />`)}</datalist>
    <${Cards} view=${view} app=${app} />
    <${Changes} view=${view} app=${app} />
    <${Workings} view=${view} />
  </div>`;
}
