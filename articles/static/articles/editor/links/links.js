// Finds, sets and removes the link at the selection.
import { getMarkRange } from "../core/prosemirror.js";

// Returns { from, to, attrs, text, isOneBlock } of the link under the cursor, or of the selection.
// Without a link attrs is null.
export function linkAt({ doc, schema, selection }) {
  const { $from, from, to, empty } = selection;
  const range = (empty && getMarkRange($from, schema.marks.a)) || { from, to };
  return {
    from: range.from,
    to: range.to,
    attrs: firstLink(doc, range, schema.marks.a)?.attrs ?? null,
    text: doc.textBetween(range.from, range.to, " ", " "),
    isOneBlock: $from.sameParent(selection.$to),
  };
}

function firstLink(doc, { from, to }, type) {
  let link;
  doc.nodesBetween(from, to, (node) => {
    link ??= type.isInSet(node.marks);
  });
  return link;
}

export function canLink({ schema, selection }) {
  return selection.$from.parent.type.allowsMarkType(schema.marks.a);
}

export function setLink(state, dispatch, { from, to, attrs, text }, wanted) {
  const { schema, tr } = state;
  const link = schema.marks.a.create({ ...attrs, href: wanted.href, title: wanted.title || null });
  if (from === to || wanted.text !== text) {
    const marks = state.doc.resolve(from).marksAcross(state.doc.resolve(to)) ?? state.storedMarks ?? [];
    tr.replaceWith(from, to, schema.text(wanted.text || wanted.href, link.addToSet(marks)));
  } else {
    tr.removeMark(from, to, link.type).addMark(from, to, link);
  }
  dispatch(tr.removeStoredMark(link.type).scrollIntoView());
}

export function removeLink(state, dispatch) {
  const { from, to, attrs } = linkAt(state);
  if (!attrs) return false;
  if (dispatch) dispatch(state.tr.removeMark(from, to, state.schema.marks.a));
  return true;
}
