// Commands on whole blocks: their kind, their order, and what Enter and Backspace do at their edges.
import { splitBlockAs } from "./prosemirror.js";

const PLAIN = ["heading", "byline"];
const CONTINUED = ["list_item", "quote", "noise"];

export function kindOf(node) {
  return PLAIN.includes(node.type.name) ? node.type.name : node.attrs.kind;
}

export function selectedBlocks({ doc, selection }) {
  const { $from, $to, from, to } = selection;
  const last = Math.min($to.index(0), doc.childCount - 1);
  const blocks = [];
  let pos = $from.posAtIndex($from.index(0), 0);
  for (let index = $from.index(0); index <= last; index++) {
    const node = doc.child(index);
    const endsAtItsStart = from < to && to === pos + 1;
    if (!endsAtItsStart) blocks.push({ node, pos });
    pos += node.nodeSize;
  }
  return blocks;
}

export function hasKind(state, kind) {
  return selectedBlocks(state).every(({ node }) => kindOf(node) === kind);
}

export function setKind(kind) {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state).filter(({ node }) => kindOf(node) !== kind);
    if (!blocks.length) return false;
    if (dispatch) dispatch(blocks.reverse().reduce((tr, block) => changeKind(tr, block, kind), state.tr));
    return true;
  };
}

export function toggleKind(kind) {
  return (state, dispatch) => setKind(hasKind(state, kind) ? "body" : kind)(state, dispatch);
}

export function changeKind(tr, { node, pos }, kind) {
  const isPlain = PLAIN.includes(kind);
  const { nodes } = node.type.schema;
  if (isPlain) breaksToSpaces(tr, node, pos);
  const type = isPlain ? nodes[kind] : nodes.paragraph;
  return tr.setBlockType(pos, pos + node.nodeSize, type, isPlain ? { id: node.attrs.id } : { id: node.attrs.id, kind });
}

// Plain blocks have no line breaks; dropping them would join two words.
function breaksToSpaces(tr, node, pos) {
  node.forEach((child, offset) => {
    const at = pos + 1 + offset;
    if (child.type.name === "hard_break") tr.replaceWith(at, at + 1, node.type.schema.text(" "));
  });
}

// Moves the neighbour instead of the selected blocks, so that the selection stays where it is.
export function moveBlocks(direction) {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state);
    const start = blocks[0].pos;
    const last = blocks.at(-1);
    const end = last.pos + last.node.nodeSize;
    const neighbour = direction === "up" ? state.doc.resolve(start).nodeBefore : state.doc.resolve(end).nodeAfter;
    if (!neighbour) return false;
    if (dispatch) dispatch(jump(state.tr, neighbour, start, end, direction).scrollIntoView());
    return true;
  };
}

function jump(tr, neighbour, start, end, direction) {
  const size = neighbour.nodeSize;
  return direction === "up"
    ? tr.insert(end, neighbour).delete(start - size, start)
    : tr.delete(end, end + size).insert(start, neighbour);
}

// A new block after a list item, quote or noise is one too; after a heading or byline it is text.
export const splitBlock = splitBlockAs((node, atEnd) =>
  atEnd && CONTINUED.includes(kindOf(node)) ? { type: node.type, attrs: { kind: kindOf(node) } } : null,
);

// Enter in an empty list item, or Backspace at the start of one, ends the list.
export function endList(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset || !CONTINUED.includes(kindOf($from.parent))) return false;
  return setKind("body")(state, dispatch);
}

export function endEmptyList(state, dispatch) {
  return !state.selection.$from.parent.content.size && endList(state, dispatch);
}
