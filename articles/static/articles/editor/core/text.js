// The whole text of an article, as HTML -> the editor's document; and the replacing of one by another, as one step of undo.
import { DocumentReader } from "./prosemirror.js";
import { readInert } from "./inert.js";

export function readText(schema, html) {
  return DocumentReader.fromSchema(schema).parse(readInert(html).body);
}

export function setText({ state, dispatch }, html) {
  const { doc, schema, tr } = state;
  const wanted = readText(schema, html);
  if (!wanted.eq(doc)) dispatch(tr.replaceWith(0, doc.content.size, wanted.content));
}
