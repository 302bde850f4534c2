// Gives each block the name of its kind, which CSS puts in the margin, and marks the block where the cursor is.
import { Decoration, DecorationSet, Plugin } from "../core/prosemirror.js";
import { labelOf, selectedBlocks } from "../core/blocks.js";
import { gettext } from "../core/gettext.js";

const DRAWN = ["paragraph", "heading", "byline", "preformatted", "rule", "table_part", "foreign"];

// names: a Map of kinds to their names.
export function margin(names) {
  const draw = (node) => {
    const [tag, attributes] = node.type.spec.toDOM(node);
    const dom = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) dom.setAttribute(name, value);
    if (node.type.name === "foreign") dom.textContent = gettext("A part that can only be moved or deleted here");
    dom.dataset.label = names.get(labelOf(node)) ?? labelOf(node);
    dom.dir = "auto";
    return node.isLeaf ? { dom } : { dom, contentDOM: dom };
  };
  return new Plugin({
    props: {
      nodeViews: Object.fromEntries(DRAWN.map((name) => [name, draw])),
      decorations: (state) => DecorationSet.create(state.doc, selectedBlocks(state).map(currentBlock)),
    },
  });
}

const currentBlock = ({ node, pos }) => Decoration.node(pos, pos + node.nodeSize, { class: "is-current" });
