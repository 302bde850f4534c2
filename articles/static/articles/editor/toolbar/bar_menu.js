// A button of the toolbar that opens a menu of what can be done.
import { element } from "../core/elements.js";
import { readableKey } from "./actions.js";
import { icon } from "./icons.js";

// As the style sheet has it, in pixels.
const WIDTH = 272;
const NARROW = "(width < 62rem)";
let made = 0;

// about: { name, label, text }, of which text is optional; items: [{ name, label, key, run, isOn, place }], of which run
// is a ProseMirror command. Returns { button, menu }; the menu lies above all else, so no bar clips it.
export function barMenu(view, { name, label, text }, items) {
  const menu = element("div", { popover: "", id: `article-menu-of-bar-${++made}`, class: "article-menu", "aria-label": label });
  const attributes = { type: "button", popovertarget: menu.id, "aria-expanded": "false", "aria-label": label, title: label, class: `article-editor-${name}` };
  const button = element("button", attributes, icon(name), ...(text ? [element("span", {}, text)] : []));
  const shown = items.map((item) => itemOf(view, menu, item));
  menu.append(...shown.map(({ dom }) => dom));
  button.addEventListener("mousedown", (event) => event.preventDefault());
  // The browser focuses it as it opens: no key that comes at once is lost.
  menu.firstChild.autofocus = true;
  menu.addEventListener("toggle", ({ newState }) => button.setAttribute("aria-expanded", String(newState === "open")));
  menu.addEventListener("beforetoggle", ({ newState }) => {
    if (newState !== "open") return;
    shown.forEach(({ show }) => show(view.state));
    place(menu, button);
  });
  menu.addEventListener("keydown", (event) => walk(menu, event));
  return { button, menu };
}

function itemOf(view, menu, { name, label, key, run, isOn, place: where }) {
  const dom = element("button", { type: "button", class: where, "aria-label": label }, icon(name), element("span", {}, label));
  if (key) dom.append(element("kbd", {}, readableKey(key)));
  dom.addEventListener("click", () => {
    if (dom.getAttribute("aria-disabled") === "true") return;
    menu.hidePopover();
    view.focus();
    run(view.state, view.dispatch, view);
  });
  const show = (state) => {
    dom.setAttribute("aria-disabled", String(!run(state)));
    if (isOn) dom.setAttribute("aria-pressed", String(isOn(state)));
  };
  return { dom, show };
}

// Under the button, from its start; of one at the end of the row, to its end. On a narrow page the style sheet places it.
function place(menu, button) {
  menu.removeAttribute("style");
  if (window.matchMedia(NARROW).matches) return;
  const { left, right, bottom } = button.getBoundingClientRect();
  const isLast = !button.nextElementSibling && !button.parentNode.nextElementSibling?.matches(".article-editor-group");
  menu.style.left = `${Math.max(8, Math.min(isLast ? right - WIDTH : left, window.innerWidth - WIDTH - 8))}px`;
  menu.style.top = `${bottom + 4}px`;
}

function walk(menu, event) {
  const items = [...menu.querySelectorAll("button")].filter((item) => item.checkVisibility());
  const index = items.indexOf(document.activeElement);
  const next = { ArrowDown: items[index + 1] ?? items[0], ArrowUp: items.at(index - 1), Home: items[0], End: items.at(-1) }[event.key];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
