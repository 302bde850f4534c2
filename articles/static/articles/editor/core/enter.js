// What Enter and Backspace do at the edges of blocks.
import { NodeSelection, TextSelection, splitBlockAs } from "./prosemirror.js";
import { kindOf, setKind } from "./blocks.js";

const CONTINUED = ["list_item", "quote", "preformatted"];
// What the next block has of the one before it, if it goes on.
const HANDED_ON = ["list", "level", "pull", "box"];

// A new block after a list item or a quote is one too; after a heading or byline it is text, and after noise it is none.
export const splitBlock = splitBlockAs((node, atEnd) => (node.type.name === "paragraph" ? nextOf(node, atEnd) : null));

function nextOf(node, atEnd) {
  const goesOn = !atEnd || CONTINUED.includes(kindOf(node));
  const names = goesOn ? HANDED_ON : ["box"];
  // The one who said it stands behind the whole of it.
  const data = Object.entries(node.attrs.data).filter(([name]) => names.includes(name) || (!atEnd && name === "by"));
  const kind = goesOn ? kindOf(node) : "body";
  return { type: node.type, attrs: { kind, data: Object.fromEntries(data), noise: !atEnd && node.attrs.noise } };
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
  return setKind("body")(state, dispatch);
}

export function endEmptyList(state, dispatch) {
  return !state.selection.$from.parent.content.size && endList(state, dispatch);
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
