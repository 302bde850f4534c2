// Galleries: neighbouring pictures that have the same name of a gallery are shown side by side. Commands on them.
import { Fragment, NodeSelection } from "../core/prosemirror.js";
import { selectedBlocks } from "../core/blocks.js";
import { newName } from "../core/insert.js";

export const isPicture = (node) => node?.type.name === "figure" && node.attrs.kind === "picture";

export const galleryOf = (node) => (isPicture(node) ? node.attrs.data.gallery : undefined);

// The galleries of a text: [{ name, pictures: [{ node, pos }] }], each of two pictures or more.
export function galleriesIn(doc) {
  const found = [];
  let open = null;
  doc.forEach((node, pos) => {
    const name = galleryOf(node);
    if (name === undefined) open = null;
    else if (open?.name === name) open.pictures.push({ node, pos });
    else found.push((open = { name, pictures: [{ node, pos }] }));
  });
  return found.filter(({ pictures }) => pictures.length > 1);
}

export const galleryAt = (doc, pos) => galleriesIn(doc).find(({ pictures }) => pictures.some((each) => each.pos === pos));

// Makes a gallery of the selected pictures; returns false where there are not two beside each other.
export function makeGallery(state, dispatch) {
  const blocks = selectedBlocks(state);
  if (blocks.length < 2 || !blocks.every(({ node }) => isPicture(node))) return false;
  if (dispatch) dispatch(nameAll(state.tr, blocks, newName()).scrollIntoView());
  return true;
}

// Puts the picture at a place beside the one above it, into the gallery of that if it has one.
export function joinAbove(pos) {
  return ({ doc, tr }, dispatch) => {
    const node = doc.nodeAt(pos);
    const above = doc.resolve(pos).nodeBefore;
    if (!isPicture(node) || !isPicture(above)) return false;
    const own = galleryAt(doc, pos)?.pictures ?? [{ node, pos }];
    const name = galleryOf(above) ?? newName();
    if (dispatch) dispatch(nameAll(tr, [{ node: above, pos: pos - above.nodeSize }, ...own], name));
    return true;
  };
}

// Takes the picture at a place out of its gallery, behind the rest of it.
export function takeOut(pos) {
  return ({ doc, tr }, dispatch) => {
    const pictures = galleryAt(doc, pos)?.pictures;
    if (!pictures) return false;
    if (!dispatch) return true;
    const left = pictures.filter((each) => each.pos !== pos);
    const taken = pictures.find((each) => each.pos === pos).node;
    nameAll(tr, [{ node: taken, pos }, ...(left.length < 2 ? left : [])], undefined);
    const end = pictures.at(-1).pos + pictures.at(-1).node.nodeSize;
    moveTo(tr, pos, end);
    dispatch(tr.scrollIntoView());
    return true;
  };
}

// Moves the picture at a place one place on in its gallery, or back.
export function shift(pos, by) {
  return ({ doc, tr }, dispatch) => {
    const pictures = galleryAt(doc, pos)?.pictures ?? [];
    const index = pictures.findIndex((each) => each.pos === pos);
    const other = pictures[index + by];
    if (index < 0 || !other) return false;
    if (dispatch) dispatch(moveTo(tr, pos, by < 0 ? other.pos : other.pos + other.node.nodeSize).scrollIntoView());
    return true;
  };
}

// The pictures of a gallery stand one below the other again.
export function separate(name, first) {
  return ({ doc, tr }, dispatch) => {
    const gallery = galleryAt(doc, first);
    if (gallery?.name !== name) return false;
    if (dispatch) dispatch(nameAll(tr, gallery.pictures, undefined));
    return true;
  };
}

const nameAll = (tr, pictures, name) => pictures.reduce((named, each) => setGallery(named, each, name), tr);

// name: undefined for none.
export function setGallery(tr, { node, pos }, name) {
  const { gallery: _, ...data } = node.attrs.data;
  return tr.setNodeAttribute(pos, "data", name === undefined ? data : { ...data, gallery: name });
}

// Moves the block at a place to another, and selects it there.
function moveTo(tr, from, to) {
  const node = tr.doc.nodeAt(from);
  const place = to > from ? to - node.nodeSize : to;
  if (place !== from) tr.delete(from, from + node.nodeSize).insert(place, Fragment.from(node));
  return tr.setSelection(NodeSelection.create(tr.doc, place));
}
