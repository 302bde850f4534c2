// Gives each block the name of its kind, which CSS puts in the margin, and marks the block where the cursor is.
import { Decoration, DecorationSet, Plugin } from "../core/prosemirror.js";
import { labelOf, selectedBlocks } from "../core/blocks.js";

export function margin(labels) {
  const names = new Map(labels.map(({ name, label }) => [name, label]));
  const draw = (node) => {
    const [tag, attributes] = node.type.spec.toDOM(node);
    const dom = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) dom.setAttribute(name, value);
    dom.dataset.label = names.get(labelOf(node)) ?? labelOf(node);
    dom.dir = "auto";
    return { dom, contentDOM: dom };
  };
  return new Plugin({
    props: {
      nodeViews: { paragraph: draw, heading: draw, byline: draw },
      decorations: (state) => DecorationSet.create(state.doc, selectedBlocks(state).map(currentBlock)),
    },
  });
}

const currentBlock = ({ node, pos }) => Decoration.node(pos, pos + node.nodeSize, { class: "is-current" });
