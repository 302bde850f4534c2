// The buttons below a figure: what can be done with it, and with its place among the pictures beside it.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";
import { joinAbove, shift, takeOut } from "./galleries.js";

// Those that have to do with other pictures are shown by CSS, as gallery_marks.js names their figures.
const PLACES = [
  { label: gettext("Beside the picture above"), run: joinAbove, name: "is-for-joining" },
  { label: gettext("Earlier"), run: (pos) => shift(pos, -1), name: "is-for-gallery" },
  { label: gettext("Later"), run: (pos) => shift(pos, 1), name: "is-for-gallery" },
  { label: gettext("Take out"), run: takeOut, name: "is-for-gallery" },
];

// getPos(): where the figure is. kept: further buttons. Returns an element.
export function figureButtons(view, getPos, kind, kept = []) {
  const made = (label, run, name) => {
    const button = element("button", { type: "button", class: name });
    button.textContent = label;
    button.addEventListener("click", () => run(view.state, view.dispatch) && refocus(view, getPos, button));
    return button;
  };
  const places = PLACES.map(({ label, run, name }) => made(label, (...rest) => run(getPos())(...rest), name));
  const remove = made(gettext("Delete"), () => deleteIt(view, getPos()), "is-for-deletion");
  return element("div", { class: "article-figure-buttons" }, ...kept, ...(kind === "picture" ? places : []), remove);
}

// A figure that was moved is drawn anew: the same button of it has the focus, for the next press.
function refocus(view, getPos, button) {
  if (button.isConnected) return;
  const { from } = view.state.selection;
  const again = [...(view.nodeDOM(from)?.querySelectorAll?.("button") ?? [])].find(({ textContent }) => textContent === button.textContent);
  if (again?.checkVisibility()) again.focus();
  else view.focus();
}

function deleteIt(view, from) {
  view.dispatch(view.state.tr.delete(from, from + view.state.doc.nodeAt(from).nodeSize));
  view.focus();
  return false;
}
