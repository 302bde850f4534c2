// Lists: items have a level and may be numbered; their numbers are counted here, as the page for readers counts them.
import { Decoration, DecorationSet, Plugin } from "./prosemirror.js";
import { kindOf, selectedBlocks, setKind } from "./blocks.js";

const DEEPEST = 9;
// What scrapes write before the items of a list.
const OWN_MARK = /^\s*[•‣▪●◦·∙*–—-]\s+/;
const OWN_NUMBER = /^\s*\d{1,3}[.)]\s+/;

const isItem = (node) => kindOf(node) === "list_item";
const levelOf = ({ attrs }) => Number(attrs.data.level ?? 1);
const tagOf = ({ attrs }) => attrs.data.list ?? "ul";

// Whether all selected blocks are items of such a list.
export const isList = (list) => (state) => {
  const blocks = selectedBlocks(state);
  return blocks.length > 0 && blocks.every(({ node }) => isItem(node) && tagOf(node) === list);
};

// Makes items of the selected blocks, without marks that were written before them.
export function setList(list) {
  return (state, dispatch) => {
    if (isList(list)(state)) return setKind("body")(state, dispatch);
    const data = { list: list === "ul" ? null : list, start: null, continued: null };
    return setKind("list_item", data)(state, dispatch && ((tr) => dispatch(dropMarks(tr, list))));
  };
}

function dropMarks(tr, list) {
  const blocks = selectedBlocks({ doc: tr.doc, selection: tr.selection }).filter(({ node }) => isItem(node));
  for (const { node, pos } of blocks.reverse()) {
    const [found] = (list === "ol" ? OWN_NUMBER : OWN_MARK).exec(node.textContent) ?? [""];
    if (found) tr.delete(pos + 1, pos + 1 + found.length);
  }
  return tr;
}

// Tab and Shift+Tab: only where all selected blocks are items.
export function shiftLevel(by) {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state);
    if (!blocks.length || !blocks.every(({ node }) => isItem(node))) return false;
    const { tr } = state;
    for (const { node, pos } of blocks) {
      const level = Math.min(Math.max(levelOf(node) + by, 1), DEEPEST);
      const { level: _, ...data } = node.attrs.data;
      tr.setNodeAttribute(pos, "data", level > 1 ? { ...data, level: String(level) } : data);
    }
    if (dispatch && tr.docChanged) dispatch(tr.scrollIntoView());
    return true;
  };
}

// Marks each item with its number, and with nothing where it has a mark in its text or goes on from the one before.
export function numbering() {
  return new Plugin({
    state: {
      init: (_, { doc }) => DecorationSet.create(doc, marks(doc)),
      apply: (tr, set) => (tr.docChanged ? DecorationSet.create(tr.doc, marks(tr.doc)) : set),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}

function marks(doc) {
  const found = [];
  let open = []; // as markOf has it
  doc.forEach((node, pos) => {
    if (node.attrs.noise) return;
    if (!isItem(node)) {
      open = [];
      return;
    }
    const mark = node.attrs.data.continued !== undefined && open.length ? "" : markOf(node, open);
    found.push(Decoration.node(pos, pos + node.nodeSize, { "data-mark": OWN_MARK.test(node.textContent) ? "" : mark }));
  });
  return found;
}

// open: the lists around an item, the outermost first, as { tag, number }.
function markOf(node, open) {
  const level = Math.min(levelOf(node), open.length + 1);
  const tag = tagOf(node);
  open.length = Math.min(open.length, level);
  if (open[level - 1]?.tag !== tag) open[level - 1] = { tag, number: 0 };
  const list = open[level - 1];
  list.number = node.attrs.data.start === undefined ? list.number + 1 : Number(node.attrs.data.start);
  return tag === "ol" ? `${list.number}.` : "•◦▪"[(level - 1) % 3];
}
