// The labels that the import was unsure of: where the text of each stands now, and whether it waits for an answer.
// It does until it is accepted, or stands as something else than it came as: no matter by which button or key.
import { kindOf } from "./blocks.js";
import { notesOf } from "./notes.js";

// The parts of an article that are fields of their own beside its text.
export const FIELDS = ["headline", "standfirst"];

const EMPTY = { id: null, text: "", node: null, after: null };

// What is noted of each field: its text, and under which id it stands in the document when it is moved there;
// of a text that came from the document also the node, and the id of the node that it followed.
export function fieldNotes(form) {
  const present = FIELDS.filter((name) => form.elements[name]);
  return Object.fromEntries(present.map((name) => [name, held(form.elements[name].value, name)]));
}

export function held(text, id, node = null, after = null) {
  return text.trim() ? { id, text, node, after } : EMPTY;
}

// all: as in data-doubts, those that can be found. A place is { label, node, pos } or { label, field }, or null.
export function makeDoubts(listed, form, doc, notes) {
  const place = ({ target }, inDoc, noted) => blockPlace(inDoc, target) ?? fieldPlace(form, target, noted);
  const placeOf = (doubt, state) => place(doubt, state.doc, notesOf(state));
  const cameAs = new Map(listed.map((doubt) => [doubt, place(doubt, doc, notes)?.label]));
  const isLeft = (doubt, state) => placeOf(doubt, state)?.label === cameAs.get(doubt);
  const isOpen = (doubt, state) => isLeft(doubt, state) && !notesOf(state).reviewed.includes(doubt.origin);
  return { all: listed.filter((doubt) => cameAs.get(doubt)), placeOf, isOpen };
}

const known = new WeakMap();

function blockPlace(doc, id) {
  if (!known.has(doc)) known.set(doc, blocksById(doc));
  return known.get(doc).get(id);
}

function blocksById(doc) {
  const blocks = new Map();
  doc.forEach((node, pos) => {
    if (node.attrs.id) blocks.set(node.attrs.id, { node, pos, label: kindOf(node) });
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
