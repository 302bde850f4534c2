// Puts new blocks into the text: in the place of an empty one at the cursor, else after the block where the cursor is.
import { Fragment, NodeSelection, TextSelection } from "./prosemirror.js";

// blocks: nodes; the cursor goes into the first text of them, or behind them where there is none.
export function insertBlocks(state, dispatch, blocks) {
  if (!dispatch) return true;
  const { tr } = state;
  const { from, to } = placeOf(state);
  const box = boxAt(state);
  const boxed = blocks.map((block) => (box && block.attrs.data ? inBox(block, box) : block));
  tr.replaceWith(from, to, Fragment.from(boxed));
  ensureTextAfter(tr, from + boxed.reduce((size, { nodeSize }) => size + nodeSize, 0), boxed.at(-1));
  tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1)));
  dispatch(tr.scrollIntoView());
  return true;
}

const inBox = (block, box) => block.type.create({ ...block.attrs, data: { ...block.attrs.data, box } }, block.content);

function placeOf({ doc, selection }) {
  const { $from, $to } = selection;
  const isEmpty = selection.empty && $from.depth === 1 && !$from.parent.content.size && $from.parent.type.name === "paragraph";
  if (isEmpty) return { from: $from.before(1), to: $from.after(1) };
  const after = $to.depth ? $to.after(1) : selection.to;
  return { from: Math.min(after, doc.content.size), to: Math.min(after, doc.content.size) };
}

function boxAt({ selection }) {
  const node = selection instanceof NodeSelection ? selection.node : selection.$from.node(1);
  return node?.attrs.kind === "box" ? node.attrs.id : node?.attrs.data?.box;
}

// There is a place to write on after what is no text itself.
export function ensureTextAfter(tr, pos, last) {
  const next = tr.doc.resolve(pos).nodeAfter;
  const isNeeded = last.isLeaf ? !next?.isTextblock : !next;
  const data = last.attrs.data?.box ? { box: last.attrs.data.box } : {};
  if (isNeeded) tr.insert(pos, tr.doc.type.schema.nodes.paragraph.create({ data }));
}

// A name that the server replaces by one of its own.
export const newName = () => `new-${Math.random().toString(36).slice(2, 12)}`;
