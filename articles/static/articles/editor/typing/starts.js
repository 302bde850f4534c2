// What is written at the start of a line and becomes its kind: "## " a heading, "- " a list, "---" a rule.
// One undo takes the change back and leaves the signs.
import { Plugin, closeHistory } from "../core/prosemirror.js";
import { setKind } from "../core/blocks.js";
import { insertBlocks } from "../core/insert.js";
import { setList } from "../core/lists.js";

// [what stands before the cursor, with the last key, what it makes of the block]
const STARTS = [
  [/^## $/, () => setKind("heading")],
  [/^### $/, () => setKind("subheading", { level: null })],
  [/^#### $/, () => setKind("subheading", { level: "4" })],
  [/^[-*•] $/, () => setList("ul")],
  [/^(\d{1,6})[.)] $/, ([, number]) => numberedFrom(number)],
  [/^> $/, () => setKind("quote")],
  [/^``` $/, () => setKind("preformatted")],
  [/^(?:---|[–—]-)$/, () => insertRule],
];

function numberedFrom(number) {
  const start = number === "1" ? null : String(Number(number));
  return setKind("list_item", { list: "ol", start, level: null, continued: null });
}

export function insertRule(state, dispatch) {
  return insertBlocks(state, dispatch, [state.schema.nodes.rule.create()]);
}

export function starts() {
  return new Plugin({
    props: {
      handleTextInput(view, from, to, text) {
        const found = findStart(view.state, from, to, text);
        if (!found) return false;
        view.dispatch(view.state.tr.insertText(text, from, to));
        const $cursor = view.state.selection.$from;
        view.dispatch(closeHistory(view.state.tr.delete($cursor.start(), $cursor.pos)));
        // With the deletion, one step of undo.
        found(view.state, (tr) => view.dispatch(tr.setMeta("appendedTransaction", tr)), view);
        view.dispatch(closeHistory(view.state.tr));
        return true;
      },
    },
  });
}

function findStart({ doc, selection }, from, to, text) {
  const $from = doc.resolve(from);
  const isPlain = $from.depth === 1 && $from.parent.type.name === "paragraph" && $from.parent.attrs.kind === "body";
  if (!isPlain || !selection.empty || from !== to) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc") + text;
  for (const [pattern, make] of STARTS) {
    const match = pattern.exec(before);
    if (match) return make(match);
  }
  return null;
}
