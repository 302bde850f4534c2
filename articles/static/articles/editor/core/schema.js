// The document's shape: a flat row of paragraphs, headings and bylines, and the marks that the server allows.
// Headings and bylines are plain text. A paragraph's kind is an attribute, so a change of kind keeps the node.
import { Schema } from "./prosemirror.js";
import { isAllowedUrl } from "./urls.js";

const id = { default: null };
const readId = (dom) => dom.dataset.id || null;

// Blocks are never selected as nodes: a click with Ctrl follows links instead.
const BLOCK = { selectable: false };

const nodes = {
  // The first named is what Enter makes.
  doc: { content: "(paragraph | heading | byline)+" },
  paragraph: {
    ...BLOCK,
    content: "(text | hard_break)*",
    attrs: { id, kind: { default: "body" } },
    parseDOM: [{ tag: "p", getAttrs: (dom) => ({ id: readId(dom), kind: dom.dataset.kind || "body" }) }],
    toDOM: ({ attrs }) => ["p", { "data-id": attrs.id, "data-kind": attrs.kind }, 0],
  },
  heading: {
    ...BLOCK,
    content: "text*",
    marks: "",
    attrs: { id },
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, getAttrs: (dom) => ({ id: readId(dom) }) })),
    toDOM: ({ attrs }) => ["h2", { "data-id": attrs.id }, 0],
  },
  byline: {
    ...BLOCK,
    content: "text*",
    marks: "",
    attrs: { id },
    parseDOM: [{ tag: 'p[data-kind="byline"]', priority: 60, getAttrs: (dom) => ({ id: readId(dom) }) }],
    toDOM: ({ attrs }) => ["p", { "data-id": attrs.id, "data-kind": "byline" }, 0],
  },
  text: {},
  hard_break: { inline: true, selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
};

// marks: [{ tag, attributes }], outermost first. Their order is the order of nesting when the document is written.
// aliases: other tags, each with the tag that it is read as.
export function makeSchema(marks, aliases, schemes) {
  return new Schema({
    nodes,
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
