// Pictures that are pasted or dropped go to the server, and stand in the text when they are there. Until then there is
// a note in their place, which tells what went wrong, too.
import { Decoration, DecorationSet, Plugin, PluginKey } from "../core/prosemirror.js";
import { element } from "../core/elements.js";
import { gettext, interpolate } from "../core/gettext.js";
import { figureOf, sendPicture } from "./pictures.js";

const key = new PluginKey("sending");

// pictures: { send, library }, send is the address that takes a picture.
export function sendPictures(pictures, form) {
  const take = (view, files, pos) => files.forEach((file) => sendOne(view, { ...pictures, form, file, pos }));
  return new Plugin({
    key,
    state: { init: () => DecorationSet.empty, apply: applyNotes },
    props: {
      decorations: (state) => key.getState(state),
      handlePaste(view, event) {
        const files = picturesOf(event.clipboardData);
        // A word processor offers a picture of the words beside them.
        if (!files.length || event.clipboardData.getData("text/plain").trim()) return false;
        take(view, files, view.state.selection.from);
        return true;
      },
      handleDrop(view, event) {
        const files = picturesOf(event.dataTransfer);
        if (!files.length) return false;
        take(view, files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? 0);
        return true;
      },
    },
  });
}

export function sendAtCursor(view, pictures, form, files) {
  files.forEach((file) => sendOne(view, { ...pictures, form, file, pos: view.state.selection.from }));
}

const picturesOf = (transfer) => [...(transfer?.files ?? [])].filter(({ type }) => type.startsWith("image/"));

async function sendOne(view, { send, library, form, file, pos }) {
  const id = {};
  const note = element("p", { class: "article-sending", role: "status", contenteditable: "false" });
  const sentence = interpolate(gettext("Sending %(name)s…"), { name: file.name });
  note.textContent = sentence;
  view.dispatch(view.state.tr.setMeta(key, { add: { id, note, pos: placeNear(view.state.doc, pos) } }));
  const answer = await sendPicture(send, file, form);
  if (answer.error) return explain(view, id, note, `${file.name}: ${answer.error}`);
  library.tell(answer);
  return putIn(view, id, answer);
}

// Between blocks: after the one that a position is in.
function placeNear(doc, pos) {
  const $pos = doc.resolve(pos);
  if (!$pos.depth) return pos;
  return $pos.node(1).type.name === "paragraph" && !$pos.node(1).content.size ? $pos.before(1) : $pos.after(1);
}

function applyNotes(tr, set) {
  const { add, remove } = tr.getMeta(key) ?? {};
  const mapped = set.map(tr.mapping, tr.doc);
  if (add) return mapped.add(tr.doc, [Decoration.widget(add.pos, add.note, { id: add.id, ignoreSelection: true })]);
  return remove ? mapped.remove(find(mapped, remove)) : mapped;
}

const find = (set, id) => set.find(null, null, (spec) => spec.id === id);

// The note of a place that was deleted meanwhile is gone, and the picture stays in the library.
function putIn(view, id, answer) {
  const [note] = find(key.getState(view.state), id);
  const { tr, schema, doc } = view.state;
  tr.setMeta(key, { remove: id });
  if (note) replaceEmpty(tr, doc.resolve(note.from).nodeAfter, note.from, figureOf(schema, answer));
  view.dispatch(tr);
}

function replaceEmpty(tr, next, pos, figure) {
  const isEmpty = next?.type.name === "paragraph" && !next.content.size;
  const isLast = isEmpty && pos + next.nodeSize === tr.doc.content.size;
  if (isEmpty && !isLast) tr.replaceWith(pos, pos + next.nodeSize, figure);
  else tr.insert(pos, figure);
}

function explain(view, id, note, problem) {
  const close = element("button", { type: "button" }, gettext("Close"));
  close.addEventListener("click", () => view.dispatch(view.state.tr.setMeta(key, { remove: id })));
  note.setAttribute("role", "alert");
  note.replaceChildren(problem, " ", close);
}
