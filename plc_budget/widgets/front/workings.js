// How minutes became paid periods (節數): two ways of counting side by side, then all of them.
import { html } from "./kit.js";

function Rows({ periods, words }) {
  const mark = (minutes) => (minutes === "↑" ? html`<span title=${words.joined} aria-label=${words.joined}>↑</span>` : minutes);
  return periods.rows.map((row, i) => html`<tr key=${i}>
    <td>${row.time}</td><th scope="row">${row.activity}</th><td>${row.speaker}</td><td class="plc-amount">${row.minutes}</td>
    ${row.counts.map(([minutes, count], n) => html`<td key=${`m${n}`} class="plc-amount">${mark(minutes)}</td>
      <td key=${`c${n}`} class="plc-amount">${count}</td>`)}
  </tr>`);
}

export function Workings({ view }) {
  const { words, periods } = view;
  if (periods.rows.length === 0) return html`<section aria-label=${words.periods}><h3>${words.periods}</h3><p>${words.no_timetable}</p></section>`;
  return html`<section class="plc-workings" aria-label=${words.periods}>
    <table class="plc-table">
      <caption>${words.periods}</caption>
      <thead>
        <tr>${["time", "activity", "speaker", "minutes"].map((name) => html`<th key=${name} scope="col" rowspan="2" class=${`plc-col-${name}`}>${words[name]}</th>`)}
          ${periods.heads.map((head) => html`<th key=${head} scope="colgroup" colspan="2">${head}</th>`)}</tr>
        <tr>${periods.heads.flatMap((head) => [html`<th key=${`${head}m`} scope="col">${words.counted}</th>`, html`<th key=${`${head}c`} scope="col">${words.count}</th>`])}</tr>
      </thead>
      <tbody><${Rows} periods=${periods} words=${words} /></tbody>
      <tfoot><tr><th scope="row" colspan="4">${words.total}</th>
        ${periods.totals.map((total, n) => html`<td key=${n} class="plc-amount" colspan="2">${total}</td>`)}</tr></tfoot>
    </table>
    <table class="plc-table plc-ways">
      <caption>${words.ways}</caption>
      <thead><tr>${["policy", "reading", "count", "fees"].map((name) => html`<th key=${name} scope="col">${words[name]}</th>`)}</tr></thead>
      <tbody>${periods.ways.map((way, i) => html`<tr key=${i}><th scope="row">${way.title}</th><td>${way.reading}</td>
        <td class="plc-amount">${way.periods}</td><td class="plc-amount">${way.fees}</td></tr>`)}</tbody>
    </table>
  </section>`;
}
