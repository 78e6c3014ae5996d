// A rule opened where it is cited: what it says, where that is written, how sure it is.
import { html } from "./kit.js";

function Source({ card, words }) {
  if (!card.url || card.stated) return card.source;
  return html`${card.source} <a href=${card.url} target="_blank" rel="noopener noreferrer" title=${words.open}>${card.url} ↗</a>`;
}

export function RuleCard({ card, words, id }) {
  const facts = [
    [words.value, html`${card.value}${card.unit && html` <small>(${card.unit})</small>`}`],
    [words.source, html`<${Source} card=${card} words=${words} />`],
    [words.since, card.since || words.unknown], [words.confidence, card.confidence],
    [words.card_remedy, card.remedy], ...(card.note ? [[words.note, card.note]] : []),
  ];
  return html`<div id=${id} class="plc-rulecard"><strong>${card.title}</strong>
    <dl>${facts.map(([name, fact]) => html`<div key=${name}><dt>${name}</dt><dd>${fact}</dd></div>`)}</dl></div>`;
}
