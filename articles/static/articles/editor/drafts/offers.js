// Offers the drafts of earlier openings that were not saved, one after another, the newest first.
import { setText } from "../core/text.js";
import { draftBar } from "./draft_bar.js";
import { fill } from "./fields.js";

// drafts: as together() has them. done(draft) is called with each that was taken back or discarded.
export function offer([draft, ...older], textarea, view, done) {
  if (!draft) return;
  const { form } = textarea;
  const finish = () => {
    done(draft);
    view.focus();
    offer(older, textarea, view, done);
  };
  const headline = form.elements.base?.value ? "" : draft.fields.headline;
  const bar = draftBar({ at: draft.at, headline }, {
    restore() {
      // With the version that it was made from: if a newer one is saved by now, a save joins both.
      const { [textarea.name]: text = "", ...others } = draft.fields;
      fill(form, others);
      setText(view, text);
      finish();
    },
    discard: finish,
  });
  (textarea.closest("fieldset, .paper") ?? form).prepend(bar);
}

// Drafts of the server and of this tab, the newest first; of those with the same text one, which names them all.
export function together(theirs, here, textOf) {
  const byText = new Map();
  for (const draft of [...theirs, ...here].sort((one, other) => new Date(other.at) - new Date(one.at))) {
    const text = textOf(draft.fields);
    const { all = [], ...first } = byText.get(text) ?? draft;
    byText.set(text, { ...first, all: [...all, { key: draft.key, at: draft.at }] });
  }
  return [...byText.values()];
}
