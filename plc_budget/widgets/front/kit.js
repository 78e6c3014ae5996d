// What every panel is made with: markup, the traits of the page, small parts.
import htm from "htm";
import { h } from "preact";
import { useEffect, useState } from "preact/hooks";

export const html = htm.bind(h);

/** Follow one trait of the page; the panel is drawn anew when it changes, and only then. */
export function useTrait(model, name) {
  const [value, change] = useState(() => model.get(name));
  useEffect(() => {
    const follow = () => change(model.get(name));
    model.on(`change:${name}`, follow);
    follow();
    return () => model.off(`change:${name}`, follow);
  }, [model, name]);
  return value;
}

/** Fill the gaps of a label: filled("line {number}", { number: 3 }). */
export function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (gap, name) => (name in values ? values[name] : gap));
}

const PATHS = {
  locked: "M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z",
  open: "M6 7V5a2 2 0 0 1 3.9-.6l1.9-.5A4 4 0 0 0 4 5v2H3v8h10V7z",
  more: "M3 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3m5 0a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3m5 0a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3",
  undo: "M6 2 1 6l5 4V7h4a3 3 0 0 1 0 6H6v2h4a5 5 0 0 0 0-10H6z",
  error: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1M5.5 4.1 8 6.6l2.5-2.5 1.4 1.4L9.4 8l2.5 2.5-1.4 1.4L8 9.4l-2.5 2.5-1.4-1.4L6.6 8 4.1 5.5z",
  warning: "M8 1 15.5 15H.5zm-1 5v4.5h2V6zm0 5.5v2h2v-2z",
  notice: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1M7 4h2v2H7zm0 3h2v5H7z",
  answered: "M6 12.6 1.4 8l1.7-1.7L6 9.2l6.9-6.9 1.7 1.7z",
  good: "M6 12.6 1.4 8l1.7-1.7L6 9.2l6.9-6.9 1.7 1.7z",
  redo: "m10 2 5 4-5 4V7H6a3 3 0 0 0 0 6h4v2H6A5 5 0 0 1 6 5h4z",
};

export function Icon({ name }) {
  return html`<svg class="plc-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d=${PATHS[name]} />
  </svg>`;
}

/** What a field needs that must not stay empty: the browser says so in words of ours, not in its own language. */
export const needed = (words) => ({
  required: true,
  onInvalid: (event) => event.target.setCustomValidity(words),
  onInput: (event) => event.target.setCustomValidity(""),
});

/** A button; an icon alone is named by its title. */
export function Button({ icon, title, children, kind = "", ...more }) {
  return html`<button type="button" class=${`plc-button ${kind}`} title=${title}
    aria-label=${children ? undefined : title} ...${more}>
    ${icon && html`<${Icon} name=${icon} />`}${children}
  </button>`;
}
