// What settings change, before they are applied: rules, lines, the total, findings.
import { useState } from "preact/hooks";
import { html, Button, Icon, filled } from "./kit.js";

const Arrow = ([before, after]) => (before === after ? after : html`<s>${before}</s> → <strong>${after}</strong>`);

function Rules({ rules, words }) {
  const [isOpen, open] = useState(false);
  const used = rules.filter((rule) => rule.used);
  const others = rules.filter((rule) => !rule.used);
  const shown = isOpen ? rules : used;
  return html`${shown.length === 0 ? html`<p class="plc-hint">${words.no_rules}</p>` : html`<table class="plc-table plc-plain">
      <caption>${words.rules}</caption>
      <thead><tr>${["rule", "before", "after"].map((name) => html`<th key=${name} scope="col" class="plc-words">${words[name]}</th>`)}</tr></thead>
      <tbody>${shown.map((rule) => html`<tr key=${rule.id}><th scope="row">${rule.title} <small class="plc-hint">(${rule.unit})</small></th>
        <td>${rule.before}</td><td>${rule.after}</td></tr>`)}</tbody></table>`}
    ${others.length > 0 && html`<p class="plc-below"><${Button} aria-expanded=${isOpen ? "true" : "false"} onClick=${() => open(!isOpen)}>
      ${filled(words.others, { number: others.length })} ${isOpen ? "▴" : "▾"}<//></p>`}`;
}

function Lines({ lines, words }) {
  if (lines.length === 0) return html`<p class="plc-hint">${words.no_lines}</p>`;
  return html`<table class="plc-table plc-plain"><caption>${words.lines}</caption>
    <thead><tr>${["item", "quantity", "amount"].map((name) => html`<th key=${name} scope="col">${words[name]}</th>`)}</tr></thead>
    <tbody>${lines.map((line, i) => html`<tr key=${i}><th scope="row">${line.name}</th>
      <td class="plc-amount">${Arrow(line.quantity)}</td><td class="plc-amount">${Arrow(line.amount)}</td></tr>`)}</tbody></table>`;
}

function Total({ total, words }) {
  const isSame = total.balance_before === total.balance_after;
  return html`<p class="plc-newtotal"><span>${words.total} ${Arrow([total.before, total.after])}</span>
    <span>${words.approved} ${Arrow([total.approved_before, total.approved_after])}</span>
    <span>${isSame ? total.balance_after : Arrow([total.balance_before, total.balance_after])}</span></p>`;
}

function Found({ title, findings, words }) {
  if (findings.length === 0) return null;
  return html`<h4>${title}</h4><ul>${findings.map((one, i) => html`<li key=${i}>
    <span class=${`plc-level plc-level-${one.level}`}><${Icon} name=${one.level} /> ${one.was_word ? Arrow([one.was_word, one.word]) : one.word}</span> ${one.message}
    ${one.was && html`<br /><span class="plc-hint">${filled(words.said, { words: one.was })}</span>`}
    ${one.remedy && html`<br /><span class="plc-hint">${one.remedy}</span>`}</li>`)}</ul>`;
}

function Shown({ effects, words }) {
  const { rules, lines, total, appear, go, alter } = effects;
  const isQuiet = [rules, lines, appear, go, alter].every((part) => part.length === 0)
    && total.before === total.after && total.approved_before === total.approved_after;
  if (isQuiet) return html`<p>${words.same}</p>`;
  return html`<${Total} total=${total} words=${words} />
    <${Lines} lines=${lines} words=${words} />
    <${Found} title=${words.appear} findings=${appear} words=${words} />
    <${Found} title=${words.alter} findings=${alter} words=${words} />
    <${Found} title=${words.go} findings=${go} words=${words} />
    <${Rules} rules=${rules} words=${words} />`;
}

export function Effects({ view, app }) {
  const { words, effects } = view;
  const act = (what) => () => app.send({ panel: "settings", do: what });
  return html`<aside class="plc-effects" aria-label=${words.effects}>
    <h3>${words.effects}</h3>
    ${view.faulty && html`<p class="plc-error"><${Icon} name="error" /> ${words.faulty}</p>`}
    ${effects.total && html`<${Shown} effects=${effects} words=${words} />`}
    <p class="plc-below plc-decide"><${Button} kind="plc-primary" disabled=${view.faulty} onClick=${act("apply")}>${words.apply}<//>
      <${Button} onClick=${act("cancel")}>${words.cancel}<//></p>
  </aside>`;
}
