// Headline, standfirst and text are written as one sheet: Enter leads on to the next, Backspace and the arrow keys at
// an edge lead over it.
import { Plugin, Selection } from "../core/prosemirror.js";

const FIELDS = ["headline", "standfirst"];

// Returns plugins, which go after those of other keys.
export function flow({ form }) {
  const fields = FIELDS.map((name) => form?.elements[name]).filter((field) => field?.localName === "textarea");
  return fields.length ? [new Plugin({ props: { handleKeyDown: lead(fields.at(-1)) }, view: (view) => listen(fields, view) })] : [];
}

// From the start of the text to the end of the last field.
function lead(field) {
  return ({ state }, event) => {
    const { empty, from } = state.selection;
    const isLeading = ["Backspace", "ArrowUp"].includes(event.key) && isPlain(event);
    if (!isLeading || !empty || from !== Selection.atStart(state.doc).from) return false;
    focusAt(field, field.value.length);
    return true;
  };
}

function listen(fields, view) {
  const listener = (event) => move(event, fields, view);
  fields.forEach((field) => field.addEventListener("keydown", listener));
  return { destroy: () => fields.forEach((field) => field.removeEventListener("keydown", listener)) };
}

function move(event, fields, view) {
  const field = event.target;
  const at = fields.indexOf(field);
  const isAtStart = field.selectionEnd === 0;
  const isAtEnd = field.selectionStart === field.value.length;
  if (!isPlain(event)) return;
  if (event.key === "Enter" || (event.key === "ArrowDown" && isAtEnd)) leadOn(fields[at + 1], view);
  else if (["Backspace", "ArrowUp"].includes(event.key) && isAtStart && at) focusAt(fields[at - 1], fields[at - 1].value.length);
  else return;
  event.preventDefault();
}

const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing);

function leadOn(field, view) {
  if (field) return focusAt(field, 0);
  view.dispatch(view.state.tr.setSelection(Selection.atStart(view.state.doc)).scrollIntoView());
  view.focus();
}

function focusAt(field, offset) {
  field.focus();
  field.setSelectionRange(offset, offset);
}
