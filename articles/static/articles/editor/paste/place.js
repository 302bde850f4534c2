// Where what is pasted goes: whole blocks replace an empty one, so that the first of a pasted list is a list item too,
// and stand after the block at whose end the cursor is; into a caption or cell goes one text.
import { Fragment, Slice, TextSelection } from "../core/prosemirror.js";
import { kindOf } from "../core/blocks.js";
import { lineMarks } from "./line_marks.js";

// Blocks that take one text with line breaks, whatever is pasted.
const ONE_TEXT = ["figure", "caption", "cell_line"];

// Blocks that are no words, and cannot become any.
const WORDLESS = ["figure", "foreign", "rule"];

// parent: the block into which it is to go.
export function fit(slice, parent) {
  if (!ONE_TEXT.includes(parent.type.name) || hasWordless(slice)) return slice;
  return rowsOf(slice, parent) ?? asOneText(slice, parent.type.schema);
}

// Of one that is open at an end, words were copied.
function hasWordless({ content, openStart, openEnd }) {
  const isOpen = (index) => (index === 0 && openStart > 0) || (index === content.childCount - 1 && openEnd > 0);
  return content.content.some((node, index) => WORDLESS.includes(node.type.name) && !isOpen(index));
}

// Rows go into the cells of the table where the cursor is.
function rowsOf({ content }, parent) {
  const table = content.childCount === 1 && content.firstChild.type.name === "table_part" && content.firstChild.lastChild;
  return table && parent.type.name === "cell_line" ? new Slice(Fragment.from(table), 0, 0) : null;
}

function asOneText(slice, schema) {
  const { content } = slice;
  if (content.childCount < 2 && !content.firstChild?.childCount) return slice;
  const texts = [];
  content.descendants((node) => {
    if (node.isTextblock && node.content.size) texts.push(node);
    return !node.isTextblock;
  });
  if (content.firstChild.isInline || !texts.length) return slice;
  const line = schema.nodes.hard_break.create();
  // A lone item is pasted for its words.
  const markOf = texts.length > 1 ? lineMarks() : () => "";
  const marked = (node) => [markOf({ kind: kindOf(node), ...node.attrs.data })].filter(Boolean).map((mark) => schema.text(mark));
  const inline = texts.flatMap((node, index) => [...(index ? [line] : []), ...marked(node), ...node.content.content]);
  return new Slice(Fragment.from(schema.nodes.paragraph.create(null, inline)), 1, 1);
}

export function placeBlocks(view, slice) {
  const { tr, selection } = view.state;
  const place = placeFor(slice, selection);
  if (place === null) return false;
  tr.replaceWith(place.from, place.to, slice.content);
  const end = tr.doc.resolve(place.from + slice.content.size);
  tr.setSelection(TextSelection.near(end, -1));
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
  return true;
}

// null leaves it to ProseMirror.
function placeFor({ content, openStart, openEnd }, { $from, empty }) {
  const { firstChild, childCount } = content;
  // No picture goes into a caption or a cell, and none replaces another.
  const isApart = ONE_TEXT.includes($from.parent.type.name) && hasWordless({ content, openStart, openEnd });
  if (isApart) return { from: $from.after(1), to: $from.after(1) };
  if (!empty || !firstChild?.isBlock || $from.depth !== 1) return null;
  const isObject = !openStart || !openEnd;
  const isSpecial = kindOf(firstChild) !== "body";
  const [before, after] = [$from.before(), $from.after()];
  if (!$from.parent.content.size) return isSpecial || isObject || firstChild.attrs.id ? { from: before, to: after } : null;
  const isWhole = isObject && !openStart && !openEnd;
  const isAtEnd = $from.parentOffset === $from.parent.content.size;
  if (isAtEnd) return (isSpecial && childCount > 1) || isWhole ? { from: after, to: after } : null;
  return !$from.parentOffset && isWhole ? { from: before, to: before } : null;
}
