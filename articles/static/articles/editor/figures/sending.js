// Pictures that are pasted or dropped go to the server, and stand in the text when they are there. Until then there is
// a note in their place, which tells what went wrong, too.
import { Decoration, DecorationSet, Plugin, PluginKey } from "../core/prosemirror.js";
import { element } from "../core/elements.js";
import { gettext, interpolate } from "../core/gettext.js";
import { newName } from "../core/insert.js";
import { figureOf, sendPicture } from "./pictures.js";

const key = new PluginKey("sending");

// pictures: as editor.js has them.
export function sendPictures(pictures) {
  return new Plugin({
    key,
    state: { init: () => DecorationSet.empty, apply: applyNotes },
    props: {
      decorations: (state) => key.getState(state),
      handlePaste(view, event) {
        const files = picturesOf(event.clipboardData);
        // A word processor offers a picture of the words beside them.
        if (!files.length || event.clipboardData.getData("text/plain").trim()) return false;
        sendAt(view, pictures, files, view.state.selection.from);
        return true;
      },
      handleDrop(view, event) {
        const files = picturesOf(event.dataTransfer);
        if (!files.length) return false;
        sendAt(view, pictures, files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? 0);
        return true;
      },
    },
  });
}

const picturesOf = (transfer) => [...(transfer?.files ?? [])].filter(({ type }) => type.startsWith("image/"));

// Several at a time are a gallery, in the order in which they were given. more: what else each figure is to have.
export function sendAt(view, pictures, files, pos, more = files.length > 1 ? { gallery: newName() } : {}) {
  return pictures.outbox.send(...files.map((file) => noteAt(view, pictures, file, pos, more)));
}

// Puts a note of the file into the text, and returns what the outbox sends.
function noteAt(view, pictures, file, pos, more) {
  const id = {};
  const note = element("p", { class: "article-sending", role: "status", contenteditable: "false" });
  const item = {
    name: file.name,
    isThere: () => find(key.getState(view.state), id).length > 0,
    remove: () => view.dispatch(view.state.tr.setMeta(key, { remove: id })),
    async run() {
      note.textContent = interpolate(gettext("Sending %(name)s…"), { name: file.name });
      const answer = await sendPicture(pictures, file);
      if (answer.error) explain(note, `${file.name}: ${answer.error}`, pictures.outbox, item);
      else putIn(view, id, answer, more);
      return !answer.error;
    },
  };
  view.dispatch(view.state.tr.setMeta(key, { add: { id, note, pos: placeNear(view.state.doc, pos) } }));
  return item;
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
  // Keys and presses are those of its buttons, and none of the text's.
  if (add) return mapped.add(tr.doc, [Decoration.widget(add.pos, add.note, { id: add.id, ignoreSelection: true, stopEvent: () => true })]);
  return remove ? mapped.remove(find(mapped, remove)) : mapped;
}

const find = (set, id) => set.find(null, null, (spec) => spec.id === id);

// The note of a place that was deleted meanwhile is gone, and the picture stays in the library.
function putIn(view, id, answer, more) {
  const [note] = find(key.getState(view.state), id);
  const { tr, schema, doc } = view.state;
  tr.setMeta(key, { remove: id });
  if (note) replaceEmpty(tr, doc.resolve(note.from).nodeAfter, note.from, figureOf(schema, answer, more));
  view.dispatch(tr);
}

function replaceEmpty(tr, next, pos, figure) {
  const isEmpty = next?.type.name === "paragraph" && !next.content.size;
  const isLast = isEmpty && pos + next.nodeSize === tr.doc.content.size;
  if (isEmpty && !isLast) tr.replaceWith(pos, pos + next.nodeSize, figure);
  else tr.insert(pos, figure);
}

function explain(note, problem, outbox, item) {
  const retry = element("button", { type: "button" }, gettext("Try again"));
  const remove = element("button", { type: "button" }, gettext("Remove"));
  retry.addEventListener("click", () => {
    note.setAttribute("role", "status");
    outbox.send(item);
  });
  remove.addEventListener("click", () => outbox.drop(item));
  note.setAttribute("role", "alert");
  note.replaceChildren(problem, " ", retry, remove);
}
