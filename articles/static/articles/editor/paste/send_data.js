// Pictures that came as data within pasted HTML go to the server as files; their figures stand in the text meanwhile,
// named by data-sent.
import { gettext } from "../core/gettext.js";
import { sendPicture } from "../figures/pictures.js";

const DATA = /^data:(image\/(\w+))[^,]*,/i;

// pictures: { send, library }; files: [{ file, name }], file being a data: address; refuse() is called for each that the
// server does not take.
export function sendData(pictures, form, { view, files, refuse }) {
  files.forEach(async ({ file, name }) => {
    const answer = await sendPicture(pictures.send, fileOf(file), form);
    if (answer.error) refuse();
    else pictures.library.tell(answer);
    fill(view, name, answer.picture);
  });
}

function fileOf(url) {
  const [head, type, ending] = DATA.exec(url);
  const bytes = Uint8Array.from(atob(url.slice(head.length)), (each) => each.charCodeAt(0));
  return new File([bytes], `${gettext("Pasted picture")}.${ending.toLowerCase()}`, { type });
}

// Without a picture the figure goes. Neither is a step of undo.
function fill(view, name, picture) {
  const { doc, tr } = view.state;
  doc.forEach((node, pos) => {
    if (node.attrs.data?.sent !== name) return;
    const { sent: _, ...data } = node.attrs.data;
    if (picture) tr.setNodeAttribute(pos, "data", { picture, ...data });
    else tr.delete(pos, pos + node.nodeSize);
  });
  if (tr.docChanged) view.dispatch(tr.setMeta("addToHistory", false));
}
