// Tables: what their buttons and keys do. prosemirror-tables does the work on cells.
import { NodeSelection, TextSelection, tables } from "../core/prosemirror.js";
import { gettext } from "../core/gettext.js";
import { insertBlocks } from "../core/insert.js";

export function isInTable(state) {
  return Boolean(tableAt(state));
}

// The document's part around the cursor, or the selected one, as { node, pos }; null outside of tables.
export function tableAt({ selection }) {
  if (selection instanceof NodeSelection) return selection.node.type.name === "table_part" ? { node: selection.node, pos: selection.from } : null;
  const { $from } = selection;
  return $from.depth && $from.node(1).type.name === "table_part" ? { node: $from.node(1), pos: $from.before(1) } : null;
}

export function insertTable(state, dispatch) {
  const { caption, cell, cell_line: line, row, table, table_part: part } = state.schema.nodes;
  const cells = () => Array.from({ length: 3 }, () => cell.create(null, line.create()));
  const rows = Array.from({ length: 3 }, () => row.create(null, cells()));
  const made = part.create({ data: { head: "1" } }, [caption.create(), table.create(null, rows)]);
  return insertBlocks(state, dispatch && ((tr) => dispatch(intoFirstCell(tr))), [made]);
}

function intoFirstCell(tr) {
  const found = tableAt({ selection: tr.selection });
  return found ? tr.setSelection(firstCell(tr.doc, found)) : tr;
}

function firstCell(doc, { node, pos }) {
  return TextSelection.near(doc.resolve(pos + 1 + node.firstChild.nodeSize + 1));
}

export const hasHead = (state) => Number(tableAt(state)?.node.attrs.data.head ?? 0) > 0;

export function toggleHead(state, dispatch) {
  const found = tableAt(state);
  if (!found) return false;
  const { head: _, ...data } = found.node.attrs.data;
  if (dispatch) dispatch(state.tr.setNodeAttribute(found.pos, "data", hasHead(state) ? { ...data, head: "" } : { ...data, head: "1" }));
  return true;
}

export function deleteTable(state, dispatch) {
  const found = tableAt(state);
  if (!found) return false;
  if (dispatch) dispatch(state.tr.delete(found.pos, found.pos + found.node.nodeSize).scrollIntoView());
  return true;
}

// Tab in the last cell adds a row; in the caption it leads to the first cell.
export function nextCell(state, dispatch, view) {
  const found = tableAt(state);
  if (!found) return false;
  if (state.selection.$from.parent.type.name === "caption") {
    if (dispatch) dispatch(state.tr.setSelection(firstCell(state.doc, found)).scrollIntoView());
    return true;
  }
  if (tables.goToNextCell(1)(state, dispatch)) return true;
  if (!dispatch) return true;
  tables.addRowAfter(state, dispatch);
  return tables.goToNextCell(1)(view.state, dispatch);
}

export function previousCell(state, dispatch) {
  if (!isInTable(state)) return false;
  tables.goToNextCell(-1)(state, dispatch);
  return true;
}

export const TABLE_ACTIONS = [
  { name: "row-above", label: gettext("Row above"), run: tables.addRowBefore },
  { name: "row-below", label: gettext("Row below"), run: tables.addRowAfter },
  { name: "column-before", label: gettext("Column before"), run: tables.addColumnBefore },
  { name: "column-after", label: gettext("Column after"), run: tables.addColumnAfter },
  { name: "delete-row", label: gettext("Delete row"), run: tables.deleteRow },
  { name: "delete-column", label: gettext("Delete column"), run: tables.deleteColumn },
  { name: "merge", label: gettext("Merge cells"), run: tables.mergeCells },
  { name: "split", label: gettext("Split cell"), run: tables.splitCell },
  { name: "head-row", label: gettext("Heading row"), run: toggleHead, isOn: hasHead },
  { name: "head-cell", label: gettext("Heading cell"), run: tables.toggleHeaderCell },
  { name: "delete-table", label: gettext("Delete table"), run: deleteTable },
];
