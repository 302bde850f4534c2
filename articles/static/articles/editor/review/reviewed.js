// Keeps the form's list of reviewed labels: the origins of all texts whose label was confirmed or changed.
import { Plugin } from "../core/prosemirror.js";
import { note, notesOf } from "./notes.js";

export function keepReviewed(input, reviews) {
  const came = input.value;
  let written = came;
  return new Plugin({
    view(view) {
      const write = () => {
        const value = asList(reviewedOrigins(reviews, view.state));
        const wanted = value === asList(readList(came)) ? came : value;
        if (wanted === written) return;
        written = input.value = wanted;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      };
      // A draft that is restored.
      input.addEventListener("input", () => {
        if (input.value === written) return;
        written = input.value;
        view.dispatch(note(view.state.tr, view.state, "reviewed", readList(written)));
      });
      input.form.addEventListener("input", write);
      return { update: write };
    },
  });
}

export function readList(text) {
  return text ? JSON.parse(text) : [];
}

function reviewedOrigins(reviews, state) {
  const changed = reviews.all.filter((review) => !reviews.isOpen(review, state)).map(({ origin }) => origin);
  return new Set([...notesOf(state).reviewed, ...changed]);
}

const asList = (origins) => JSON.stringify([...origins].sort((one, other) => one - other));
