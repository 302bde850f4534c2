// Gives a text another label: in its place, or by moving it between the document and the fields for headline and
// standfirst.
import { DocumentNode, closeHistory } from "../core/prosemirror.js";
import { changeLabel, labelOf } from "../core/blocks.js";
import { gettext } from "../core/gettext.js";
import { FIELDS, fieldNote } from "./label_reviews.js";
import { note, notesOf } from "./notes.js";

// What becomes of the text that a field had.
const DISPLACED = {
  headline: ["noise", gettext("The old headline is kept as noise above the text.")],
  standfirst: ["body", gettext("The old standfirst is the first paragraph now.")],
};

// Returns { tr, outcome }, or { problem } in words. place: as label_reviews.js has it; wanted: a label.
export function relabel(state, form, place, wanted) {
  const problem = problemOf(state, form, place, wanted);
  if (problem) return { problem };
  const tr = closeHistory(state.tr);
  if (place.node && !FIELDS.includes(wanted)) return { tr: changeLabel(tr, place, wanted), outcome: "" };
  const text = take(tr, state, place);
  const outcome = FIELDS.includes(wanted) ? putInField(tr, state, form, text, wanted) : putInText(tr, text, wanted);
  return { tr, outcome };
}

function problemOf({ doc }, form, place, wanted) {
  if (!place) return gettext("It is not in the text any more.");
  if (place.label === "headline") return gettext("An article needs a headline: write another in its place.");
  if (FIELDS.includes(wanted) && !form.elements[wanted]) return gettext("It cannot be moved there on this page.");
  if (wanted === "byline" && hasByline(doc, place.pos ?? -1)) return gettext("This section has a byline already.");
  return "";
}

// In the section that a block at this place belongs to, or would if it were no heading.
function hasByline(doc, place) {
  let section = [];
  let isOver = false;
  doc.forEach((node, pos) => {
    const isHeading = node.type.name === "heading";
    if (isHeading && pos < place) section = [];
    isOver ||= isHeading && pos > place;
    if (!isOver) section.push(node);
  });
  return section.some(({ type }) => type.name === "byline");
}

// Takes a text out of its place; returns { node, after }, after: the id of the node that it followed.
function take(tr, state, { node, pos, label, field }) {
  if (field) return takeFromField(tr, state, label, field.value);
  tr.delete(pos, pos + node.nodeSize);
  return { node, after: state.doc.resolve(pos).nodeBefore?.attrs.id ?? null };
}

// With its marks, if it came from the document and was not written over.
function takeFromField(tr, state, name, value) {
  const { id, text, node, after } = notesOf(state)[name];
  note(tr, state, name, fieldNote("", null));
  const isAsItCame = node && value === text;
  return { node: isAsItCame ? DocumentNode.fromJSON(state.schema, node) : plain(state, id, value), after };
}

function plain({ schema }, id, text, label = "body") {
  return schema.nodes.paragraph.create({ id, noise: label === "noise" }, schema.text(text.trim()));
}

function putInText(tr, { node, after }, wanted) {
  const pos = placeAfter(tr.doc, after);
  tr.insert(pos, node);
  if (labelOf(node) !== wanted) changeLabel(tr, { node, pos }, wanted);
  return "";
}

function placeAfter(doc, id) {
  let place = 0;
  doc.forEach((node, pos) => {
    if (id && node.attrs.id === id) place = pos + node.nodeSize;
  });
  return place;
}

function putInField(tr, state, form, { node, after }, name) {
  const { id } = notesOf(state)[name];
  const old = form.elements[name].value;
  const text = node.textBetween(0, node.content.size, " ", " ");
  note(tr, state, name, fieldNote(text, node.attrs.id, node.toJSON(), after));
  // A provisional headline was made from the text, so nothing is lost with it.
  if (!old.trim() || (name === "headline" && form.elements.headline_confirmed)) return "";
  const [label, outcome] = DISPLACED[name];
  tr.insert(0, plain(state, id, old, label));
  return outcome;
}
