// Says how long the article is, a moment after the last change.
import { Plugin } from "../core/prosemirror.js";
import { gettext, interpolate, language, ngettext } from "../core/gettext.js";

const PAUSE = 500;
const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const counted = new WeakMap();

export function counts(line) {
  return new Plugin({
    view(view) {
      const show = () => (line.textContent = sentence(view.state.doc));
      let timer = setTimeout(show);
      return {
        update(_, before) {
          if (view.state.doc === before.doc) return;
          clearTimeout(timer);
          timer = setTimeout(show, PAUSE);
        },
      };
    },
  });
}

function sentence(doc) {
  const blocks = [];
  doc.forEach((node) => {
    if (node.textContent.trim()) blocks.push(node);
  });
  const shown = blocks.filter((node) => !node.attrs.noise);
  const words = shown.reduce((sum, node) => sum + countWords(node), 0);
  const paragraphs = shown.filter((node) => node.type.name === "paragraph").length;
  const noise = blocks.length - shown.length;
  return [
    numbered(ngettext("%(count)s word", "%(count)s words", words), words),
    numbered(ngettext("%(count)s paragraph", "%(count)s paragraphs", paragraphs), paragraphs),
    ...(noise ? [numbered(gettext("%(count)s noise"), noise)] : []),
  ].join(" · ");
}

const numbered = (message, count) => interpolate(message, { count: count.toLocaleString(language) });

// A node never changes, so only edited ones are counted again.
function countWords(node) {
  if (!counted.has(node)) {
    const text = node.textBetween(0, node.content.size, " ", " ");
    counted.set(node, [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length);
  }
  return counted.get(node);
}
