// The kinds of nodes: a flat row of parts, one for each paragraph, heading, byline, figure, table and so on.
// A paragraph's kind is an attribute, so a change of kind keeps the node. Figures are blocks of text, too: their
// caption. What no script here knows is kept as it came.
import { PART, readPart, writePart } from "./parts.js";

const WORDS = "(text | hard_break)*";

// Text is never selected as a node: a click with Ctrl follows links instead.
const TEXT = { selectable: false };
// What is no text is selected by a click on it, and nothing joins it with its neighbours.
const OBJECT = { isolating: true, draggable: true };

const readAs = (kind, more = {}) => (dom) => {
  const part = readPart(dom);
  const written = dom.dataset.kind === "noise" ? "body" : dom.dataset.kind;
  return { ...part, data: { ...more, ...part.data }, kind: written || kind };
};

const paragraph = {
  ...TEXT,
  content: WORDS,
  attrs: { ...PART, kind: { default: "body" } },
  parseDOM: [
    { tag: "p", getAttrs: readAs("body") },
    { tag: "h3", getAttrs: readAs("subheading", { level: "3" }) },
    ...["h4", "h5", "h6"].map((tag) => ({ tag, getAttrs: readAs("subheading", { level: "4" }) })),
  ],
  toDOM: ({ attrs }) => ["p", writePart(attrs, attrs.kind), 0],
};

const heading = {
  ...TEXT,
  content: "text*",
  marks: "",
  attrs: { ...PART },
  defining: true,
  parseDOM: ["h1", "h2"].map((tag) => ({ tag, getAttrs: readPart })),
  toDOM: ({ attrs }) => ["h2", writePart(attrs, null), 0],
};

const byline = {
  ...TEXT,
  content: "text*",
  marks: "",
  attrs: { ...PART },
  parseDOM: [{ tag: 'p[data-kind="byline"]', priority: 60, getAttrs: readPart }],
  toDOM: ({ attrs }) => ["p", writePart(attrs, "byline"), 0],
};

// One that holds more than a caption is a foreign one, kept as it came.
const isOurFigure = (dom) => [...dom.children].every(({ localName }) => localName === "figcaption");

const figure = {
  ...OBJECT,
  content: WORDS,
  attrs: { ...PART, kind: { default: "picture" } },
  parseDOM: [
    {
      tag: "figure[data-kind]",
      contentElement: (dom) => dom.querySelector("figcaption") ?? dom,
      getAttrs: (dom) => isOurFigure(dom) && readAs("picture")(dom),
    },
  ],
  toDOM: ({ attrs }) => ["figure", writePart(attrs, attrs.kind), ["figcaption", 0]],
};

const preformatted = {
  content: "text*",
  marks: "",
  code: true,
  defining: true,
  selectable: false,
  attrs: { ...PART },
  parseDOM: [{ tag: "pre", preserveWhitespace: "full", getAttrs: readPart }],
  toDOM: ({ attrs }) => ["pre", writePart(attrs, "preformatted"), 0],
};

const rule = {
  draggable: true,
  attrs: { ...PART },
  parseDOM: [{ tag: "hr", getAttrs: readPart }],
  toDOM: ({ attrs }) => ["hr", writePart(attrs, "rule")],
};

const foreign = {
  draggable: true,
  attrs: { id: { default: null }, html: { default: "" } },
  parseDOM: [
    { tag: "[data-foreign]", priority: 70, getAttrs: (dom) => ({ id: null, html: dom.dataset.foreign }) },
    { tag: "[data-id]", priority: 10, getAttrs: (dom) => ({ id: dom.dataset.id, html: dom.outerHTML }) },
  ],
  toDOM: ({ attrs }) => ["div", { "data-foreign": attrs.html }],
};

// The document's table is an element <table>, whose rows (the "table" of prosemirror-tables) are its <tbody>.
const table = {
  ...OBJECT,
  content: "caption table",
  attrs: { ...PART },
  parseDOM: [{ tag: "table", getAttrs: readPart }],
  toDOM: ({ attrs }) => ["table", writePart(attrs, "table"), 0],
};

const caption = {
  ...TEXT,
  content: WORDS,
  isolating: true,
  parseDOM: [{ tag: "caption" }],
  toDOM: () => ["caption", 0],
};

const rows = {
  content: "row+",
  tableRole: "table",
  isolating: true,
  selectable: false,
  parseDOM: [{ tag: "tbody" }],
  toDOM: () => ["tbody", 0],
};

const row = {
  content: "(cell | head_cell)*",
  tableRole: "row",
  selectable: false,
  parseDOM: [{ tag: "tr" }],
  toDOM: () => ["tr", 0],
};

function cellOf(tag, tableRole) {
  return {
    content: "cell_line+",
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
    tableRole,
    isolating: true,
    selectable: false,
    parseDOM: [{ tag, getAttrs: (dom) => ({ colspan: spanOf(dom, "colspan"), rowspan: spanOf(dom, "rowspan") }) }],
    toDOM: ({ attrs: { colspan, rowspan } }) => [tag, spans(colspan, rowspan), 0],
  };
}

// As the server reads it; a browser has less for the most that there may be.
function spanOf(dom, name) {
  return Math.max(1, Number.parseInt(dom.getAttribute(name), 10) || 1);
}

function spans(colspan, rowspan) {
  return { colspan: colspan > 1 ? colspan : null, rowspan: rowspan > 1 ? rowspan : null };
}

// What stands in a cell is one text, with line breaks.
const cellLine = {
  ...TEXT,
  content: WORDS,
  parseDOM: ["cell/", "head_cell/"].map((context) => ({ tag: "p", context, priority: 60 })),
  toDOM: () => ["p", 0],
};

export const nodes = {
  // The first named is what Enter makes.
  doc: { content: "(paragraph | heading | byline | figure | table_part | preformatted | rule | foreign)+" },
  paragraph,
  heading,
  byline,
  figure,
  table_part: table,
  preformatted,
  rule,
  foreign,
  caption,
  table: rows,
  row,
  cell: cellOf("td", "cell"),
  head_cell: cellOf("th", "header_cell"),
  cell_line: cellLine,
  text: {},
  hard_break: { inline: true, selectable: false, linebreakReplacement: true, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
};
