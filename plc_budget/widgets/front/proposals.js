// 勻支: what is to be held, the ways to hold it, and what could be let go.
import { useRef } from "preact/hooks";
import { html, Button, filled, useTrait } from "./kit.js";
import { Typed } from "./typed.js";

function Bar({ bar }) {
  return html`<div class="plc-side"><span class="plc-sidename">${bar.name}</span>
    <div class="plc-split">${bar.parts.map((part) => html`<span key=${part.code} class=${`plc-part ${part.changed ? `plc-part-${part.place % 6}` : "plc-part-still"}`}
      style=${{ width: `${part.width / 10}%` }} title=${`${part.name} ${part.amount}`}>${part.name} ${part.amount}</span>`)}</div>
    <span class="plc-sidesum">${bar.total}</span></div>`;
}

/** Two bars, one above the other: how the total splits before and after. */
function Bars({ bars, name }) {
  const words = bars.map((bar) => `${bar.name} ${bar.total}: ${bar.parts.map((part) => `${part.name} ${part.amount}`).join("、")}`);
  return html`<div class="plc-bars" role="img" aria-label=${`${name} – ${words.join("; ")}`}>
    ${bars.map((bar) => html`<${Bar} key=${bar.name} bar=${bar} />`)}</div>`;
}

function Changes({ proposal, head, words, title }) {
  return html`<table class="plc-table plc-plain">
    <caption class="plc-unseen">${title}</caption>
    <thead><tr>${head.map((name, i) => html`<th key=${i} scope="col">${name}</th>`)}</tr></thead>
    <tbody>${proposal.rows.map((row) => html`<tr key=${row.code}>
      <th scope="row">${row.cells[0]}${row.set && html` <em class="plc-tag">${words.set_here}</em>`}</th>
      ${row.cells.slice(1).map((cell, i) => html`<td key=${i} class="plc-amount">${cell}</td>`)}</tr>`)}</tbody>
    <tfoot><tr><th scope="row" colspan="3">${words.total}</th>
      ${proposal.total.map((cell, i) => html`<td key=${i} class="plc-amount">${cell}</td>`)}</tr></tfoot>
  </table>`;
}

function Proposal({ proposal, view, app, done }) {
  const reason = useRef();
  const { words } = view;
  const { title } = proposal;
  const apply = () => {
    app.send({ panel: "proposals", do: "apply", key: proposal.key, reason: reason.current.value });
    done();
  };
  return html`<article class="plc-card" aria-label=${title}>
    <h3>${title}${proposal.changes_typed && html` <em class="plc-tag">${words.typed}</em>`}</h3>
    <${Bars} bars=${proposal.bars} name=${words.picture} />
    <${Changes} proposal=${proposal} head=${view.head} words=${words} title=${title} />
    <p class="plc-hint">${[proposal.moved, ...proposal.flows, words.rest].join(" ")}</p>
    ${proposal.consent && html`<p class="plc-warning plc-note">${proposal.consent}</p>`}
    ${proposal.brings.length > 0 && html`<p class="plc-note">${words.brings}</p>
      <ul class="plc-brings">${proposal.brings.map((one, i) => html`<li key=${i} class=${`plc-${one.level}`}>${one.says}</li>`)}</ul>`}
    <p class="plc-take"><${Button} kind="plc-primary" onClick=${apply} aria-label=${`${words.apply} ${title}`}>${words.apply}<//>
      <label>${words.reason}<${Typed} text=${proposal.reason} label=${words.reason} app=${app} field=${reason} /></label></p>
  </article>`;
}

function None({ view, app }) {
  const { words } = view;
  const act = (what, more) => () => app.send({ panel: "proposals", do: what, ...more });
  const list = (title, ones) => ones.length > 0 && html`<h3>${title}</h3>
      <ul class="plc-releases">${ones.map((one) => html`<li key=${one.key}>
        <strong>${one.says}</strong> <span class="plc-hint">${filled(words.gives, { proposal: one.gives })}</span>
        ${one.button && html`<${Button} onClick=${act("release", { key: one.key })}>${one.button}<//>`}</li>`)}</ul>`;
  return html`
    ${view.leave && html`<p class="plc-leave"><${Button} kind="plc-primary" onClick=${act("ask", { total: view.leave.total })}>${view.leave.button}<//> ${view.leave.says}</p>`}
    ${list(words.nearer, view.nearer)}
    ${list(words.release, view.releases)}
    ${view.nearest.length > 0 && html`<p>${words.nearest} ${view.nearest.map((total) => html`
      <${Button} key=${total} onClick=${act("ask", { total })}>${filled(words.hold_it, { total })}<//>`)}</p>`}`;
}

function Tick({ checked, label, say }) {
  return html`<label class="plc-tick"><input type="checkbox" checked=${checked} onKeyDown=${(event) => event.stopPropagation()}
    onChange=${(event) => say(event.target.checked)} /> ${label}</label>`;
}

function Question({ view, app }) {
  const { words, question, faults } = view;
  const ask = (more) => app.send({ panel: "proposals", do: "ask", ...more });
  const id = (name) => app.name("proposals", name);
  return html`<div class="plc-ask">
    <label><span>${words.hold}</span><${Typed} text=${question.total} label=${words.hold} kind="plc-number" app=${app} placeholder=${question.approved}
      id=${id("total")} fault=${faults.total} inputmode="numeric" commit=${(total) => ask({ total })} />
      <small>${filled(words.approved, { total: question.approved })}</small></label>
    <label><span>${words.set}</span><select value=${question.code} aria-label=${words.set} onKeyDown=${(event) => event.stopPropagation()}
        onChange=${(event) => ask({ code: event.target.value })}>
        <option value="">${words.nothing}</option>
        ${question.choices.map(([code, name]) => html`<option key=${code} value=${code}>${name}</option>`)}</select></label>
    ${question.code && html`<label><span>${words.quantity}</span><${Typed} text=${question.quantity} label=${`${words.set} ${words.quantity}`}
      kind="plc-number" app=${app} id=${id("quantity")} fault=${faults.quantity} inputmode="decimal" commit=${(quantity) => ask({ quantity })} /></label>`}
    ${(question.code || question.total) && html`<${Button} onClick=${() => ask({ total: "", code: "", quantity: "" })}>${words.clear}<//>`}
    ${question.has_periods && html`<${Tick} checked=${question.periods} label=${words.periods} say=${(periods) => ask({ periods })} />`}
  </div>`;
}

function Lines({ view, app }) {
  const { words } = view;
  const lock = (line) => () => app.send({ panel: "proposals", do: "lock", code: line.code, locked: !line.locked });
  return html`<div class="plc-scroll" tabindex="0" role="region" aria-label=${words.lines}><table class="plc-table plc-plain">
    <caption>${words.lines}</caption>
    <thead><tr>${["item", "quantity", "amount", "may"].map((name) => html`<th key=${name} scope="col" class=${name === "may" ? "plc-words" : ""}>${words[name]}</th>`)}</tr></thead>
    <tbody>${view.lines.map((line) => html`<tr key=${line.code} class=${line.locked ? "plc-islocked" : ""}>
      <th scope="row">${line.item}</th><td class="plc-amount">${line.quantity}</td><td class="plc-amount">${line.amount}</td>
      <td><span class="plc-may">${line.lockable && html`<${Button} icon=${line.locked ? "locked" : "open"} kind="plc-lock"
        aria-pressed=${line.locked ? "true" : "false"} title=${`${line.item}: ${line.locked ? words.unlock : words.lock}`} onClick=${lock(line)} />`}
        <span>${line.says}${line.room && html` <span class="plc-hint">${line.room}</span>`}</span></span></td></tr>`)}</tbody>
  </table></div>`;
}

export function Proposals({ model, app }) {
  const view = useTrait(model, "proposals");
  const top = useRef();
  if (!view?.words) return null;
  const { words } = view;
  const done = () => top.current.focus();
  return html`<div class="plc-proposals">
    <div>
      <p ref=${top} tabindex="-1" class=${`plc-lead plc-lead-${view.tone}`}>${view.headline}</p>
      ${view.hint && html`<p class="plc-hint">${view.hint}
        ${view.is_short && html` <${Button} onClick=${() => app.send({ panel: "proposals", do: "longer" })}>${words.longer}<//>`}</p>`}
      <${Question} view=${view} app=${app} />
      ${view.proposals.map((proposal) => html`<${Proposal} key=${proposal.key} proposal=${proposal}
        view=${view} app=${app} done=${done} />`)}
      <${None} view=${view} app=${app} />
    </div>
    <${Lines} view=${view} app=${app} />
  </div>`;
}
