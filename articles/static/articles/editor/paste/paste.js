// What a paste or drop does: foreign HTML is flattened, a pasted address links the selected text, and whole blocks
// replace an empty one, so that the first of a pasted list is a list item too.
import { Plugin, TextSelection } from "../core/prosemirror.js";
import { kindOf } from "../core/blocks.js";
import { flatten } from "./flatten.js";
import { readInert } from "../core/inert.js";

// declared: { aliases, schemes, tags }, as flatten.js has them.
export function paste(schema, declared) {
  const allowed = { ...declared, marks: Object.keys(schema.marks) };
  return new Plugin({
    props: {
      transformPastedHTML: (html) => clean(readInert(html).body, allowed),
      // Without words (a picture alone) the browser would paste by itself, styles and all.
      handlePaste: (view, event, slice) => !slice.size || linkSelection(view, event) || placeBlocks(view, slice),
    },
  });
}

function clean(body, allowed) {
  return isOurs(body) ? body.innerHTML : flatten(body, allowed);
}

// Another ProseMirror editor marks its clipboard in the same way, but not with our blocks.
function isOurs(body) {
  const blocks = [...body.children].filter(({ localName }) => localName !== "meta");
  return (
    blocks[0]?.hasAttribute("data-pm-slice") &&
    blocks.every(({ localName, dataset }) => localName === "h2" || "kind" in dataset || "foreign" in dataset)
  );
}

function linkSelection(view, event) {
  const address = event.clipboardData?.getData("text/plain").trim() ?? "";
  const { empty, from, to, $from, $to } = view.state.selection;
  if (empty || !$from.sameParent($to) || !/^https?:\/\/\S+$/i.test(address)) return false;
  if (!$from.parent.type.allowsMarkType(view.state.schema.marks.a)) return false;
  view.dispatch(view.state.tr.addMark(from, to, view.state.schema.marks.a.create({ href: address })));
  return true;
}

function placeBlocks(view, slice) {
  const from = placeFor(slice, view.state.selection);
  if (from === null) return false;
  const { tr, selection } = view.state;
  tr.replaceWith(from, selection.$from.after(), slice.content);
  tr.setSelection(TextSelection.near(tr.doc.resolve(from + slice.content.size), -1));
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
  return true;
}

// Before an empty block, to replace it; after a block whose end the cursor is at; null leaves it to ProseMirror.
function placeFor({ content }, { $from, empty }) {
  const { firstChild, childCount } = content;
  if (!empty || !firstChild?.isBlock) return null;
  const isSpecial = kindOf(firstChild) !== "body";
  if (!$from.parent.content.size) return isSpecial || firstChild.attrs.id ? $from.before() : null;
  const isAtEnd = $from.parentOffset === $from.parent.content.size;
  return isAtEnd && isSpecial && childCount > 1 ? $from.after() : null;
}
