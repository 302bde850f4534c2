// Pictures that came as data within pasted HTML go to the server as files; their figures stand in the text meanwhile,
// named by data-sent.
import { gettext } from "../core/gettext.js";
import { sendPicture } from "../figures/pictures.js";

const DATA = /^data:(image\/(\w+))[^,]*,/i;

// pictures: as editor.js has them; files: [{ file, name }], file being a data: address, name that of its figure.
export function sendData(pictures, view, files) {
  return pictures.outbox.send(...files.map(({ file, name }) => itemOf(pictures, view, fileOf(file), name)));
}

function itemOf(pictures, view, file, name) {
  const item = {
    name: file.name,
    isThere: () => placeOf(view.state.doc, name) !== null,
    remove: () => change(view, name, (tr, pos, node) => tr.delete(pos, pos + node.nodeSize)),
    async run() {
      pictures.sent.set(name, {});
      tellOf(view, name);
      const { error, picture } = await sendPicture(pictures, file);
      if (error) pictures.sent.set(name, { error, retry: () => pictures.outbox.send(item), remove: () => pictures.outbox.drop(item) });
      else pictures.sent.delete(name);
      if (error) tellOf(view, name);
      else change(view, name, (tr, pos, node) => tr.setNodeAttribute(pos, "data", filled(node, picture)));
      return !error;
    },
  };
  return item;
}

function fileOf(url) {
  const [head, type, ending] = DATA.exec(url);
  const bytes = Uint8Array.from(atob(url.slice(head.length)), (each) => each.charCodeAt(0));
  return new File([bytes], `${gettext("Pasted picture")}.${ending.toLowerCase()}`, { type });
}

function placeOf(doc, name) {
  let found = null;
  doc.forEach((node, pos) => {
    if (node.attrs.data?.sent === name) found = pos;
  });
  return found;
}

function filled({ attrs }, picture) {
  const { sent: _, ...data } = attrs.data;
  return { picture, ...data };
}

// None of it is a step of undo.
function change(view, name, run) {
  const { doc, tr } = view.state;
  const pos = placeOf(doc, name);
  if (pos !== null) view.dispatch(run(tr, pos, doc.nodeAt(pos)).setMeta("addToHistory", false));
}

// The figure shows how it is with its picture.
function tellOf(view, name) {
  const pos = placeOf(view.state.doc, name);
  if (pos !== null) view.nodeDOM(pos)?.dispatchEvent(new CustomEvent("article-sent"));
}
