// Any HTML (Word, Google Docs, Excel, a web page) -> a flat row of parts as the server writes them, as a string.
// Styles and empty paragraphs go, no visible word is lost; what else was left out is counted.
import { styleOf } from "../core/inert.js";
import { readFigure, readFrame, readPicture, readPost } from "./figures.js";
import { contextOfItem, contextOfList } from "./lists.js";
import { addLines, countLinkless, marksWith } from "./marks.js";
import { readTable } from "./tables.js";
import { Target } from "./target.js";
import { countedAs, makeTally } from "./tally.js";
import { dropComments, isMadeByWord, kindOfWord } from "./word.js";

const KINDS = {
  blockquote: { kind: "quote" },
  h1: { kind: "heading" },
  h2: { kind: "heading" },
  h3: { kind: "subheading", data: { level: 3 } },
  ...Object.fromEntries(["h4", "h5", "h6"].map((tag) => [tag, { kind: "subheading", data: { level: 4 } }])),
};
// Elements with a reading of their own; each returns whether it was read.
const READERS = {
  table: readTable,
  figure: readFigure,
  img: readPicture,
  iframe: readFrame,
  blockquote: readPost,
  hr: readRule,
  pre: readPreformatted,
};
// An element of a page that holds a picture and its caption, as older ones of WordPress do.
const CAPTIONED = ".wp-caption";
// Parts that stand for themselves, whose ends are not open to the text around them.
const OBJECTS = ["FIGURE", "TABLE", "PRE", "HR"];

// allowed: { marks, aliases, schemes, tags, hosts, takesFiles }; tags: { hidden, blocks, cells }, the names of those
// beyond the marks; hosts: those whose frames are embedded; takesFiles: whether a picture that came as data is a file.
// tally: what was left out, and the files of pictures, as tally.js has it.
export function flatten(body, allowed, tally = makeTally()) {
  dropComments(body, tally);
  dropLastLineBreak(body);
  const target = new Target(allowed, tally, walk);
  walk(body, { kind: "body", data: {}, marks: [], lists: [], isLoose: true }, target);
  target.close();
  const { blocks } = target;
  // Tells ProseMirror to take white space as it is, and which ends are open.
  if (blocks.length) blocks[0].setAttribute("data-pm-slice", `${opens(blocks[0])} ${opens(blocks.at(-1))} []`);
  return blocks.map((block) => block.outerHTML).join("");
}

const opens = ({ nodeName }) => (OBJECTS.includes(nodeName) ? 0 : 1);

// Windows writes one behind the copied words.
function dropLastLineBreak({ lastChild }) {
  if (lastChild?.nodeType === Node.TEXT_NODE && /^\s*\n\s*$/.test(lastChild.data)) lastChild.remove();
}

function walk(node, context, target) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) readText(child, context, target);
    if (child.nodeType === Node.ELEMENT_NODE) readElement(child, context, target);
  }
}

function readText(node, context, target) {
  target.text(node.data.replace(/[ \t\r\n\f]+/g, " "), context);
}

function readElement(node, context, target) {
  const tag = node.localName;
  const { hidden, blocks, cells } = target.allowed.tags;
  if (isHidden(node, context)) return target.tally.count(countedAs(node, "hidden"));
  const read = node.matches(CAPTIONED) ? readFigure : READERS[tag];
  if (read?.(node, context, target)) return;
  target.tally.count(countedAs(node, tag));
  if (hidden.includes(tag)) return;
  if (tag === "br") {
    if (target.block) target.breaks++;
  } else if (cells.includes(tag)) {
    target.text(" ", context);
    walk(node, context, target);
  } else if (blocks.includes(tag)) {
    target.close();
    walk(node, blockContext(node, tag, context, target), target);
    target.close();
  } else {
    target.tally.count(countLinkless(node, target.allowed));
    walk(node, { ...context, marks: marksWith(node, tag, context, target.allowed) }, target);
  }
}

function isHidden(node, context) {
  return node.hidden || styleOf(node).get("display") === "none" || isMadeByWord(node, context);
}

function blockContext(node, tag, context, target) {
  const around = { ...context, isLoose: false, marks: addLines(context.marks, styleOf(node)) };
  const said = KINDS[tag] ?? kindOfWord(node);
  if (said) return { ...around, data: {}, item: null, ...said };
  return contextOfList(node, tag, around) ?? contextOfItem(node, tag, around, target) ?? around;
}

// The line above footnotes is none of the text.
function readRule(node, _, target) {
  if (node.hasChildNodes()) return false;
  if (!node.closest("[data-style*='mso-element']")) target.add("hr", { kind: "rule" });
  return true;
}

function readPreformatted(node, context, target) {
  if (!node.textContent.trim() || target.isInline) return false;
  for (const br of node.querySelectorAll("br")) br.replaceWith("\n");
  const text = node.textContent.replace(/\r\n?/g, "\n").replace(/^(?:[^\S\n]*\n)+|\s+$/g, "");
  // A parser drops the first line break.
  target.add("pre", { kind: "preformatted" }, `\n${text}`);
  return true;
}
