// Asks for a picture: a file to send, or one of the library, found by its words.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";
import { insertBlocks } from "../core/insert.js";
import { figureOf, findPictures } from "./pictures.js";
import { sendAtCursor } from "./sending.js";

const PAUSE = 300;
const TYPES = "image/jpeg,image/png,image/webp,image/avif,image/gif";
let made = 0;

// Returns a command that opens the dialog; null where pictures can be neither sent nor chosen.
export function pictureDialog(pictures, form) {
  if (!pictures.pick && !pictures.send) return null;
  const parts = makeParts(`article-picture-${++made}`, pictures);
  document.body.append(parts.dialog);
  return (state, dispatch, view) => {
    if (view) open(parts, view, pictures, form);
    return true;
  };
}

function makeParts(prefix, { pick, send }) {
  const heading = element("h2", { id: `${prefix}-heading` }, gettext("Picture"));
  const file = element("input", { id: `${prefix}-file`, type: "file", accept: TYPES, multiple: "" });
  const words = element("input", { id: `${prefix}-words`, type: "search", autocomplete: "off" });
  const found = element("ul", { class: "article-pictures", "aria-label": gettext("Pictures of the library") });
  const status = element("p", { role: "status", class: "article-pictures-status" });
  const cancel = element("button", { type: "button" }, gettext("Cancel"));
  const rows = [
    heading,
    ...(send ? [element("div", {}, element("label", { for: file.id }, gettext("A file of yours")), file)] : []),
    ...(pick ? [element("div", {}, element("label", { for: words.id }, gettext("Or one of the library")), words), status, found] : []),
    element("div", { class: "article-editor-buttons" }, cancel),
  ];
  const dialog = element("dialog", { class: "article-editor-dialog", "aria-labelledby": heading.id }, element("form", { method: "dialog" }, ...rows));
  cancel.addEventListener("click", () => dialog.close());
  return { dialog, file, words, found, status };
}

function open({ dialog, file, words, found, status }, view, pictures, form) {
  file.value = words.value = "";
  file.onchange = () => {
    dialog.close();
    sendAtCursor(view, pictures, form, [...file.files]);
  };
  const choose = (picture) => {
    dialog.close();
    pictures.library.tell(picture);
    insertBlocks(view.state, view.dispatch, [figureOf(view.state.schema, picture)]);
  };
  let timer;
  let asked = 0;
  const look = async () => {
    const number = ++asked;
    const { pictures: there = [], error = "" } = await findPictures(pictures.pick, words.value);
    if (number !== asked) return;
    found.replaceChildren(...there.map((picture) => choiceOf(picture, () => choose(picture))));
    status.textContent = error || (there.length ? "" : gettext("No picture has these words."));
  };
  words.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };
  words.onkeydown = (event) => event.key === "Enter" && event.preventDefault();
  dialog.onclose = () => view.focus();
  dialog.showModal();
  if (pictures.pick) look();
}

function choiceOf({ thumbnail, alt, caption, name }, choose) {
  const label = alt || caption || name;
  const button = element("button", { type: "button", title: label }, element("img", { src: thumbnail, alt: label, loading: "lazy" }));
  button.addEventListener("click", choose);
  return element("li", {}, button);
}
