// Where the parts of pasted HTML are collected: blocks of text, which open with their first visible text, and others.
import { element } from "../core/elements.js";
import { lineMarks } from "./line_marks.js";
import { Numbers } from "./numbers.js";

// The characters that Word and web pages write before the items of a list.
const BULLET = /^\s*([·•●○▪■□§‣◦]\s*|[o–-]\s{2,})/;

export class Target {
  // read(node, context, target) reads what is in a node; isInline: for a caption or cell, which is one piece of text.
  constructor(allowed, tally, read, isInline = false) {
    Object.assign(this, { allowed, tally, read, isInline });
    this.blocks = [];
    this.numbers = new Numbers();
    this.close();
  }

  text(words, context) {
    if (this.breaks > 1) this.close();
    const isFirst = !this.block;
    if (isFirst && !words.trim()) return;
    if (isFirst) this.open(context);
    if (this.breaks) this.block.append(this.block.localName === "h2" ? " " : element("br"));
    this.breaks = 0;
    const unmarked = isFirst && context.kind === "list_item" ? withoutMark(words, context) : words;
    this.append(isFirst && !context.isLoose ? unmarked.trimStart() : unmarked, context.marks);
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

  open({ kind, data, item }) {
    const more = kind === "list_item" && item ? this.numbers.dataOf(item) : data;
    if (kind !== "list_item") this.numbers.end();
    this.block = kind === "heading" ? element("h2") : element("p", named(kind, more));
    this.blocks.push(this.block);
  }

  // A part that is no text by itself; data: its attributes.
  add(tag, { kind, data = {} }, ...children) {
    this.close();
    this.numbers.end();
    this.blocks.push(element(tag, named(kind, data), ...children));
  }

  close() {
    if (this.endsInSpace) trimEnd(this.block);
    this.block = null;
    this.breaks = 0;
    this.endsInSpace = false;
  }

  // What is in a node as one text, for a caption or a cell: { nodes, others }, others being parts that are no text.
  inline(node, context) {
    const inner = new Target(this.allowed, this.tally, this.read, true);
    this.read(node, { ...context, kind: "body", data: {}, item: null, isLoose: false }, inner);
    inner.close();
    const texts = inner.blocks.filter(isText);
    const markOf = lineMarks();
    const nodes = texts.flatMap((block, index) => [...(index ? [element("br")] : []), markOf(block.dataset), ...block.childNodes].filter(Boolean));
    return { nodes, others: inner.blocks.filter((block) => !isText(block)) };
  }
}

const isText = ({ localName }) => localName === "p" || localName === "h2";

function named(kind, data) {
  return { "data-kind": kind, ...Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value])) };
}

function withoutMark(words, { item }) {
  const rest = words.replace(BULLET, "");
  return item?.mark && rest === words ? words.trimStart().replace(item.mark, "") : rest;
}

function trimEnd(block) {
  let last = block;
  while (last.lastChild) last = last.lastChild;
  if (last.nodeType === Node.TEXT_NODE) last.data = last.data.trimEnd();
}
