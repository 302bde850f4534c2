// How galleries stand in the text: their pictures side by side, below a line of what can be done with all of them.
// What is dragged or moved into a gallery belongs to it then, and what is moved out of it does not.
import { Decoration, DecorationSet, Plugin } from "../core/prosemirror.js";
import { element } from "../core/elements.js";
import { gettext, interpolate, language, ngettext } from "../core/gettext.js";
import { galleriesIn, galleryOf, isPicture, separate, setGallery } from "./galleries.js";

// addPictures(name, first): a command that asks for more pictures of a gallery; null where there are none to be had.
export function galleries(addPictures) {
  return new Plugin({
    state: {
      init: (_, { doc }) => draw(doc, addPictures),
      apply: (tr, set) => (tr.docChanged ? draw(tr.doc, addPictures) : set),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
    appendTransaction(transactions, _, state) {
      const isMoved = transactions.some((tr) => tr.docChanged && (tr.getMeta("moved") || ["drop", "paste"].includes(tr.getMeta("uiEvent"))));
      return isMoved ? settle(state) : null;
    },
  });
}

function draw(doc, addPictures) {
  const marks = [];
  for (const { name, pictures } of galleriesIn(doc)) {
    const { pos } = pictures[0];
    const bar = (view, getPos) => makeBar(view, getPos, name, pictures.length, addPictures);
    marks.push(Decoration.widget(pos, bar, { key: `${name}-${pictures.length}`, side: -1, ignoreSelection: true, stopEvent: () => true }));
    const places = `in-gallery ${pictures.length % 3 === 1 || pictures.length === 2 ? "of-two" : "of-three"}`;
    for (const { node, pos: at } of pictures) marks.push(Decoration.node(at, at + node.nodeSize, { class: places }));
  }
  let above = null;
  doc.forEach((node, pos) => {
    const isBelow = isPicture(node) && isPicture(above) && (galleryOf(node) === undefined || galleryOf(node) !== galleryOf(above));
    if (isBelow) marks.push(Decoration.node(pos, pos + node.nodeSize, { class: "is-below-picture" }));
    above = node;
  });
  return marks.length ? DecorationSet.create(doc, marks) : DecorationSet.empty;
}

function makeBar(view, getPos, name, count, addPictures) {
  const words = interpolate(ngettext("Gallery of %(count)s picture", "Gallery of %(count)s pictures", count), { count: count.toLocaleString(language) });
  const button = (label, run) => {
    const made = element("button", { type: "button" }, label);
    made.addEventListener("click", () => run(getPos())(view.state, view.dispatch, view));
    return made;
  };
  const add = addPictures && button(gettext("Add pictures"), (pos) => addPictures(name, pos));
  const apart = button(gettext("Show one by one"), (pos) => separate(name, pos));
  return element("div", { class: "article-gallery", role: "group", "aria-label": words, contenteditable: "false" }, element("span", {}, words), ...(add ? [add] : []), apart);
}

// Between two of a gallery a picture is of it; away from all others of it, it is not.
function settle({ doc, tr }) {
  const names = doc.content.content.map(galleryOf);
  const joined = names.map((own, at) => (isPicture(doc.child(at)) && names[at - 1] !== undefined && names[at - 1] === names[at + 1] ? names[at - 1] : own));
  const isAlone = (own, at) => own !== joined[at - 1] && own !== joined[at + 1] && joined.filter((name) => name === own).length > 1;
  doc.forEach((node, pos, index) => {
    const wanted = joined[index] !== undefined && isAlone(joined[index], index) ? undefined : joined[index];
    if (wanted !== names[index]) setGallery(tr, { node, pos }, wanted);
  });
  return tr.docChanged ? tr : null;
}
