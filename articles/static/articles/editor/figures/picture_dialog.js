// Asks for pictures: files to send, or those of the library, found by their words.
import { element } from "../core/elements.js";
import { gettext, interpolate, ngettext } from "../core/gettext.js";
import { insertBlocks, newName } from "../core/insert.js";
import { galleryAt, makeGallery } from "./galleries.js";
import { figureOf, findPictures } from "./pictures.js";
import { sendAt } from "./sending.js";

const PAUSE = 300;
const TYPES = "image/jpeg,image/png,image/webp,image/avif,image/gif";
let made = 0;

// Returns { picture, gallery, more(name, pos) }, commands that open the dialog: for one picture, for several as a gallery,
// for more of a gallery that stands at a place; null where pictures can be neither sent nor chosen.
export function pictureDialog(pictures) {
  if (!pictures.pick && !pictures.send) return null;
  const parts = makeParts(`article-picture-${++made}`, pictures);
  document.body.append(parts.dialog);
  const opener = (purpose) => (state, dispatch, view) => {
    if (view) open(parts, view, pictures, purpose(view));
    return true;
  };
  return {
    picture: opener(onePicture(pictures)),
    gallery: (...all) => makeGallery(...all) || opener(newGallery(pictures))(...all),
    more: (name, pos) => opener(moreOf(pictures, name, pos)),
  };
}

// What is asked for, and where it goes: { heading, isForSeveral, choose(pictures), send(files) }.
const onePicture = (pictures) => (view) => ({
  heading: gettext("Picture"),
  choose: ([picture]) => insertBlocks(view.state, view.dispatch, [figureOf(view.state.schema, picture)]),
  send: (files) => sendAt(view, pictures, files, view.state.selection.from),
});

const newGallery = (pictures) => (view) => ({
  heading: gettext("Gallery"),
  isForSeveral: true,
  choose(chosen) {
    const gallery = newName();
    insertBlocks(view.state, view.dispatch, chosen.map((picture) => figureOf(view.state.schema, picture, { gallery })));
  },
  send: (files) => sendAt(view, pictures, files, view.state.selection.from, { gallery: newName() }),
});

const moreOf = (pictures, gallery, pos) => (view) => {
  const last = galleryAt(view.state.doc, pos).pictures.at(-1);
  const end = last.pos + last.node.nodeSize;
  return {
    heading: gettext("Add pictures"),
    isForSeveral: true,
    choose: (chosen) => view.dispatch(view.state.tr.insert(end, chosen.map((picture) => figureOf(view.state.schema, picture, { gallery })))),
    send: (files) => sendAt(view, pictures, files, end, { gallery }),
  };
};

function makeParts(prefix, { pick, send }) {
  const heading = element("h2", { id: `${prefix}-heading` });
  const file = element("input", { id: `${prefix}-file`, type: "file", accept: TYPES, multiple: "" });
  const words = element("input", { id: `${prefix}-words`, type: "search", autocomplete: "off" });
  const found = element("ul", { class: "article-pictures", "aria-label": gettext("Pictures of the library") });
  const status = element("p", { role: "status", class: "article-pictures-status" });
  const insert = element("button", { type: "button", class: "article-editor-save" }, gettext("Insert"));
  const cancel = element("button", { type: "button" }, gettext("Cancel"));
  const rows = [
    heading,
    ...(send ? [element("div", {}, element("label", { for: file.id }, gettext("A file of yours, or several")), file)] : []),
    ...(pick ? [element("div", {}, element("label", { for: words.id }, gettext("Or one of the library")), words), status, found] : []),
    element("div", { class: "article-editor-buttons" }, insert, cancel),
  ];
  const dialog = element("dialog", { class: "article-editor-dialog", "aria-labelledby": heading.id }, element("form", { method: "dialog" }, ...rows));
  cancel.addEventListener("click", () => dialog.close());
  return { dialog, heading, file, words, found, status, insert };
}

function open(parts, view, pictures, asked) {
  const { dialog, heading, file, words } = parts;
  heading.textContent = asked.heading;
  file.value = words.value = "";
  file.onchange = () => {
    dialog.close();
    asked.send([...file.files]);
  };
  const search = makeSearch(parts, pictures, makeChoice(parts, pictures, asked));
  dialog.onclose = () => {
    search.stop();
    view.focus();
  };
  dialog.showModal();
  if (pictures.pick) search.look();
}

// What is chosen, in the order in which it was pressed: { press(picture), show() }. Of one picture, a press is all.
function makeChoice({ dialog, found, insert }, { library }, { isForSeveral = false, choose }) {
  const chosen = new Map();
  const finish = () => {
    dialog.close();
    chosen.forEach((picture) => library.tell(picture));
    choose([...chosen.values()]);
  };
  const show = () => {
    insert.hidden = !chosen.size;
    insert.textContent = countOf(chosen.size);
    const names = [...chosen.keys()];
    for (const button of isForSeveral ? found.querySelectorAll("button") : []) {
      button.setAttribute("aria-pressed", String(chosen.has(button.dataset.picture)));
      button.dataset.number = names.indexOf(button.dataset.picture) + 1;
    }
  };
  const press = (picture) => {
    if (!chosen.delete(picture.picture)) chosen.set(picture.picture, picture);
    if (isForSeveral) show();
    else finish();
  };
  insert.onclick = finish;
  show();
  return { press, show };
}

// Returns { look, stop }: look shows the pictures that have the words. What is answered after a stop is not shown: the
// dialog may be open again by then, for another choice.
function makeSearch({ words, found, status }, { pick }, { press, show }) {
  let timer;
  let last = 0;
  const look = async () => {
    const number = ++last;
    const { pictures: there = [], error = "" } = await findPictures(pick, words.value);
    if (number !== last) return;
    found.replaceChildren(...there.map((picture) => choiceOf(picture, () => press(picture))));
    status.textContent = error || (there.length ? "" : gettext("No picture has these words."));
    show();
  };
  words.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };
  words.onkeydown = (event) => event.key === "Enter" && event.preventDefault();
  const stop = () => {
    clearTimeout(timer);
    last += 1;
  };
  return { look, stop };
}

const countOf = (count) => interpolate(ngettext("Insert %(count)s picture", "Insert %(count)s pictures", count), { count });

function choiceOf({ picture, thumbnail, alt, caption, name }, choose) {
  const label = alt || caption || name;
  const attributes = { type: "button", title: label, "data-picture": picture };
  const button = element("button", attributes, element("img", { src: thumbnail, alt: label, loading: "lazy" }));
  button.addEventListener("click", choose);
  return element("li", {}, button);
}
