// Asks for a link's address, text and title. Enter saves, Escape closes; a refused address is explained in place.
import { gettext } from "../core/gettext.js";
import { checkTypedUrl } from "../core/urls.js";
import { element } from "../core/elements.js";
import { canLink, linkAt, removeLink, setLink } from "./links.js";

let made = 0;

// Returns a command that opens the dialog.
export function linkDialog(schemes) {
  const parts = makeParts();
  document.body.append(parts.dialog);
  return (state, dispatch, view) => {
    if (!canLink(state)) return false;
    if (view) open(parts, view, schemes);
    return true;
  };
}

function makeParts() {
  const prefix = `article-editor-link-${++made}`;
  const url = field(`${prefix}-url`, gettext("Address"), { inputmode: "url", "aria-describedby": `${prefix}-problem` });
  const text = field(`${prefix}-text`, gettext("Text"));
  const title = field(`${prefix}-title`, gettext("Title (optional)"));
  const heading = element("h2", { id: `${prefix}-heading` });
  const problem = element("p", { id: `${prefix}-problem`, class: "article-editor-problem", role: "alert" });
  const save = element("button", { type: "submit", class: "article-editor-save" }, gettext("Save link"));
  const remove = element("button", { type: "button" }, gettext("Remove link"));
  const cancel = element("button", { type: "button" }, gettext("Cancel"));
  const buttons = element("div", { class: "article-editor-buttons" }, save, cancel, remove);
  const form = element("form", { novalidate: "" }, heading, url.row, problem, text.row, title.row, buttons);
  const dialog = element("dialog", { class: "article-editor-dialog", "aria-labelledby": heading.id }, form);
  cancel.addEventListener("click", () => dialog.close());
  return { dialog, form, heading, problem, remove, url, text, title };
}

// The address is of type text, with the keyboard of an address: type=url refuses a path on this site, such as /about/.
function field(id, label, attributes = {}) {
  const input = element("input", { id, type: "text", autocomplete: "off", spellcheck: "false", ...attributes });
  return { input, row: element("div", {}, element("label", { for: id }, label), input) };
}

function open(parts, view, schemes) {
  const link = linkAt(view.state);
  fill(parts, link);
  parts.form.onsubmit = (event) => {
    event.preventDefault();
    save(parts, view, link, schemes);
  };
  parts.remove.onclick = () => {
    removeLink(view.state, view.dispatch);
    parts.dialog.close();
  };
  parts.dialog.onclose = () => view.focus();
  parts.dialog.showModal();
  parts.url.input.select();
}

function fill(parts, { attrs, text, isOneBlock }) {
  parts.heading.textContent = attrs ? gettext("Edit link") : gettext("Add link");
  parts.remove.hidden = !attrs;
  parts.text.row.hidden = !isOneBlock;
  parts.text.input.value = text;
  parts.url.input.value = attrs?.href ?? "";
  parts.title.input.value = attrs?.title ?? "";
  explain(parts, "");
}

function save(parts, view, link, schemes) {
  const { href, problem } = checkTypedUrl(parts.url.input.value, schemes);
  explain(parts, problem ?? "");
  if (problem) return parts.url.input.focus();
  const wanted = { href, title: parts.title.input.value.trim(), text: parts.text.input.value };
  setLink(view.state, view.dispatch, link, wanted);
  return parts.dialog.close();
}

function explain({ url, problem }, sentence) {
  problem.textContent = sentence;
  url.input.setAttribute("aria-invalid", String(Boolean(sentence)));
}
