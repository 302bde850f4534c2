// Marks the texts whose label needs a look: in the margin of the document, and at the fields beside it.
import { Decoration, DecorationSet, Plugin } from "../core/prosemirror.js";
import { FIELDS } from "./label_reviews.js";
import { element } from "../core/elements.js";
import { unsureReasonOf } from "./prompts.js";

export function unsureMarks(reviews, form) {
  const build = (state) => {
    const blocks = openPlaces(reviews, state).filter(({ node }) => node);
    return DecorationSet.create(state.doc, blocks.map(mark));
  };
  return new Plugin({
    state: {
      init: (_, state) => build(state),
      apply: (tr, marks, before, state) => (tr.docChanged ? build(state) : marks),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
    view(view) {
      const show = () => markFields(form, openPlaces(reviews, view.state));
      form.addEventListener("input", show);
      show();
      return { update: show };
    },
  });
}

function openPlaces(reviews, state) {
  const open = reviews.all.filter((review) => reviews.isOpen(review, state));
  return open.map((review) => ({ review, ...reviews.placeOf(review, state) }));
}

function mark({ review, node, pos }) {
  const attributes = { class: "is-unsure", "aria-description": unsureReasonOf(review) };
  return Decoration.node(pos, pos + node.nodeSize, attributes);
}

function markFields(form, places) {
  for (const name of FIELDS) {
    const field = form.elements[name];
    if (!field) continue;
    const found = places.find((place) => place.field === field);
    if (field.classList.toggle("is-unsure", Boolean(found))) markLabel(field, found.review);
    else field.labels[0]?.querySelector(".unsure-mark")?.remove();
  }
}

function markLabel(field, review) {
  const [label] = field.labels;
  if (!label || label.querySelector(".unsure-mark")) return;
  const words = element("span", { class: "article-editor-hidden" }, ` ${unsureReasonOf(review)}`);
  label.append(element("span", { class: "unsure-mark" }, element("span", { "aria-hidden": "true" }, "?"), words));
}
