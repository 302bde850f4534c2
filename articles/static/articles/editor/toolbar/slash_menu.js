// The menu that "/" opens on an empty line: headings and what can be inserted, found by name, chosen with arrows and Enter.
import { Plugin, PluginKey } from "../core/prosemirror.js";
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";
import { icon } from "./icons.js";

const key = new PluginKey("menu");
const TYPED = /^\/([\p{L}\p{N} ]{0,20})$/u;
let made = 0;

// insertions: [{ name, label, also, run }], as makeMenu has them
export function slashMenu(insertions) {
  const list = element("ul", { role: "listbox", id: `article-menu-${++made}`, "aria-label": gettext("Insert"), class: "article-menu", hidden: "" });
  const found = (state) => findAll(insertions, key.getState(state));
  const choose = (view, insertion) => {
    const { $from } = view.state.selection;
    view.dispatch(view.state.tr.delete($from.start(), $from.pos));
    insertion.run(view.state, view.dispatch, view);
    view.focus();
  };
  return new Plugin({
    key,
    state: { init: () => null, apply: nextState },
    props: {
      attributes: (state) => attributesOf(list, key.getState(state), found(state)),
      handleKeyDown: (view, event) => handleKey(view, event, found(view.state), choose),
    },
    view(view) {
      view.dom.after(list);
      return {
        update: () => show(list, view, found(view.state), (insertion) => choose(view, insertion)),
        destroy: () => list.remove(),
      };
    },
  });
}

// { typed, chosen } while the menu is open; typed null after Escape, until the line is another.
function nextState(tr, before, _, state) {
  const { $from, empty } = state.selection;
  const isHere = empty && $from.depth === 1 && $from.parent.attrs.kind === "body" && $from.parentOffset === $from.parent.content.size;
  const typed = isHere && TYPED.exec($from.parent.textContent)?.[1];
  if (typeof typed !== "string") return null;
  const told = tr.getMeta(key);
  if (told) return { ...before, ...told };
  if (before?.isClosed || (!before && !tr.docChanged)) return before;
  return { typed, chosen: before?.typed === typed ? before.chosen : 0 };
}

function findAll(insertions, menu) {
  if (!menu || menu.isClosed) return [];
  const wanted = menu.typed.trim().toLowerCase();
  return insertions.filter(({ label, name, also = "" }) => `${label} ${name} ${also}`.toLowerCase().includes(wanted));
}

function attributesOf(list, menu, found) {
  if (!found.length) return {};
  return { "aria-haspopup": "listbox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-activedescendant": `${list.id}-${menu.chosen % found.length}` };
}

function handleKey(view, event, found, choose) {
  if (!found.length || event.ctrlKey || event.metaKey || event.altKey) return false;
  const { chosen } = key.getState(view.state);
  const tell = (change) => view.dispatch(view.state.tr.setMeta(key, change));
  if (event.key === "ArrowDown") tell({ chosen: (chosen + 1) % found.length });
  else if (event.key === "ArrowUp") tell({ chosen: (chosen + found.length - 1) % found.length });
  else if (event.key === "Escape") tell({ isClosed: true });
  else if (event.key === "Enter" || event.key === "Tab") choose(view, found[chosen % found.length]);
  else return false;
  return true;
}

function show(list, view, found, choose) {
  list.hidden = !found.length;
  if (list.hidden) return;
  const { chosen } = key.getState(view.state);
  list.replaceChildren(...found.map((insertion, index) => optionOf(list, insertion, index, index === chosen % found.length, choose)));
  place(list, view);
}

function optionOf(list, insertion, index, isChosen, choose) {
  const attributes = { role: "option", id: `${list.id}-${index}`, "aria-selected": String(isChosen) };
  const option = element("li", attributes, icon(insertion.name), insertion.label);
  option.addEventListener("mousedown", (event) => {
    event.preventDefault();
    choose(insertion);
  });
  return option;
}

// Under the line; above it where there is no room.
function place(list, view) {
  const line = view.coordsAtPos(view.state.selection.from);
  const around = list.offsetParent.getBoundingClientRect();
  const isLow = line.bottom + list.offsetHeight + 64 > window.innerHeight && line.top > list.offsetHeight + 64;
  list.style.left = `${Math.max(0, Math.min(line.left - around.left, around.width - list.offsetWidth - 8))}px`;
  list.style.top = `${isLow ? line.top - around.top - list.offsetHeight - 4 : line.bottom - around.top + 4}px`;
  list.querySelector('[aria-selected="true"]').scrollIntoView({ block: "nearest" });
}
