// Commands on whole blocks: their kind, whether they are noise, and their order.

import { newName } from "./insert.js";

const PLAIN = ["heading", "byline"];
// Blocks of text, of which each can become another.
const TEXTS = ["paragraph", "preformatted", ...PLAIN];

// What is no paragraph is named as its node, but for a table, of which the rows are the node of that name.
export function kindOf({ type, attrs }) {
  return attrs.kind ?? (type.name === "table_part" ? "table" : type.name);
}

// As the import labels blocks: noise comes first.
export const labelOf = (node) => (node.attrs.noise ? "noise" : kindOf(node));

export const isText = (node) => TEXTS.includes(node.type.name);

// Whether nothing of it would be saved.
export function isEmpty(doc) {
  return doc.content.content.every((node) => isText(node) && !node.textContent.trim());
}

export function selectedBlocks({ doc, selection }) {
  const { $from, $to, from, to } = selection;
  const last = $to.depth ? $to.index(0) : $to.index(0) - 1;
  const blocks = [];
  let pos = $from.posAtIndex($from.index(0), 0);
  for (let index = $from.index(0); index <= last; index++) {
    const node = doc.child(index);
    const endsAtItsStart = from < to && to === pos + 1;
    if (!endsAtItsStart) blocks.push({ node, pos });
    pos += node.nodeSize;
  }
  return blocks;
}

function areAll(state, test) {
  const blocks = selectedBlocks(state);
  return blocks.length > 0 && blocks.every(({ node }) => test(node));
}

export const hasKind = (state, kind, data = {}) => areAll(state, (node) => isKind(node, kind, data));

export const isNoise = (state) => areAll(state, ({ attrs }) => attrs.noise);

function isKind(node, kind, data) {
  return kindOf(node) === kind && Object.entries(data).every(([name, value]) => (node.attrs.data[name] ?? null) === value);
}

// data: { name: value } of attributes that it is to have; null for one that it is to have no longer.
export function setKind(kind, data = {}) {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state).filter(({ node }) => isText(node) && !isKind(node, kind, data));
    if (!blocks.length) return false;
    if (dispatch) dispatch(blocks.reverse().reduce((tr, block) => changeKind(tr, block, kind, data), state.tr));
    return true;
  };
}

export function toggleNoise(state, dispatch) {
  const blocks = selectedBlocks(state).filter(({ node }) => canBeNoise(node));
  if (!blocks.length) return false;
  const noise = !isNoise(state);
  if (dispatch) dispatch(blocks.reduce((tr, { pos }) => tr.setNodeAttribute(pos, "noise", noise), state.tr));
  return true;
}

const canBeNoise = ({ attrs, type }) => attrs.noise !== undefined && !PLAIN.includes(type.name);

// Gives a block the label that another was sure of.
export function changeLabel(tr, { node, pos }, label) {
  if (label !== "noise") return changeKind(tr, { node, pos }, label, {}, false);
  if (PLAIN.includes(node.type.name)) changeKind(tr, { node, pos }, "body");
  return tr.setNodeAttribute(pos, "noise", true);
}

export function changeKind(tr, { node, pos }, kind, data = {}, noise = node.attrs.noise) {
  if (!isText(node)) return tr;
  const isPlain = PLAIN.includes(kind);
  const { nodes, spec } = node.type.schema;
  if (isPlain) breaksToSpaces(tr, node, pos);
  const type = isPlain || kind === "preformatted" ? nodes[kind] : nodes.paragraph;
  const kept = pick({ ...node.attrs.data, ...data }, spec.attributesOf[kind] ?? []);
  const id = node.attrs.id ?? (kind === "box" ? newName() : null);
  const attrs = { id, noise: noise && !isPlain, data: kept, ...(type === nodes.paragraph ? { kind } : {}) };
  return tr.setBlockType(pos, pos + node.nodeSize, type, attrs);
}

function pick(values, names) {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => names.includes(name) && value !== null));
}

// Plain blocks have no line breaks; dropping them would join two words.
function breaksToSpaces(tr, node, pos) {
  node.forEach((child, offset) => {
    const at = pos + 1 + offset;
    if (child.type.name === "hard_break") tr.replaceWith(at, at + 1, node.type.schema.text(" "));
  });
}

// Moves the neighbour instead of the selected blocks, so that the selection stays where it is.
export function moveBlocks(direction) {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state);
    if (!blocks.length) return false;
    const start = blocks[0].pos;
    const last = blocks.at(-1);
    const end = last.pos + last.node.nodeSize;
    const neighbour = direction === "up" ? state.doc.resolve(start).nodeBefore : state.doc.resolve(end).nodeAfter;
    if (!neighbour) return false;
    if (dispatch) dispatch(jump(state.tr, neighbour, start, end, direction).setMeta("moved", true).scrollIntoView());
    return true;
  };
}

function jump(tr, neighbour, start, end, direction) {
  const size = neighbour.nodeSize;
  return direction === "up"
    ? tr.insert(end, neighbour).delete(start - size, start)
    : tr.delete(end, end + size).insert(start, neighbour);
}
