// The button of the toolbar that opens the menu of what can be inserted.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";
import { icon } from "./icons.js";

let made = 0;

// Returns { button, menu }; the menu lies above all else, so no bar clips it.
export function insertMenu(view, insertions) {
  const menu = element("div", { popover: "", id: `article-insert-${++made}`, class: "article-menu", "aria-label": gettext("Insert") });
  const attributes = { type: "button", popovertarget: menu.id, "aria-expanded": "false", "aria-label": gettext("Insert"), class: "article-editor-insert" };
  const button = element("button", attributes, icon("plus"), element("span", {}, gettext("Insert")));
  menu.append(...insertions.map((insertion) => itemOf(view, menu, insertion)));
  button.addEventListener("mousedown", (event) => event.preventDefault());
  // The browser focuses it as it opens: no key that comes at once is lost.
  menu.firstChild.autofocus = true;
  menu.addEventListener("toggle", ({ newState }) => button.setAttribute("aria-expanded", String(newState === "open")));
  menu.addEventListener("beforetoggle", ({ newState }) => newState === "open" && place(menu, button));
  menu.addEventListener("keydown", (event) => walk(menu, event));
  return { button, menu };
}

function itemOf(view, menu, insertion) {
  const item = element("button", { type: "button" }, icon(insertion.name), insertion.label);
  item.addEventListener("click", () => {
    menu.hidePopover();
    view.focus();
    insertion.run(view.state, view.dispatch, view);
  });
  return item;
}

function place(menu, button) {
  const { left, bottom } = button.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(left, window.innerWidth - 240))}px`;
  menu.style.top = `${bottom + 4}px`;
}

function walk(menu, event) {
  const items = [...menu.querySelectorAll("button")];
  const index = items.indexOf(document.activeElement);
  const next = { ArrowDown: items[index + 1] ?? items[0], ArrowUp: items.at(index - 1), Home: items[0], End: items.at(-1) }[event.key];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
