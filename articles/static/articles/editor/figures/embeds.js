// An address pasted alone on a line becomes an embed. The first undo makes a link of it.
import { Plugin, TextSelection, closeHistory } from "../core/prosemirror.js";
import { ensureTextAfter, insertBlocks } from "../core/insert.js";
import { embedOf } from "./providers.js";

export function pasteEmbeds() {
  return new Plugin({
    props: {
      handlePaste(view, event) {
        const data = embedOf(event.clipboardData?.getData("text/plain") ?? "");
        if (!data || !isAloneOnLine(view.state)) return false;
        pasteLink(view, data.url);
        view.dispatch(closeHistory(embedAt(view.state, data)));
        return true;
      },
    },
  });
}

function isAloneOnLine({ selection }) {
  const { $from, empty } = selection;
  return empty && $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.content.size;
}

function pasteLink(view, url) {
  const { schema, tr } = view.state;
  const marks = schema.marks.a ? [schema.marks.a.create({ href: url })] : [];
  view.dispatch(tr.replaceSelectionWith(schema.text(url, marks), false).setMeta("paste", true));
}

// In the place of the line where the cursor is.
function embedAt({ selection, schema, tr }, data) {
  const { $from } = selection;
  const { id, noise, data: before } = $from.parent.attrs;
  const boxed = before.box ? { box: before.box } : {};
  const figure = schema.nodes.figure.create({ id, noise, kind: "embed", data: { ...data, ...boxed } });
  const from = $from.before();
  tr.replaceWith(from, $from.after(), figure);
  const after = from + figure.nodeSize;
  ensureTextAfter(tr, after, figure);
  return tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1)));
}

export function insertEmbed(data) {
  return (state, dispatch) => insertBlocks(state, dispatch, [state.schema.nodes.figure.create({ kind: "embed", data })]);
}
