// The queue of unsure labels: leads from one to the next, and does what the editor answers.
import { TextSelection } from "../core/prosemirror.js";
import { gettext, interpolate } from "../core/gettext.js";
import { FIELDS } from "./label_reviews.js";
import { noteTyped } from "./moved_fields.js";
import { note, notesOf } from "./notes.js";
import { promptOf, summaryOf } from "./prompts.js";
import { relabel } from "./relabel.js";

// Returns { run, undoOrRedo, follow }: what the buttons do, what the keys for undo and redo do, and what is to be
// called after every change.
export function makeQueue(view, reviews, form, bar, save) {
  let here = null;
  let isOver = false;
  const { all } = reviews;
  const isOpen = (review) => reviews.isOpen(review, view.state);
  const placeOf = (review) => reviews.placeOf(review, view.state);

  function show(outcome = "") {
    bar.show(outcome, here ? promptOf(reviews, here, view.state) : summaryOf(reviews, view.state, isOver, labelOf(save)));
    const field = here && placeOf(here)?.field;
    for (const name of FIELDS) form.elements[name]?.classList.toggle("is-current", field === form.elements[name]);
  }

  function goTo(review, outcome) {
    here = review ?? null;
    isOver = !here;
    if (here) reveal(view, placeOf(here));
    show(outcome);
  }

  const onward = (outcome) => goTo(all.slice(all.indexOf(here) + 1).find(isOpen), outcome);

  function confirm() {
    const { state } = view;
    if (!isOpen(here)) return onward();
    view.dispatch(note(state.tr, state, "reviewed", [...notesOf(state).reviewed, here.origin]));
    return onward(interpolate(gettext("Kept as %(label)s."), { label: here.label_name }));
  }

  function toggleLabel() {
    const place = placeOf(here);
    const isRelabelled = place?.label === here.alternative;
    const [wanted, label] = isRelabelled ? [here.label, here.label_name] : [here.alternative, here.alternative_name];
    for (const field of [place?.label, wanted]) noteTyped(view, form, field);
    const { tr, outcome, problem } = relabel(view.state, form, place, wanted);
    if (problem) return show(problem);
    view.dispatch(tr);
    const now = interpolate(gettext("Now %(label)s."), { label });
    const news = `${now} ${outcome}`.trim();
    return isRelabelled ? goTo(here, news) : onward(news);
  }

  // Where the cursor is, or after it; before the first start there is no cursor.
  function first() {
    const cursor = view.hasFocus() ? view.state.selection.$from.before(1) : -1;
    const isAhead = (review) => (placeOf(review).pos ?? -1) >= cursor;
    const open = all.filter(isOpen);
    return here && isOpen(here) ? here : (open.find(isAhead) ?? open[0]);
  }

  function start() {
    const review = first();
    bar.focus();
    goTo(review);
  }

  const inBar = (act) => () => {
    bar.focus();
    act();
  };
  const run = {
    start,
    right: inBar(confirm),
    relabel: inBar(toggleLabel),
    skip: inBar(() => onward()),
    back: inBar(() => goTo(all[Math.max(0, (here ? all.indexOf(here) : all.length) - 1)])),
    save: () => save.click(),
    leave: () => ((here && placeOf(here)?.field) ?? view).focus(),
  };

  function undoOrRedo(command) {
    const before = all.map((review) => `${isOpen(review)} ${placeOf(review)?.label}`);
    if (!command(view.state, view.dispatch)) return;
    const changed = all.find((review, index) => `${isOpen(review)} ${placeOf(review)?.label}` !== before[index]);
    if (changed) goTo(changed);
  }

  // While the focus is in the bar, the bar leads.
  function follow() {
    if (bar.hasFocus()) return;
    const isHere = (review) => isOpen(review) && isAt(placeOf(review), view);
    if (view.hasFocus() || FIELDS.includes(document.activeElement.name)) here = all.find(isHere) ?? null;
    else if (here && !isOpen(here)) here = null;
    show();
  }

  follow();
  return { run, undoOrRedo, follow };
}

const labelOf = (button) => button?.textContent.trim() || button?.value;

function isAt({ pos, field }, view) {
  return field ? field === document.activeElement : view.hasFocus() && pos === view.state.selection.$head.before(1);
}

function reveal(view, place) {
  if (!place) return;
  const { doc, tr } = view.state;
  if (place.node) view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(place.pos + 1))));
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const shown = place.field ?? view.nodeDOM(place.pos);
  shown.scrollIntoView({ block: "start", behavior: isCalm ? "auto" : "smooth" });
}
