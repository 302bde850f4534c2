// What is to be written where nothing is yet: in an empty text, and in the caption of the table at the cursor.
import { Decoration, DecorationSet, Plugin } from "../core/prosemirror.js";
import { gettext } from "../core/gettext.js";
import { tableAt } from "../tables/commands.js";

export function placeholders() {
  return new Plugin({
    props: {
      decorations: (state) => DecorationSet.create(state.doc, [...ofText(state.doc), ...ofCaption(state)]),
    },
  });
}

function ofText({ childCount, firstChild }) {
  const isEmpty = childCount === 1 && firstChild.attrs.kind === "body" && !firstChild.content.size;
  return isEmpty ? [hint(0, firstChild, gettext("Write, paste, or type / for a picture, a table, a list"))] : [];
}

function ofCaption(state) {
  const found = tableAt(state);
  const caption = found?.node.firstChild;
  return caption && !caption.content.size ? [hint(found.pos + 1, caption, gettext("What the table shows"))] : [];
}

const hint = (pos, node, words) =>
  Decoration.node(pos, pos + node.nodeSize, { class: "is-empty", "data-placeholder": words });
