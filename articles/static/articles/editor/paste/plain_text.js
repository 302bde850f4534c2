// Plain text -> the same HTML as from elsewhere: lines that a mail program wrapped are one paragraph, and lines that
// begin with a mark or a number are items of a list.
import { element } from "../core/elements.js";
import { Numbers } from "./numbers.js";

const BULLET = /^(\s*)[-*•◦▪·]\s+(?=\S)/;
const NUMBER = /^(\s*)(\d{1,3})[.)]\s+(?=\S)/;
// Mail is wrapped at 72 characters or so; what is wider is a paragraph a line.
const WIDEST = 100;
const CONTINUES = /^\s*["'“‘(]?[\p{Ll}\p{Lo}\p{N}]/u;

// Returns a body of p[data-kind], as flatten.js makes it.
export function linesToBlocks(text) {
  const paragraphs = text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .split(/\n[^\S\n]*(?:\n[^\S\n]*)*\n/)
    .map((paragraph) => paragraph.split("\n").filter((line) => line.trim()))
    .filter((lines) => lines.length);
  const isWrapped = areWrapped(paragraphs);
  const pieces = paragraphs.flatMap((lines) => piecesOf(lines, isWrapped));
  return blocksOf(paragraphs.length > 1 ? pieces : pieces.flatMap(splitLines));
}

// Without an empty line anywhere each line is a paragraph.
const splitLines = (piece) => (piece.list ? [piece] : piece.lines.map((line) => ({ lines: [line] })));

// Whether each line ends where the next word would have been too much, and some end within a sentence.
function areWrapped(paragraphs) {
  const runs = paragraphs.filter((lines) => lines.length > 1 && !lines.some(isItem));
  const width = Math.max(0, ...runs.flat().map((line) => line.trimEnd().length));
  const pairs = runs.flatMap((lines) => lines.slice(1).map((next, index) => [lines[index].trimEnd(), next.trim()]));
  const goingOn = pairs.filter(([, next]) => CONTINUES.test(next)).length;
  const isFull = ([line, next]) => line.length + 1 + next.split(/\s/)[0].length > width;
  return width <= WIDEST && pairs.every(isFull) && goingOn * 3 > pairs.length;
}

const isItem = (line) => BULLET.test(line) || NUMBER.test(line);

// The lines between two empty ones: items, each with the lines that belong to it, and texts.
function piecesOf(lines, isWrapped) {
  const pieces = [];
  for (const line of lines) {
    const last = pieces.at(-1);
    const goesOn = last && (!last.list || isWrapped || /^\s/.test(line));
    if (isItem(line)) pieces.push(itemOf(line));
    else if (goesOn) last.lines.push(line);
    else pieces.push({ lines: [line] });
  }
  for (const piece of pieces) if (isWrapped || piece.list) piece.lines = [piece.lines.map((line) => line.trim()).join(" ")];
  return pieces;
}

function itemOf(line) {
  const [mark, indent, number] = NUMBER.exec(line) ?? BULLET.exec(line);
  const list = number ? "ol" : "ul";
  return { list, indent: indent.replace(/\t/g, "    ").length, number: number ? Number(number) : null, lines: [line.slice(mark.length)] };
}

function blocksOf(pieces) {
  const numbers = new Numbers();
  let indents = [];
  return pieces.map((piece) => {
    if (!piece.list) {
      numbers.end();
      indents = [];
      return blockOf("body", {}, piece.lines);
    }
    indents = [...indents.filter((indent) => indent < piece.indent), piece.indent];
    const item = { ...piece, level: Math.min(indents.length, 9) };
    return blockOf("list_item", numbers.dataOf(item), piece.lines);
  });
}

function blockOf(kind, data, lines) {
  const named = Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value]));
  const words = lines.flatMap((line, index) => [...(index ? [element("br")] : []), line.trim()]);
  return element("p", { "data-kind": kind, ...named }, ...words);
}
