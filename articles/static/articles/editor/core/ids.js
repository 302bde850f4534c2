// Keeps each paragraph's id with its text, because an id carries origin and history on the server.
// After a split or a join the id goes to the block that holds most of its text; a copy has none until the server
// gives it one; a block that was cut and pasted, or moved, has its own back. Undo restores ids by itself.
import { Fragment, Plugin, Slice, isHistoryTransaction } from "./prosemirror.js";
import { isText } from "./blocks.js";
import { adoptBoxes, renameBox } from "./boxes.js";

// A transaction with this meta brings ids that the server has given.
export const GIVEN = "given ids";

export function keepIds(doc) {
  const known = new Set(blocksOf(doc).map(({ id }) => id));
  const lost = new Map(); // text of a removed block -> its id
  return new Plugin({
    props: { transformPasted: (slice, view) => dropForeignIds(slice, known, view.state.doc) },
    appendTransaction(transactions, before, after) {
      if (transactions.some((tr) => tr.getMeta(GIVEN))) {
        blocksOf(after.doc).forEach(({ id }) => known.add(id));
        return null;
      }
      if (transactions.some(isHistoryTransaction) || haveSameIds(before.doc, after.doc)) return null;
      const maps = transactions.flatMap(({ mapping }) => mapping.maps);
      return correct(after, assignIds(before.doc, after.doc, maps, lost));
    },
  });
}

function blocksOf(doc) {
  const blocks = [];
  doc.forEach((node, pos, index) => blocks.push({ node, pos, index, id: node.attrs.id }));
  return blocks;
}

function haveSameIds(before, after) {
  if (before === after) return true;
  if (before.childCount !== after.childCount) return false;
  for (let index = 0; index < after.childCount; index++) {
    if (before.child(index).attrs.id !== after.child(index).attrs.id) return false;
  }
  return true;
}

// An article's ids mean nothing in another article; but a box needs a name, which may be one of this session.
function dropForeignIds({ content, openStart, openEnd }, known, doc) {
  const boxes = new Set(blocksOf(doc).filter(({ node }) => node.attrs.kind === "box").map(({ id }) => id));
  const adopted = adoptBoxes([...content.content], (id) => known.has(id) || boxes.has(id));
  const blocks = adopted.map((node) => (node.attrs.id && !known.has(node.attrs.id) && node.attrs.kind !== "box" ? withoutId(node) : node));
  return new Slice(Fragment.from(blocks), openStart, openEnd);
}

const withoutId = (node) => node.type.create({ ...node.attrs, id: null }, node.content);

// Returns a Map: index of a block in the new document -> its id. Blocks that are not in it have none.
function assignIds(before, after, maps, lost) {
  const owners = new Map();
  const used = new Set();
  const give = (index, id) => {
    if (owners.has(index) || used.has(id)) return;
    owners.set(index, id);
    used.add(id);
  };
  const old = blocksOf(before).filter(({ id }) => id);
  const blocks = blocksOf(after);
  for (const { index, id } of inheritances(old, after, maps)) give(index, id);
  for (const { index, id } of carriersOf(blocks)) give(index, id);
  for (const { index, node } of blocks) if (lost.has(wordsOf(node))) give(index, lost.get(wordsOf(node)));
  for (const { node, id } of old) if (!used.has(id) && wordsOf(node)) lost.set(wordsOf(node), id);
  return owners;
}

// What a removed block is recognised by: a picture is none by its caption.
function wordsOf(node) {
  return isText(node) ? node.textContent : "";
}

// Blocks that brought an id along, as a moved one does. Cutting a paragraph's text leaves an empty one: the text wins.
function carriersOf(blocks) {
  return blocks.filter(({ id }) => id).sort((one, other) => other.node.content.size - one.node.content.size);
}

// Which old block's text went into which new block, the most text first.
function inheritances(old, after, maps) {
  const found = [];
  for (const { node, pos, id } of old) {
    const sizes = new Map();
    for (const [from, to] of survivingRanges(pos + 1, pos + 1 + node.content.size, maps)) {
      const index = after.resolve(from).index(0);
      sizes.set(index, (sizes.get(index) ?? 0) + to - from);
    }
    for (const [index, size] of sizes) found.push({ id, index, size });
    const place = isText(node) || node.content.size ? null : placeAfter(pos, maps);
    if (place !== null) found.push({ id, index: after.resolve(place).index(0), size: 1 });
  }
  return found.sort((one, other) => other.size - one.size);
}

// Where what has no words is now, such as a picture without a caption; null if it was replaced or removed.
function placeAfter(pos, maps) {
  let place = pos;
  for (const map of maps) {
    const { pos: mapped, deletedAfter } = map.mapResult(place, 1);
    if (deletedAfter) return null;
    place = mapped;
  }
  return place;
}

function survivingRanges(from, to, maps) {
  let ranges = from < to ? [[from, to]] : [];
  for (const map of maps) {
    ranges = ranges
      .flatMap((range) => outsideOfChanges(range, map))
      .map(([start, end]) => [map.map(start, 1), map.map(start, 1) + end - start]);
  }
  return ranges;
}

function outsideOfChanges([from, to], map) {
  const ranges = [];
  let start = from;
  map.forEach((changedFrom, changedTo) => {
    if (changedTo < start || changedFrom > to) return;
    if (changedFrom > start) ranges.push([start, changedFrom]);
    start = Math.max(start, changedTo);
  });
  if (start < to) ranges.push([start, to]);
  return ranges;
}

function correct(state, owners) {
  const { tr } = state;
  for (const { node, index, pos, id } of blocksOf(state.doc)) {
    const owned = owners.get(index) ?? null;
    if (owned === id) continue;
    if (!owned && node.attrs.kind === "box") renameBox(tr, pos, id);
    else tr.setNodeAttribute(pos, "id", owned);
  }
  return tr.docChanged ? tr.setStoredMarks(state.storedMarks) : null;
}
