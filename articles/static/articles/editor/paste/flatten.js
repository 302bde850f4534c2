// Any HTML (Word, Google Docs, a web page) -> a flat row of p[data-kind] and h2 with known marks, as a string.
// Styles, images, comments and empty paragraphs go; no visible word is lost.
import { checkUrl, unwrapUrl } from "../core/urls.js";
import { element } from "../core/elements.js";
import { styleOf } from "../core/inert.js";

const KINDS = {
  li: "list_item",
  blockquote: "quote",
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, "heading"])),
};

// The characters that Word writes before the items of a list.
const BULLET = /^\s*([·•●○▪■□§‣◦]\s*|[o–-]\s{2,})/;

// allowed: { marks, aliases, schemes, tags }; tags: { hidden, blocks, cells }, the names of those beyond the marks.
export function flatten(body, allowed) {
  const target = new Target(allowed);
  dropLastLineBreak(body);
  walk(body, { kind: "body", marks: [], isLoose: true }, target);
  // Tells ProseMirror to take white space as it is, and the ends as open.
  target.blocks[0]?.setAttribute("data-pm-slice", "1 1 []");
  return target.blocks.map((block) => block.outerHTML).join("");
}

// Windows writes one behind the copied words.
function dropLastLineBreak({ lastChild }) {
  if (lastChild?.nodeType === Node.TEXT_NODE && /^\s*\n\s*$/.test(lastChild.data)) lastChild.remove();
}

// Collects text in blocks, which open with their first visible text.
class Target {
  constructor(allowed) {
    this.allowed = allowed;
    this.blocks = [];
    this.close();
  }

  text(words, { kind, marks, isListItem, isLoose }) {
    if (this.breaks > 1) this.close();
    const isFirst = !this.block;
    if (isFirst && !words.trim()) return;
    if (isFirst) this.open(kind);
    if (this.breaks) this.block.append(kind === "heading" ? " " : element("br"));
    this.breaks = 0;
    const unmarked = isFirst && isListItem ? words.replace(BULLET, "") : words;
    this.append(isFirst && !isLoose ? unmarked.trimStart() : unmarked, marks);
  }

  append(words, marks) {
    const text = this.endsInSpace ? words.replace(/^ /, "") : words;
    if (!text) return;
    this.endsInSpace = text.endsWith(" ");
    this.block.append(this.marked(text, marks));
  }

  marked(text, marks) {
    const known = marks.filter(({ tag }) => this.allowed.marks.includes(tag));
    const node = document.createTextNode(text);
    return known.reduceRight((inner, { tag, attributes }) => element(tag, attributes, inner), node);
  }

  open(kind) {
    this.block = kind === "heading" ? element("h2") : element("p", { "data-kind": kind });
    this.blocks.push(this.block);
  }

  close() {
    if (this.endsInSpace) trimEnd(this.block);
    this.block = null;
    this.breaks = 0;
    this.endsInSpace = false;
  }
}

function trimEnd(block) {
  let last = block;
  while (last.lastChild) last = last.lastChild;
  if (last.nodeType === Node.TEXT_NODE) last.data = last.data.trimEnd();
}

function walk(node, context, target) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) readText(child, context, target);
    if (child.nodeType === Node.ELEMENT_NODE) readElement(child, context, target);
  }
}

function readText(node, context, target) {
  if (!context.isPreformatted) return target.text(node.data.replace(/[ \t\r\n\f]+/g, " "), context);
  return node.data.split(/\r?\n/).forEach((line, index) => {
    if (index) target.breaks++;
    if (line.trim()) target.text(line, context);
  });
}

function readElement(node, context, target) {
  const tag = node.localName;
  const { hidden, blocks, cells } = target.allowed.tags;
  if (hidden.includes(tag) || isHidden(node)) return;
  if (tag === "br") {
    if (target.block) target.breaks++;
  } else if (cells.includes(tag)) {
    target.text(" ", context);
    walk(node, context, target);
  } else if (blocks.includes(tag)) {
    target.close();
    walk(node, blockContext(node, tag, context), target);
    target.close();
  } else {
    walk(node, { ...context, marks: marksWith(node, tag, context.marks, target.allowed) }, target);
  }
}

// Word writes its own bullets and numbers into the text of a list item, and marks them so.
function isHidden(node) {
  const style = styleOf(node);
  return node.hidden || style.get("display") === "none" || style.get("mso-list") === "ignore";
}

function blockContext(node, tag, context) {
  const isWordItem = /MsoListParagraph/.test(node.className) || /^l\d/.test(styleOf(node).get("mso-list") ?? "");
  const isWordQuote = /Mso(Intense)?Quote/.test(node.className);
  const isWordTitle = /MsoTitle/.test(node.className);
  const kind = (isWordItem && "list_item") || (isWordQuote && "quote") || (isWordTitle && "heading") || KINDS[tag];
  return {
    ...context,
    isLoose: false,
    kind: kind ?? context.kind,
    isListItem: isWordItem || tag === "li" || context.isListItem,
    isPreformatted: tag === "pre" || context.isPreformatted,
  };
}

function marksWith(node, tag, marks, { aliases, schemes }) {
  if (tag === "a") return addLink(node, marks, schemes);
  const style = styleOf(node);
  const name = aliases[tag] ?? tag;
  const weight = style.get("font-weight");
  const slant = style.get("font-style");
  let result = name === "span" || name === "font" ? marks : add(marks, name, attributesOf(node));
  if (weight) result = isBold(weight) ? add(result, "strong") : without(result, "strong");
  if (slant) result = slant === "normal" ? without(result, "em") : add(result, "em");
  return addRaised(result, style.get("vertical-align"));
}

function addLink(node, marks, schemes) {
  const url = unwrapUrl(node.getAttribute("href") ?? "");
  const { href } = checkUrl(url, schemes);
  // A fragment points into the page that the text was copied from.
  if (!href || href.startsWith("#")) return marks;
  return add(without(marks, "a"), "a", { href, title: node.getAttribute("title") });
}

function addRaised(marks, align) {
  if (align === "super") return add(marks, "sup");
  return align === "sub" ? add(marks, "sub") : marks;
}

const isBold = (weight) => weight === "bold" || weight === "bolder" || Number(weight) >= 600;
const without = (marks, tag) => marks.filter((mark) => mark.tag !== tag);
const add = (marks, tag, attributes = {}) => [...without(marks, tag), { tag, attributes }];
const attributesOf = (node) => Object.fromEntries(["title", "cite"].map((name) => [name, node.getAttribute(name)]));
