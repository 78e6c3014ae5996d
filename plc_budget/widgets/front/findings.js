// Findings (檢核): four questions, each answered; a click leads to the cell, the rule opens in place.
import { useRef, useState } from "preact/hooks";
import { html, Button, Icon, filled, useTrait } from "./kit.js";
import { RuleCard } from "./rulecard.js";
import { Sure } from "./sure.js";

/** Where and what in one: a button where it leads to a cell, plain words where it does not. */
function Lead({ place, message, spot, words, app }) {
  const said = html`${place && html`<b>${place}</b> `}${message}`;
  if (!spot) return html`<p class="plc-what">${said}</p>`;
  return html`<p class="plc-what"><button type="button" class="plc-go" title=${filled(words.go, { place })} onClick=${() => app.go(spot)}>${said} <span aria-hidden="true">→</span></button></p>`;
}

function Level({ level, words }) {
  return html`<span class=${`plc-level plc-level-${level}`}><${Icon} name=${level} /> ${words}</span>`;
}

function Drafts({ view, app }) {
  if (view.drafts.length === 0) return null;
  const { words } = view;
  return html`<section class="plc-question plc-question-error" aria-label=${words.drafts}>
    <h3><${Icon} name="error" /> ${words.drafts}</h3>
    <ul>${view.drafts.map((draft, i) => html`<li key=${i} class="plc-finding">
      <p class="plc-weight"><${Level} level="error" words=${words.draft} /></p>
      <${Lead} place=${draft.place} message=${draft.message} spot=${draft.spot} words=${words} app=${app} />
      ${draft.remedy && html`<p class="plc-hint">${draft.remedy}</p>`}</li>`)}</ul>
  </section>`;
}

/** The reason that was given for something else, to be read, copied or taken over. */
function Earlier({ earlier, words, take }) {
  return html`<p class="plc-answer plc-stale"><b>${words.earlier}</b> ${earlier.text}</p>
    <p class="plc-below"><${Button} onMouseDown=${(event) => event.preventDefault()} onClick=${take}>${words.reuse}<//></p>`;
}

/** What is typed here is kept in Python, too, when the field is left: a tab may close over it. */
function Editor({ finding, words, app, done, close, children }) {
  const [asks, ask] = useState(false);
  const field = useRef();
  const said = useRef(finding.typed || finding.answer);
  const { earlier } = finding;
  const say = (what) => {
    said.current = field.current.value;
    app.send({ panel: "findings", do: what, finding: finding.key, text: said.current });
  };
  const onInput = () => { ask(false); field.current.dataset.typing = field.current.value === said.current ? "same" : "new"; };
  const leave = () => { delete field.current?.dataset.typing; if (field.current && field.current.value !== said.current) say("type"); };
  const record = () => { ask(false); say("answer"); done(); };
  const recordEarlier = () => { field.current.value = earlier.text; record(); };
  const isUnchanged = () => earlier?.asks && field.current.value.trim() === earlier.text.trim();
  const drop = () => { field.current.value = ""; say("type"); close(); };
  const take = () => { field.current.value = earlier.text; onInput(); field.current.focus(); };
  const stay = () => { ask(false); field.current.focus(); };
  const fault = app.name("fault", finding.key);
  return html`<div class="plc-reasoning">
    ${earlier && html`<${Earlier} earlier=${earlier} words=${words} take=${take} />`}
    <label><span class="plc-hint">${words.reason}</span>
      <textarea ref=${field} rows="2" defaultValue=${finding.typed || finding.answer} data-finding=${finding.key} onBlur=${leave}
        data-draft=${finding.typed ? "" : undefined} onInput=${onInput}
        onKeyDown=${(event) => event.stopPropagation()} aria-invalid=${finding.fault ? "true" : undefined}
        aria-describedby=${finding.fault ? fault : undefined} /></label>
    ${finding.fault && html`<p id=${fault} class="plc-says plc-error">${finding.fault}</p>`}
    ${asks && html`<${Sure} label=${earlier.asks} cancel=${stay}><p>${earlier.asks}</p>
      <p class="plc-rowbuttons"><${Button} kind="plc-primary" onClick=${recordEarlier}>${words.unchanged}<//>
        <${Button} onClick=${stay}>${words.cancel}<//></p><//>`}
    <p class="plc-below">${!asks && html`<${Button} kind="plc-primary" onMouseDown=${(event) => event.preventDefault()}
        onClick=${() => (isUnchanged() ? ask(true) : record())}>${words.record}<//>`}
      ${finding.answer && html`<${Button} onMouseDown=${(event) => event.preventDefault()} onClick=${drop}>${words.cancel}<//>`}
      ${children}</p>
  </div>`;
}

function Reason({ finding, words, app, top, children }) {
  const [isOpen, open] = useState(false);
  const remove = () => { app.send({ panel: "findings", do: "remove", finding: finding.key }); top.current?.focus(); };
  const done = () => { open(false); top.current?.focus(); };
  if (finding.idle) return html`<p class="plc-below"><${Button} kind="plc-danger" onClick=${remove}>${words.remove}<//>${children}</p>`;
  if (!finding.asks) return children && html`<p class="plc-below">${children}</p>`;
  if (!finding.answer || isOpen || finding.fault) {
    return html`<${Editor} finding=${finding} words=${words} app=${app} done=${done} close=${done}>${children}<//>`;
  }
  return html`<p class="plc-answer"><b>${words.recorded}</b> ${finding.answer}</p>
    <p class="plc-below"><${Button} onClick=${() => open(true)}>${words.change}<//>
      <${Button} kind="plc-danger" onClick=${remove}>${words.remove}<//>${children}</p>`;
}

function Finding({ finding, view, app }) {
  const top = useRef();
  const [isOpen, open] = useState(false);
  const { words } = view;
  const card = view.cards[finding.card];
  const id = app.name("card", finding.key);
  const rule = card && html`<${Button} aria-expanded=${isOpen ? "true" : "false"} aria-controls=${isOpen ? id : undefined}
    onClick=${() => open(!isOpen)}>${filled(words.rule, card)} ${isOpen ? "▴" : "▾"}<//>`;
  return html`<li ref=${top} tabindex="-1" class="plc-finding">
    <p class="plc-weight"><${Level} level=${finding.level} words=${view.levels[finding.level]} />
      ${finding.stake && html`<span>${filled(words.stake, finding)}</span>`}
      ${finding.cell && html`<span class="plc-hint">${filled(words.cell, finding)}</span>`}</p>
    <${Lead} place=${finding.place} message=${finding.message} spot=${finding.spot} words=${words} app=${app} />
    ${finding.remedy && html`<p class="plc-remedy"><b>${words.remedy}</b> ${finding.remedy}</p>`}
    <${Reason} finding=${finding} words=${words} app=${app} top=${top}>${rule}<//>
    ${card && isOpen && html`<${RuleCard} card=${card} words=${words} id=${id} />`}
  </li>`;
}

function Notices({ question, view, app }) {
  const [isOpen, open] = useState(false);
  const notices = question.notices;
  if (notices.length === 0) return null;
  return html`<p class="plc-below"><${Button} icon="notice" aria-expanded=${isOpen ? "true" : "false"} onClick=${() => open(!isOpen)}>
      ${filled(view.words.notices, { number: notices.length })} ${isOpen ? "▴" : "▾"}<//></p>
    ${isOpen && html`<ul>${notices.map((finding) => html`<${Finding} key=${finding.key} finding=${finding} view=${view} app=${app} />`)}</ul>`}`;
}

export function Findings({ model, app }) {
  const view = useTrait(model, "findings");
  if (!view?.words) return null;
  return html`<div class="plc-findings">
    <${Drafts} view=${view} app=${app} />
    ${view.questions.map((question) => html`<section key=${question.number} class=${`plc-question plc-question-${question.level}`} aria-label=${question.title}>
      <h3>${question.title}</h3>
      <p class="plc-verdict"><${Level} level=${question.level} words=${question.answer} /></p>
      <ul>${question.findings.map((finding) => html`<${Finding} key=${finding.key} finding=${finding} view=${view} app=${app} />`)}</ul>
      <${Notices} question=${question} view=${view} app=${app} />
    </section>`)}
  </div>`;
}
