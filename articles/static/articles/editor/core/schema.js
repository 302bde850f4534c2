// The document's shape: the nodes of nodes.js, and the marks that the server allows.
import { Schema } from "./prosemirror.js";
import { nodes } from "./nodes.js";
import { isAllowedUrl } from "./urls.js";

// marks: [{ tag, attributes }], outermost first. Their order is the order of nesting when the document is written.
// aliases: other tags, each with the tag that it is read as. kinds: [{ name, attributes }] of paragraphs.
export function makeSchema({ marks, aliases, schemes, kinds }) {
  return new Schema({
    nodes,
    attributesOf: Object.fromEntries(kinds.map(({ name, attributes }) => [name, attributes ?? []])),
    marks: Object.fromEntries(marks.map((mark) => [mark.tag, markSpec(mark, aliases, schemes)])),
  });
}

function markSpec({ tag, attributes }, aliases, schemes) {
  const others = Object.keys(aliases).filter((name) => aliases[name] === tag);
  return {
    inclusive: tag !== "a",
    attrs: Object.fromEntries(attributes.map((name) => [name, { default: null }])),
    parseDOM: [tag, ...others].map((name) => ({
      tag: name,
      getAttrs: (dom) => !isRefusedLink(dom, schemes) && readAttributes(dom, attributes),
    })),
    toDOM: (mark) => [tag, mark.attrs, 0],
  };
}

function isRefusedLink(dom, schemes) {
  return dom.localName === "a" && !isAllowedUrl(dom.getAttribute("href"), schemes);
}

function readAttributes(dom, attributes) {
  return Object.fromEntries(attributes.map((name) => [name, dom.getAttribute(name) || null]));
}
