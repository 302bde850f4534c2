// The labels that the import was unsure of: where the text of each is now, and whether it still needs a look.
// It does until it is confirmed or the text has another label, no matter by which button or key.
import { labelOf } from "../core/blocks.js";
import { notesOf } from "./notes.js";

// The parts of an article that are fields of their own beside its text.
export const FIELDS = ["headline", "standfirst"];

const EMPTY = { id: null, text: "", node: null, after: null };

// What is noted of each field: its text, and the id that it has in the document when it is moved there;
// of a text that came from the document also the node, and the id of the node that it followed.
export function fieldNotes(form) {
  const present = FIELDS.filter((name) => form.elements[name]);
  return Object.fromEntries(present.map((name) => [name, fieldNote(form.elements[name].value, name)]));
}

export function fieldNote(text, id, node = null, after = null) {
  return text.trim() ? { id, text, node, after } : EMPTY;
}

// all: as in data-label-reviews, those that can be found. A place is { label, node, pos } or { label, field }, or null.
export function makeLabelReviews(listed, form, doc, notes) {
  const place = ({ target }, inDoc, noted) => blockPlace(inDoc, target) ?? fieldPlace(form, target, noted);
  const placeOf = (review, state) => place(review, state.doc, notesOf(state));
  const cameAs = new Map(listed.map((review) => [review, place(review, doc, notes)?.label]));
  const isLeft = (review, state) => placeOf(review, state)?.label === cameAs.get(review);
  const isOpen = (review, state) => isLeft(review, state) && !notesOf(state).reviewed.includes(review.origin);
  return { all: listed.filter((review) => cameAs.get(review)), placeOf, isOpen };
}

const known = new WeakMap();

function blockPlace(doc, id) {
  if (!known.has(doc)) known.set(doc, blocksById(doc));
  return known.get(doc).get(id);
}

function blocksById(doc) {
  const blocks = new Map();
  doc.forEach((node, pos) => {
    if (node.attrs.id) blocks.set(node.attrs.id, { node, pos, label: labelOf(node) });
  });
  return blocks;
}

function fieldPlace(form, id, notes) {
  const label = FIELDS.find((name) => notes[name]?.id === id && isThere(form.elements[name].value, name, notes));
  return label ? { label, field: form.elements[label] } : null;
}

// A standfirst that is written over is still one; another headline is another text.
function isThere(value, name, notes) {
  return name === "headline" ? value === notes.headline.text : Boolean(value.trim());
}
