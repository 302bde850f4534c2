// Marks the texts whose label waits for an answer: in the margin of the document, and at the fields beside it.
import { Decoration, DecorationSet, Plugin } from "./prosemirror.js";
import { FIELDS } from "./doubts.js";
import { element } from "./elements.js";
import { questionOf } from "./questions.js";

export function doubtMarks(doubts, form) {
  const build = (state) => {
    const blocks = openPlaces(doubts, state).filter(({ node }) => node);
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
      const show = () => markFields(form, openPlaces(doubts, view.state));
      form.addEventListener("input", show);
      show();
      return { update: show };
    },
  });
}

function openPlaces(doubts, state) {
  const open = doubts.all.filter((doubt) => doubts.isOpen(doubt, state));
  return open.map((doubt) => ({ doubt, ...doubts.placeOf(doubt, state) }));
}

function mark({ doubt, node, pos }) {
  const attributes = { class: "is-doubted", "aria-description": `Unsure. ${questionOf(doubt)}` };
  return Decoration.node(pos, pos + node.nodeSize, attributes);
}

function markFields(form, places) {
  for (const name of FIELDS) {
    const field = form.elements[name];
    if (!field) continue;
    const found = places.find((place) => place.field === field);
    if (field.classList.toggle("is-doubted", Boolean(found))) markLabel(field, found.doubt);
    else field.labels[0]?.querySelector(".article-doubt")?.remove();
  }
}

function markLabel(field, doubt) {
  const [label] = field.labels;
  if (!label || label.querySelector(".article-doubt")) return;
  const words = element("span", { class: "article-editor-hidden" }, ` Unsure. ${questionOf(doubt)}`);
  label.append(element("span", { class: "article-doubt" }, element("span", { "aria-hidden": "true" }, "?"), words));
}
