// A button in the margin, beside the block that the pointer is on, else beside the one where the cursor is.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";
import { icon } from "../toolbar/icons.js";

// page: the element around the text. run is given the block's element. Returns { follow } for after every change.
export function originMark(view, page, run) {
  const title = gettext("Where this came from");
  const button = element("button", { type: "button", class: "origin-mark", title, "aria-label": title, hidden: "" });
  button.append(icon("origin"));
  // The foot has the same for the keyboard.
  button.tabIndex = -1;
  let pointed = null;
  const current = () => pointed ?? view.dom.querySelector(":scope > .is-current");
  const move = () => {
    const block = current();
    button.hidden = !block?.dataset.id;
    if (block) button.style.top = `${block.offsetTop + view.dom.offsetTop}px`;
  };
  const point = (block) => {
    pointed = block;
    move();
  };
  view.dom.addEventListener("mouseover", ({ target }) => {
    const block = target.closest(".article-editor-text > *");
    if (block) point(block);
  });
  page.addEventListener("mouseleave", () => point(null));
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => run(current()));
  page.append(button);
  return { follow: () => point(pointed?.isConnected ? pointed : null) };
}
