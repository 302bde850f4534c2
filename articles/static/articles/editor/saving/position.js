// After a save the page opens where its writer was: at the same height, with the cursor in the same words.
import { TextSelection } from "../core/prosemirror.js";
import { keepInSight } from "./messages.js";
import { hasArrived, whenSent } from "../drafts/sent.js";

const KEY = "newsroom-position";

export function keepPosition(textarea, view) {
  const position = JSON.parse(sessionStorage.getItem(KEY));
  sessionStorage.removeItem(KEY);
  if (position?.path === location.pathname && hasArrived(textarea)) {
    goTo(position, view);
    if (position.top) keepInSight(document.querySelector(".messagelist"));
  }
  const isWriting = followFocus(textarea.form, view);
  whenSent(textarea.form, () => {
    const { $anchor, $head } = view.state.selection;
    const ends = [$anchor, $head].map((end) => [end.index(0), end.pos - startOf(view.state.doc, end.index(0))]);
    const top = window.scrollY && topOf(view);
    const left = { path: location.pathname, top, ends, isWriting: isWriting() };
    sessionStorage.setItem(KEY, JSON.stringify(left));
  });
}

// A press of a button does not count as leaving the text.
function followFocus(form, view) {
  let isWriting = false;
  form.addEventListener("focusin", ({ target }) => {
    if (!target.closest("button, select")) isWriting = view.dom.contains(target);
  });
  return () => isWriting || view.hasFocus();
}

function goTo({ top, ends, isWriting }, view) {
  const { doc, tr } = view.state;
  const [anchor, head] = ends.map(([index, offset]) => {
    const block = Math.min(index, doc.childCount - 1);
    const start = startOf(doc, block);
    return doc.resolve(Math.min(start + Math.min(offset, doc.child(block).content.size), doc.content.size));
  });
  view.dispatch(tr.setSelection(TextSelection.between(anchor, head)));
  if (isWriting) view.focus();
  if (top) window.scrollBy({ top: topOf(view) - top, behavior: "instant" });
}

// Where the text begins in the window: above it there may be more now, such as what the server says.
const topOf = (view) => view.dom.getBoundingClientRect().top;

function startOf(doc, block) {
  let pos = 1;
  for (let index = 0; index < block; index++) pos += doc.child(index).nodeSize;
  return pos;
}
