// Looks through what the import was unsure of, as textarea[data-doubts] lists it. Without such a list there is nothing.
import { Plugin } from "./prosemirror.js";
import { doubtMarks } from "./doubt_marks.js";
import { fieldNotes, makeDoubts } from "./doubts.js";
import { keepReviewed, readList } from "./reviewed.js";
import { moveFields } from "./moved_fields.js";
import { keepNotes } from "./notes.js";
import { reviewBar } from "./review_bar.js";
import { reviewKeys } from "./review_keys.js";
import { makeWalk } from "./walk.js";

// Returns plugins. foot: the element that the bar is put into.
export function review(textarea, doc, foot) {
  const { form, dataset } = textarea;
  const input = form?.querySelector('input[type="hidden"][name="reviewed"]');
  const notes = input && { reviewed: readList(input.value), ...fieldNotes(form) };
  const doubts = input && makeDoubts(readList(dataset.doubts), form, doc, notes);
  if (!doubts?.all.length) return [];
  // For those without scripts.
  form.querySelector("[data-doubt-list]")?.remove();
  return [
    keepNotes(notes),
    doubtMarks(doubts, form),
    moveFields(form),
    keepReviewed(input, doubts),
    new Plugin({ view: (view) => walkThrough(view, doubts, form, foot) }),
  ];
}

function walkThrough(view, doubts, form, foot) {
  const run = {};
  const bar = reviewBar(run);
  foot.prepend(bar.dom);
  const save = form.querySelector('[name="_next"]') ?? form.querySelector('[name="_save"]');
  const walk = makeWalk(view, doubts, form, bar, save);
  Object.assign(run, walk.run);
  reviewKeys(bar, run, walk.takeBack);
  form.addEventListener("input", walk.follow);
  form.addEventListener("focusin", walk.follow);
  return { update: () => walk.follow() };
}
