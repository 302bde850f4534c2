// Boxes: a title, and the blocks after it that name it.
import { selectedBlocks } from "./blocks.js";
import { newName } from "./insert.js";

const boxOf = ({ attrs }) => (attrs.kind === "box" ? attrs.id : attrs.data?.box);

export function isInBox(state) {
  const blocks = selectedBlocks(state);
  return blocks.length > 0 && blocks.every(({ node }) => boxOf(node));
}

// Puts the selected blocks into a new box, or takes them out of theirs.
export function toggleBox(state, dispatch) {
  const blocks = selectedBlocks(state).filter(({ node }) => node.attrs.data && !["heading", "byline"].includes(node.type.name));
  if (!blocks.length) return false;
  if (dispatch) dispatch((isInBox(state) ? takeOut(state, blocks) : putIn(state, blocks)).scrollIntoView());
  return true;
}

function putIn({ tr, schema }, blocks) {
  const id = newName();
  for (const { node, pos } of blocks) tr.setNodeAttribute(pos, "data", { ...node.attrs.data, box: id });
  return tr.insert(blocks[0].pos, schema.nodes.paragraph.create({ id, kind: "box" }));
}

// Without its title a box is none.
function takeOut({ tr, doc }, blocks) {
  const titles = blocks.filter(({ node }) => node.attrs.kind === "box").map(({ node }) => node.attrs.id);
  doc.forEach((node, pos) => {
    const isChosen = blocks.some((block) => block.pos === pos) || titles.includes(node.attrs.data?.box);
    if (!isChosen) return;
    const { box, ...data } = node.attrs.data;
    if (box) tr.setNodeAttribute(pos, "data", data);
    if (node.attrs.kind === "box") tr.setNodeAttribute(pos, "kind", "body");
  });
  return tr;
}

// A copy of a box is a box of its own: its title has a new name, which the blocks after it go by.
export function renameBox(tr, pos, before) {
  const id = newName();
  tr.setNodeAttribute(pos, "id", id);
  let next = pos + tr.doc.nodeAt(pos).nodeSize;
  for (let node = tr.doc.nodeAt(next); node?.attrs.data?.box === before; node = tr.doc.nodeAt(next)) {
    tr.setNodeAttribute(next, "data", { ...node.attrs.data, box: id });
    next += node.nodeSize;
  }
}

// Pasted blocks of a box that does not stand here: their box has a new name, or where its title was not copied, none.
// isOwn(id): whether a part of this article is named so.
export function adoptBoxes(nodes, isOwn) {
  const titles = nodes.filter(({ attrs }) => attrs.kind === "box" && attrs.id && !isOwn(attrs.id));
  const names = new Map(titles.map(({ attrs }) => [attrs.id, newName()]));
  return nodes.map((node) => {
    const { id, data } = node.attrs;
    const box = names.get(data?.box) ?? (isOwn(data?.box) ? data.box : undefined);
    const more = data?.box && box !== data.box ? { data: withBox(data, box) } : {};
    return names.has(id) || more.data ? node.type.create({ ...node.attrs, ...more, id: names.get(id) ?? id }, node.content, node.marks) : node;
  });
}

function withBox({ box: _, ...data }, box) {
  return box ? { ...data, box } : data;
}
