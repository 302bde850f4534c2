// Looks through what the import was unsure of, as textarea[data-doubts] lists it. Without such a list there is nothing.
import { doubtMarks } from "./doubt_marks.js";
import { fieldNotes, makeDoubts } from "./doubts.js";
import { keepLookedAt, readList } from "./looked_at.js";
import { keepNotes } from "./notes.js";

// Returns plugins.
export function review(textarea, doc) {
  const { form, dataset } = textarea;
  const input = form?.querySelector('input[type="hidden"][name="looked_at"]');
  const notes = input && { lookedAt: readList(input.value), ...fieldNotes(form) };
  const doubts = input && makeDoubts(readList(dataset.doubts), form, doc, notes);
  if (!doubts?.all.length) return [];
  // For those without scripts.
  form.querySelector("[data-doubt-list]")?.remove();
  return [
    keepNotes(notes),
    doubtMarks(doubts, form),
    keepLookedAt(input, doubts),
  ];
}
