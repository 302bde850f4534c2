// Where words stand in a document: [{ from, to }], in its order. Within one block each, in any case of the letters.
const LEAF = "￼";

export function matchesOf(doc, words) {
  if (!words) return [];
  const pattern = new RegExp(words.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "giu");
  const found = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    // What is no text has a place of one, as in the document.
    const text = node.textBetween(0, node.content.size, "", LEAF);
    for (const { index, 0: { length } } of text.matchAll(pattern)) found.push({ from: pos + 1 + index, to: pos + 1 + index + length });
    return false;
  });
  return found;
}

// The number of the first match at a place or after it, else that of the first of all; -1 without one.
export function matchAfter(matches, pos) {
  const after = matches.findIndex(({ from }) => from >= pos);
  return after === -1 ? Math.min(matches.length, 1) - 1 : after;
}
