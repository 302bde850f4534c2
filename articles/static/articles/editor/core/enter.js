// What Enter and Backspace do at the edges of blocks.
import { NodeSelection, TextSelection, splitBlockAs } from "./prosemirror.js";
import { kindOf, setKind } from "./blocks.js";
import { shiftLevel } from "./lists.js";

const CONTINUED = ["list_item", "quote"];
// What the next block has of the one before it, if it goes on.
const HANDED_ON = ["list", "level", "pull", "box"];

// A new block after a list item or a quote is one too; after a heading or byline it is text, and after noise it is none.
const split = splitBlockAs((node, atEnd) => (node.type.name === "paragraph" ? nextOf(node, atEnd) : null));

export function splitBlock(state, dispatch) {
  return split(state, dispatch && ((tr) => dispatch(moveSpeaker(tr))));
}

function nextOf(node, atEnd) {
  const goesOn = !atEnd || CONTINUED.includes(kindOf(node));
  const names = goesOn ? HANDED_ON : ["box"];
  const data = Object.entries(node.attrs.data).filter(([name]) => names.includes(name) || (!atEnd && name === "by"));
  const kind = goesOn ? kindOf(node) : "body";
  const box = node.attrs.kind === "box" ? { box: node.attrs.id } : {};
  return { type: node.type, attrs: { kind, data: { ...Object.fromEntries(data), ...box }, noise: !atEnd && node.attrs.noise } };
}

// The one who said a quote stands behind the last paragraph of it.
function moveSpeaker(tr) {
  const { $from } = tr.selection;
  const first = tr.doc.resolve($from.before()).nodeBefore;
  const { by, ...data } = first?.attrs.data ?? {};
  if (by && kindOf(first) === "quote" && $from.parent.attrs.data.by === by) {
    tr.setNodeAttribute($from.before() - first.nodeSize, "data", data);
  }
  return tr;
}

// Enter in a caption leads out of it: to the first cell of a table, else to a new paragraph.
export function leaveCaption({ selection, schema, tr }, dispatch) {
  const { $from } = selection;
  if (selection instanceof NodeSelection || !["figure", "caption"].includes($from.parent.type.name)) return false;
  if (!dispatch) return true;
  const after = $from.after();
  if ($from.parent.type.name === "figure") tr.insert(after, schema.nodes.paragraph.create());
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1))).scrollIntoView());
  return true;
}

// Enter in an empty list item, or Backspace at the start of one, ends the list.
export function endList(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth !== 1 || $from.parentOffset || !CONTINUED.includes(kindOf($from.parent))) return false;
  return Number($from.parent.attrs.data.level) > 1 ? shiftLevel(-1)(state, dispatch) : setKind("body")(state, dispatch);
}

// Enter in an empty paragraph of a box leads out of it.
export function endEmpty(state, dispatch) {
  const { $from } = state.selection;
  if ($from.depth !== 1 || $from.parent.content.size) return false;
  return endList(state, dispatch) || leaveBox(state, dispatch);
}

function leaveBox({ selection, tr }, dispatch) {
  const { box, ...data } = selection.$from.parent.attrs.data ?? {};
  if (!box) return false;
  if (dispatch) dispatch(tr.setNodeAttribute(selection.$from.before(), "data", data));
  return true;
}

// Backspace at the start of a caption selects what it stands under; the next one deletes that.
export function selectFigure({ selection, doc, tr }, dispatch) {
  const { $from, empty } = selection;
  const name = empty && !$from.parentOffset && $from.depth && $from.parent.type.name;
  if (name !== "figure" && name !== "caption") return false;
  if (dispatch) dispatch(tr.setSelection(NodeSelection.create(doc, $from.before(1))));
  return true;
}

export function breakLine(state, dispatch) {
  const { parent } = state.selection.$from;
  if (!parent.inlineContent || !parent.type.contentMatch.matchType(state.schema.nodes.hard_break)) return false;
  if (dispatch) dispatch(state.tr.replaceSelectionWith(state.schema.nodes.hard_break.create()).scrollIntoView());
  return true;
}

// What stands in a cell is one text.
export function breakInCell(state, dispatch) {
  return state.selection.$from.parent.type.name === "cell_line" && breakLine(state, dispatch);
}
