// Puts into the fields for headline and standfirst what a step, its undo or its redo moved there or away.
import { Plugin } from "../core/prosemirror.js";
import { FIELDS } from "./label_reviews.js";
import { note, notesOf } from "./notes.js";

export function moveFields(form) {
  return new Plugin({
    view: () => ({
      update({ state }, before) {
        const [now, earlier] = [notesOf(state), notesOf(before)];
        const moved = FIELDS.filter((name) => now[name] !== earlier[name]);
        moved.forEach((name) => write(form.elements[name], now[name].text, earlier[name].text));
      },
    }),
  });
}

// What was typed into a field since the last step is noted before the next, so that its undo brings it back.
export function noteTyped(view, form, name) {
  const { state } = view;
  const noted = notesOf(state)[name];
  const text = form.elements[name]?.value;
  if (!noted || text === noted.text) return;
  view.dispatch(note(state.tr, state, name, { ...noted, text }).setMeta("addToHistory", false));
}

// What was typed after a step that is now undone stays, behind what comes back.
function write(field, text, earlier) {
  if (field.value === text) return;
  field.value = field.value === earlier ? text : `${text} ${field.value}`.trim();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
