// The whole text of an article: as HTML -> the editor's document, and back; and the replacing of one by another, as one
// step of undo.
import { DocumentReader, DocumentWriter } from "./prosemirror.js";
import { readInert } from "./inert.js";
import { isEmpty } from "./blocks.js";

export function readText(schema, html) {
  const { body } = readInert(html);
  body.querySelectorAll("table").forEach(complete);
  return DocumentReader.fromSchema(schema).parse(body);
}

// The document's tables have a caption and one body each.
function complete(table) {
  const rows = [...table.rows];
  const body = table.tBodies[0] ?? table.createTBody();
  if (table.tHead || table.tFoot || table.tBodies.length > 1) body.append(...rows);
  if (!table.caption) table.createCaption();
}

export function setText({ state, dispatch }, html) {
  const { doc, schema, tr } = state;
  const wanted = readText(schema, html);
  if (!wanted.eq(doc)) dispatch(tr.replaceWith(0, doc.content.size, wanted.content));
}

// One part a line, as the server writes it.
export function writeText(doc) {
  if (isEmpty(doc)) return "";
  const writer = DocumentWriter.fromSchema(doc.type.schema);
  return doc.content.content.map((node) => write(node, writer)).join("\n");
}

function write(node, writer) {
  if (node.type.name === "foreign") return node.attrs.html;
  const dom = writer.serializeNode(node);
  if (node.type.name === "table_part") flatten(dom);
  // A parser drops the first line break.
  if (node.type.name === "preformatted") dom.prepend("\n");
  return dom.outerHTML;
}

function flatten(table) {
  if (!table.caption.hasChildNodes()) table.deleteCaption();
  for (const cell of table.querySelectorAll("td, th")) joinLines(cell);
  for (const body of table.tBodies) body.replaceWith(...body.rows);
}

function joinLines(cell) {
  [...cell.children].forEach((line, index) => {
    if (index) cell.insertBefore(document.createElement("br"), line);
    line.replaceWith(...line.childNodes);
  });
}
