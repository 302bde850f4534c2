// The review of the labels that the import was unsure of, as textarea[data-label-reviews] lists them; without such a
// list there is nothing.
import { Plugin } from "../core/prosemirror.js";
import { unsureMarks } from "./marks.js";
import { fieldNotes, makeLabelReviews } from "./label_reviews.js";
import { keepReviewed, readList } from "./reviewed.js";
import { moveFields } from "./moved_fields.js";
import { keepNotes } from "./notes.js";
import { reviewBar } from "./review_bar.js";
import { reviewKeys } from "./review_keys.js";
import { makeQueue } from "./queue.js";

// Returns plugins. foot: the element that the bar is put into.
export function labelReview(textarea, doc, foot) {
  const { form, dataset } = textarea;
  const input = form?.querySelector('input[type="hidden"][name="reviewed"]');
  const notes = input && { reviewed: readList(input.value), ...fieldNotes(form) };
  const reviews = input && makeLabelReviews(readList(dataset.labelReviews), form, doc, notes);
  if (!reviews?.all.length) return [];
  // For those without scripts.
  form.querySelector("[data-label-review-list]")?.remove();
  return [
    keepNotes(notes),
    unsureMarks(reviews, form),
    moveFields(form),
    keepReviewed(input, reviews),
    new Plugin({ view: (view) => startReview(view, reviews, form, foot) }),
  ];
}

function startReview(view, reviews, form, foot) {
  const run = {};
  const bar = reviewBar(run);
  foot.prepend(bar.dom);
  const save = form.querySelector('[name="_next"]') ?? form.querySelector('[name="_save"]');
  const queue = makeQueue(view, reviews, form, bar, save);
  Object.assign(run, queue.run);
  reviewKeys(bar, run, queue.undoOrRedo);
  form.addEventListener("input", queue.follow);
  form.addEventListener("focusin", queue.follow);
  return { update: () => queue.follow() };
}
