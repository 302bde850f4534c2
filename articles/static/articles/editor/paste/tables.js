// A pasted table -> the document's: rows of cells of one text each. What only places parts of a page is none.
import { element } from "../core/elements.js";
import { styleOf } from "../core/inert.js";

// As the server reads tables of sources.
const OF_LAYOUT = "table, blockquote, pre, iframe, video, audio, object, details, form, hr";
const LONGEST_CELL = 1_500;
const MOST_ROWS = 2_000;
const MOST_COLUMNS = 200;
const MOST_HEADING_ROWS = 20;

export function readTable(node, context, target) {
  const rows = shownRows(node);
  if (target.isInline || !isTable(node, rows)) return false;
  const others = [];
  const read = (inner) => {
    const { nodes, others: more } = target.inline(inner, { ...context, marks: [], lists: [] });
    others.push(...more);
    return nodes;
  };
  const head = headRows(rows);
  const starts = startsOfLast(rows);
  const width = Math.max(...starts) + 1;
  const made = rows.map((row, index) => {
    const most = width - starts[index];
    return element("tr", {}, ...cellsOf(row).map((cell) => makeCell(cell, index < head, most, read)));
  });
  const caption = element("caption", {}, ...(node.caption ? read(node.caption) : []));
  target.add("table", { kind: "table", data: { head: head || "" } }, caption, element("tbody", {}, ...made));
  target.blocks.push(...others);
  return true;
}

const isShown = (node) => styleOf(node).get("display") !== "none" && !node.hidden;
const cellsOf = (row) => [...row.cells].filter(isShown);
const isEmpty = (row) => !row.textContent.trim() && !row.querySelector("img");

// Excel copies whole columns: rows without a word at the end are none.
function shownRows(table) {
  const rows = [...(table.rows ?? [])].filter((row) => isShown(row) && cellsOf(row).length);
  while (rows.length && isEmpty(rows.at(-1))) rows.pop();
  return rows;
}

function isTable(node, rows) {
  const cells = rows.flatMap(cellsOf);
  return (
    cells.length > 1 &&
    rows.length <= MOST_ROWS &&
    rows.every((row) => row.cells.length <= MOST_COLUMNS) &&
    !["presentation", "none"].includes(node.getAttribute("role")) &&
    !node.querySelector(OF_LAYOUT) &&
    cells.every((cell) => cell.textContent.length <= LONGEST_CELL)
  );
}

function headRows(rows) {
  const marked = rows.filter(({ parentNode }) => parentNode.localName === "thead").length;
  if (marked) return marked;
  // A heading has the rows that its cells reach into, too.
  let count = 1;
  for (let index = 0; index < Math.min(count, rows.length); index++) {
    const cells = [...rows[index].cells];
    if (!cells.every(({ localName }) => localName === "th")) return 0;
    count = Math.max(count, ...cells.map((cell) => index + (spanOf(cell, "rowspan") ?? 1)));
  }
  return count < rows.length && count <= MOST_HEADING_ROWS ? count : 0;
}

const columnsOf = (cell) => spanOf(cell, "colspan") ?? 1;

// The column in which the last cell of each row begins. Authors write 100 columns for "all of them"; for each
// that no cell is in, the editor would make one.
function startsOfLast(rows) {
  const above = rows.map(() => 0);
  rows.forEach((row, index) => {
    for (const cell of cellsOf(row)) {
      const last = Math.min(index + (spanOf(cell, "rowspan") ?? 1), rows.length);
      for (let below = index + 1; below < last; below++) above[below] += columnsOf(cell);
    }
  });
  return rows.map((row, index) => cellsOf(row).slice(0, -1).reduce((sum, cell) => sum + columnsOf(cell), above[index]));
}

// In the rows of a heading each cell is one anyway.
function makeCell(cell, isInHead, most, read) {
  const isLast = cell === cell.parentNode.lastElementChild;
  const columns = isLast ? Math.min(columnsOf(cell), most) : columnsOf(cell);
  const spans = { colspan: columns > 1 ? columns : null, rowspan: spanOf(cell, "rowspan") };
  return element(isInHead ? "td" : cell.localName, spans, element("p", {}, ...read(cell)));
}

function spanOf(cell, name) {
  const span = Number.parseInt(cell.getAttribute(name), 10);
  return span > 1 ? Math.min(span, MOST_ROWS) : null;
}
