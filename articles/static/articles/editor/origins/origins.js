// Leads from each part of the article to its block in the source document, at the URL that textarea[data-origins]
// names: by a button in the margin, one in the foot, one at each field beside the text, and F9 anywhere on the page.
import { Plugin } from "../core/prosemirror.js";
import { gettext } from "../core/gettext.js";
import { FIELDS } from "../review/label_reviews.js";
import { element } from "../core/elements.js";
import { notesOf } from "../review/notes.js";
import { originMark } from "./origin_mark.js";
import { originPanel } from "./origin_panel.js";

const SOURCE_OF = {
  headline: gettext("Source of the headline"),
  standfirst: gettext("Source of the standfirst"),
};

// Returns plugins. Without a URL there is nothing to lead to.
export function origins(textarea, { page, counts }) {
  const { form, dataset } = textarea;
  if (!dataset.origins || !form) return [];
  return [new Plugin({ view: (view) => addButtons(view, form, originPanel(dataset.origins), page, counts) })];
}

function addButtons(view, form, panel, page, counts) {
  const openBlock = ({ id, words }) => panel.open(id, words, view);
  const openField = (field) => panel.open(idOf(field, view.state), field.value, field);
  const open = () => {
    const field = FIELDS.map((name) => form.elements[name]).find((each) => each && each === document.activeElement);
    return field ? openField(field) : openBlock(atCursor(view.state));
  };
  counts.after(footButton(open));
  for (const name of FIELDS) addFieldButton(form.elements[name], openField);
  openByKey(panel, open);
  const mark = originMark(view, page, (block) => openBlock({ id: block.dataset.id, words: block.textContent }));
  return { update: () => mark.follow() };
}

function atCursor({ selection }) {
  const node = selection.$head.node(1) ?? selection.$head.nodeAfter;
  return { id: node?.attrs.id, words: node?.textContent ?? "" };
}

// A text that was moved here from the document came from where it did there.
function idOf({ name }, state) {
  return notesOf(state)?.[name].id ?? name;
}

function footButton(run) {
  const attributes = { type: "button", class: "origin-open", "aria-keyshortcuts": "F9" };
  const key = element("kbd", { "aria-hidden": "true" }, "F9");
  const button = element("button", { ...attributes, title: gettext("Where this paragraph came from") }, gettext("Source"), key);
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", run);
  return button;
}

function addFieldButton(field, run) {
  if (!field) return;
  const attributes = { type: "button", class: "origin-field", "aria-label": SOURCE_OF[field.name] };
  const button = element("button", attributes, gettext("Source"));
  button.addEventListener("click", () => run(field));
  field.after(button);
}

function openByKey(panel, open) {
  document.addEventListener("keydown", (event) => {
    const isModified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (event.key !== "F9" || isModified || event.repeat || document.querySelector("dialog:modal")) return;
    event.preventDefault();
    if (panel.hasFocus()) panel.leave();
    else open();
  });
}
