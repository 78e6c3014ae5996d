// Papers that come back (帶回修改): a file is sent to Python, its differences are decided one by one.
import { useEffect, useRef, useState } from "preact/hooks";
import { html, Button, filled, useTrait } from "./kit.js";

/** Read a chosen file as base64, without the address in front of it. */
const base64 = (file) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ""));
  reader.onerror = failed;
  reader.readAsDataURL(file);
});

function Upload({ view, app, onSent }) {
  const [wrong, say] = useState("");
  const send = async (file) => {
    if (!file) return;
    if (file.size > view.most) { say(filled(view.words.too_large, { most: view.most.toLocaleString() })); return; }
    say("");
    onSent();
    app.send({ panel: "take_in", do: "open", name: file.name, data: await base64(file) });
  };
  const chosen = (event) => { send(event.target.files[0]); event.target.value = ""; };
  const dropped = (event) => { event.preventDefault(); send(event.dataTransfer.files[0]); };
  return html`<p class="plc-below"><label class="plc-button plc-upload" onDragOver=${(event) => event.preventDefault()} onDrop=${dropped}>
    <input type="file" class="plc-unseen" accept=${view.endings} onChange=${chosen} /><span>${view.words.choose}</span></label></p>
    ${wrong && html`<p class="plc-error" role="alert">✕ ${wrong}</p>`}`;
}

function Which({ row, words, app }) {
  const answer = (event) => {
    const [kind, line] = event.target.value.split(":");
    if (kind) app.send({ panel: "take_in", do: "answer", table: row.table, row: row.row, line });
  };
  return html`<select aria-label=${filled(words.which, row)} onChange=${answer} onKeyDown=${(event) => event.stopPropagation()}>
    <option value="">${words.pick}</option>
    ${row.choices.map(([code, name]) => html`<option key=${code} value=${`is:${code}`}>${name}</option>`)}
    <option value="is:">${words.new}</option></select>`;
}

function Row({ row, words, app, isOld }) {
  const decide = (event) => app.send({ panel: "take_in", do: "decide", key: row.key, accept: event.target.checked });
  return html`<tr class=${row.accepted ? "plc-taken" : ""}><th scope="row">${row.cell}</th><td>${row.item}</td>
    <td>${row.what}${row.remark && html`<span class="plc-says">${row.remark}</span>`}</td>
    <td class="plc-was">${row.before || words.nothing}</td>${isOld && html`<td class="plc-was">${row.now || words.nothing}</td>`}<td>${row.after || words.nothing}</td>
    <td>${row.choices ? html`<${Which} row=${row} words=${words} app=${app} />`
      : row.can ? html`<input type="checkbox" checked=${row.accepted} aria-label=${filled(words.accept_one, row)} onChange=${decide} />`
      : html`<span class="plc-hint">${words.follows}</span>`}</td></tr>`;
}

function Decide({ file, words, app }) {
  const reason = useRef(null);
  const all = (accept) => () => app.send({ panel: "take_in", do: "decide_all", accept });
  const take = () => app.send({ panel: "take_in", do: "take", reason: reason.current.value });
  return html`${file.total && html`<p class="plc-would">${file.total}</p>`}
    <p class="plc-below"><${Button} onClick=${all(true)}>${words.all}<//><${Button} onClick=${all(false)}>${words.none}<//>
    ${file.by_hand && html`<span class="plc-warning">${file.by_hand}</span>`}
    <label class="plc-reason">${words.reason} <input type="text" ref=${reason} maxlength="500" onKeyDown=${(event) => event.stopPropagation()} /></label>
    <${Button} kind="plc-primary" disabled=${file.accepted === 0} onClick=${take}>${filled(words.take, { number: file.accepted })}<//></p>`;
}

/** The columns: what was printed or, where that is not known, what the plan says; and what it says by now. */
const heads = (file) => ["cell", "item", "what", file.is_printed ? "printed" : "before",
  ...(file.is_old ? ["now"] : []), "after", "accept"];

/** Lead the screen to what a file says, once, when it has been read. */
function useLead(view) {
  const heading = useRef(null);
  const waits = useRef(false);
  useEffect(() => {
    if (!waits.current || !heading.current) return;
    waits.current = false;
    heading.current.focus({ preventScroll: true });
    heading.current.scrollIntoView({ block: "start" });
  }, [view]);
  return [heading, () => { waits.current = true; }];
}

export function TakeIn({ model, app }) {
  const view = useTrait(model, "take_in");
  const [heading, lead] = useLead(view);
  if (!view?.words) return null;
  const { words, file } = view;
  return html`<div class="plc-take-in"><p class="plc-hint">${words.hint}</p>
    <${Upload} view=${view} app=${app} onSent=${lead} />
    ${file && html`<section aria-label=${file.name}>
      <h3 ref=${heading} tabindex="-1">${file.name}</h3>
      ${file.refused.map((says, i) => html`<p key=${i} class=${file.says ? "plc-warning" : "plc-error"} role="alert">${file.says ? "!" : "✕"} ${says}</p>`)}
      ${file.says && html`<p>${file.says}${file.totals && ` ${file.totals}`}</p>`}
      ${file.done && html`<p class="plc-good">✓ ${filled(words.done, file)}</p>`}
      ${file.rows.length > 0 && html`<div class="plc-scroll"><table class="plc-table plc-returned"><caption>${file.left ? words.left : words.changed}</caption>
        <thead><tr>${heads(file).map((name) => html`<th key=${name} scope="col">${words[name] ?? file[name]}</th>`)}</tr></thead>
        <tbody>${file.rows.map((row) => html`<${Row} key=${row.key + row.what} row=${row} words=${words} app=${app} isOld=${file.is_old} />`)}</tbody></table></div>`}
      ${file.can && html`<${Decide} file=${file} words=${words} app=${app} />`}
      <p class="plc-below"><${Button} onClick=${() => app.send({ panel: "take_in", do: "away" })}>${words.away}<//></p>
    </section>`}
  </div>`;
}
