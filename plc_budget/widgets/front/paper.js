// Printing one picture and nothing else of the page, whatever stands around it.

const PAPER = "plc-paper";

/** Print a copy of an image; it stands alone on the paper (see page.css) and is gone afterwards. */
export async function printed(image) {
  document.querySelector(`body > .${PAPER}`)?.remove();
  const paper = document.createElement("div");
  paper.className = PAPER;
  const copy = image.cloneNode();
  paper.appendChild(copy);
  document.body.appendChild(paper);
  await copy.decode();
  document.documentElement.classList.add("plc-printing");
  const done = () => {
    document.documentElement.classList.remove("plc-printing");
    paper.remove();
  };
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}
