// Who else has the article open: beside the paragraph where they are, and in the list of the panel. It locks nothing.
import { Decoration, DecorationSet, Plugin, PluginKey } from "../core/prosemirror.js";
import { element } from "../core/elements.js";
import { gettext, interpolate } from "../core/gettext.js";
import { beat } from "./heartbeat.js";
import { savedBar } from "./saved_bar.js";

const key = new PluginKey("people");

// Only of an article that is there already.
export function people(textarea) {
  const { presence } = textarea.dataset;
  return presence ? [marks(textarea, presence)] : [];
}

function marks(textarea, address) {
  return new Plugin({
    key,
    state: {
      init: () => ({ people: [], set: DecorationSet.empty }),
      apply(tr, { people, set }) {
        const told = tr.getMeta(key);
        return { people: told ?? people, set: told ? draw(tr.doc, told) : set.map(tr.mapping, tr.doc) };
      },
    },
    props: { decorations: (state) => key.getState(state).set },
    view(view) {
      const show = list(view);
      const part = follow(view);
      const tell = savedBar(textarea);
      const stop = beat(textarea, address, part, ({ people, news }) => {
        if (view.isDestroyed) return;
        const before = key.getState(view.state);
        // A text that a save renewed has lost its marks.
        const isRenewed = people.length > 0 && !before.set.find().length;
        if (isRenewed || JSON.stringify(people) !== JSON.stringify(before.people)) {
          view.dispatch(view.state.tr.setMeta(key, people).setMeta("addToHistory", false));
          show(people);
        }
        tell(news);
      });
      return { destroy: stop };
    },
  });
}

// Returns what tells the part where one's own cursor is, or was last: a block of the text, or a field beside it.
function follow(view) {
  let part = "";
  return () => {
    const field = document.activeElement;
    if (view.hasFocus()) part = view.state.doc.maybeChild(view.state.selection.$from.index(0))?.attrs.id ?? "";
    else if (field?.matches("input, textarea") && view.dom.closest("form").contains(field)) part = field.name;
    return part;
  };
}

function draw(doc, people) {
  const found = [];
  doc.forEach((node, pos) => {
    const here = people.filter(({ part }) => part && part === node.attrs.id);
    if (!here.length) return;
    found.push(Decoration.node(pos, pos + node.nodeSize, { class: "has-colleague" }));
    if (node.isTextblock) found.push(note(pos + 1, here));
  });
  return DecorationSet.create(doc, found);
}

function note(pos, here) {
  const names = here.map(({ short }) => short).join(", ");
  const draw = () => {
    const span = element("span", { class: "margin-note colleague", contenteditable: "false" });
    here.forEach(({ initials }) => span.append(face(initials)));
    span.append(interpolate(gettext("%(name)s is here"), { name: names }));
    return span;
  };
  // Of the same people it is not drawn anew.
  return Decoration.widget(pos, draw, { side: -1, key: `people ${names}`, ignoreSelection: true });
}

const face = (initials) => element("span", { class: "face", "aria-hidden": "true" }, initials);

// Returns what shows people in the panel.
function list(view) {
  const place = document.querySelector("[data-people]");
  const rows = place?.querySelector("ul");
  return (people) => {
    if (!place) return;
    place.hidden = !people.length;
    rows.replaceChildren(...people.map((person) => row(view, person)));
  };
}

function row(view, { name, initials, part }) {
  const about = element("p", {}, element("strong", {}, name));
  const block = part ? view.dom.querySelector(`:scope > [data-id="${CSS.escape(part)}"]`) : null;
  if (block) about.append(element("br"), leadTo(block));
  return element("li", {}, face(initials), about);
}

function leadTo(block) {
  const words = textOf(block).split(/\s+/).slice(0, 5).join(" ");
  const text = interpolate(gettext("in “%(words)s”"), { words });
  const button = element("button", { type: "button", class: "link-button" }, text);
  button.addEventListener("click", () => block.scrollIntoView({ block: "center" }));
  return button;
}

function textOf(block) {
  const copy = block.cloneNode(true);
  copy.querySelectorAll(".margin-note").forEach((note) => note.remove());
  return copy.textContent.trim();
}
