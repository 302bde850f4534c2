// A sheet of all keys of the page, which ? opens where nobody types, and the menu of the tools anywhere.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";
import { readableKey } from "./actions.js";

// One sign without Ctrl may be in the way of who speaks to the computer: it can be switched off.
const SWITCH = "newsroom-no-key-sheet";

const OF_THE_PAGE = [
  { label: gettext("Save"), key: "Mod-s" },
  { label: gettext("From the text to the tools, and back"), key: "Esc" },
  { label: gettext("Source of the paragraph"), key: "F9" },
  { label: gettext("This sheet"), key: "?" },
];
const OF_LISTS = [
  { label: gettext("In a list: a level deeper. In a table: the next cell"), key: "Tab" },
  { label: gettext("Back"), key: "Shift-Tab" },
  { label: gettext("Insert, on an empty line"), key: "/" },
];

// groups: { title: [{ label, key }] }, of which those without a key are left out. Returns open().
export function keySheet(groups) {
  const all = { ...groups, [gettext("Lists and tables")]: OF_LISTS, [gettext("Page")]: OF_THE_PAGE };
  const sheet = makeSheet(all);
  const open = () => sheet.open || sheet.showModal();
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable], [role=textbox]");
    if (event.key !== "?" || isTyping || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(SWITCH)) return;
    if (document.querySelector("dialog:modal")) return;
    event.preventDefault();
    open();
  });
  return open;
}

function makeSheet(groups) {
  const heading = element("h2", { id: "key-sheet-heading" }, gettext("Keys"));
  const tables = Object.entries(groups).map(([title, rows]) => tableOf(title, rows.filter(({ key }) => key).filter(isOnce)));
  const isOn = element("input", { type: "checkbox" });
  isOn.checked = !localStorage.getItem(SWITCH);
  isOn.addEventListener("change", () => (isOn.checked ? localStorage.removeItem(SWITCH) : localStorage.setItem(SWITCH, "1")));
  const close = element("button", { class: "article-editor-save" }, gettext("Close"));
  const foot = element("div", { class: "article-editor-buttons" }, element("label", {}, isOn, " ", gettext("? opens this sheet")), close);
  const form = element("form", { method: "dialog" }, heading, element("div", { class: "key-sheet-groups" }, ...tables), foot);
  const sheet = element("dialog", { class: "article-editor-dialog key-sheet", "aria-labelledby": heading.id }, form);
  document.body.append(sheet);
  return sheet;
}

// Some stand in the bar and in its menu, each where there is room.
const isOnce = ({ key }, place, rows) => rows.findIndex((row) => row.key === key) === place;

function tableOf(title, rows) {
  const lines = rows.map(({ label, key }) => element("tr", {}, element("th", { scope: "row" }, label), element("td", {}, element("kbd", {}, readableKey(key)))));
  return element("table", {}, element("caption", {}, title), element("tbody", {}, ...lines));
}
