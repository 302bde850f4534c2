// What the server made of the text that was sent -> the editor's document, in which its writer may have written on.
// It has given ids to new parts; it may have cleaned some, and joined what others saved. None of that is a step of undo.
import { Plugin, PluginKey } from "../core/prosemirror.js";
import { GIVEN } from "../core/ids.js";
import { readText } from "../core/text.js";

const key = new PluginKey("sent");

// Remembers the document as it was sent, and what changed since.
export function sentText() {
  return new Plugin({
    key,
    state: {
      init: () => null,
      apply(tr, sent) {
        const begun = tr.getMeta(key);
        return begun ?? (sent && tr.docChanged ? { ...sent, maps: [...sent.maps, ...tr.mapping.maps] } : sent);
      },
    },
  });
}

export function markAsSent(view) {
  view.dispatch(view.state.tr.setMeta(key, { doc: view.state.doc, maps: [] }).setMeta("addToHistory", false));
}

export const isAsSent = (view) => key.getState(view.state).doc === view.state.doc;

// Returns whether all of it could be taken in: of what was changed here meanwhile, this one's writing stands.
export function takeIn(view, html) {
  const { doc, maps } = key.getState(view.state);
  const { tr } = view.state;
  let isWhole = true;
  // From the end, so that places before stay as they are.
  for (const change of changesOf(doc, readText(doc.type.schema, html)).reverse()) {
    const isTaken = change.nodes ? replace(tr, doc, change, maps) : name(tr, change, maps);
    isWhole = isWhole && isTaken;
  }
  view.dispatch(tr.setMeta("addToHistory", false).setMeta(GIVEN, true));
  return isWhole;
}

function name(tr, { node, pos, attrs }, maps) {
  const place = placeOf(pos, maps);
  const here = place === null ? null : tr.doc.nodeAt(place);
  // A part that is gone needs no name.
  if (here?.type !== node.type || here.attrs.id !== node.attrs.id) return true;
  tr.setNodeAttribute(place, "id", attrs.id);
  if (attrs.data?.box !== here.attrs.data?.box) tr.setNodeAttribute(place, "data", { ...here.attrs.data, box: attrs.data.box });
  return true;
}

function replace(tr, doc, { from, to, nodes }, maps) {
  const [start, end] = [mapped(from, maps, 1), mapped(to, maps, -1)];
  const isLeft = start <= end && tr.doc.slice(start, end).content.eq(doc.slice(from, to).content);
  if (isLeft) tr.replaceWith(start, end, nodes);
  return isLeft;
}

// { node, pos, attrs } of parts that have other names now, and { from, to, nodes } of what reads otherwise.
function changesOf(doc, wanted) {
  const [old, now] = [doc, wanted].map(blocksOf);
  const changes = [];
  let [at, next] = [0, 0];
  for (const [i, j] of [...alike(old, now), [old.length, now.length]]) {
    const from = old[at]?.pos ?? doc.content.size;
    const to = old[i]?.pos ?? doc.content.size;
    if (at < i || next < j) changes.push({ from, to, nodes: now.slice(next, j).map(({ node }) => node) });
    if (i < old.length && isRenamed(old[i].node, now[j].node)) changes.push({ ...old[i], attrs: now[j].node.attrs });
    [at, next] = [i + 1, j + 1];
  }
  return changes;
}

function blocksOf(doc) {
  const blocks = [];
  doc.forEach((node, pos) => blocks.push({ node, pos, text: textOf(node) }));
  return blocks;
}

// A part but for the names that are given to it.
function textOf(node) {
  const { attrs, ...rest } = node.toJSON();
  return JSON.stringify([rest, { ...attrs, id: null, data: attrs?.data && { ...attrs.data, box: null } }]);
}

const isRenamed = (one, other) => one.attrs.id !== other.attrs.id || one.attrs.data?.box !== other.attrs.data?.box;

// Pairs of parts that read alike, in order: a longest common subsequence.
function alike(old, now) {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  const isAlike = (i, j) => old[i].text === now[j].text;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i][j] = isAlike(i, j) ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (isAlike(i, j)) pairs.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return pairs;
}

const mapped = (pos, maps, side) => maps.reduce((place, map) => map.map(place, side), pos);

// Null where the part was removed.
function placeOf(pos, maps) {
  let place = pos;
  for (const map of maps) {
    const { pos: next, deletedAfter } = map.mapResult(place, 1);
    if (deletedAfter) return null;
    place = next;
  }
  return place;
}
