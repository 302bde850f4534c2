// Leads from one unsure label to the next, and does what the editor answers.
import { TextSelection } from "./prosemirror.js";
import { FIELDS } from "./doubts.js";
import { noteTyped } from "./moved_fields.js";
import { note, notesOf } from "./notes.js";
import { ask, rest } from "./questions.js";
import { turn } from "./turn.js";

// Returns { run, takeBack, follow }: what the buttons do, what undo does, and what is to be called after every change.
export function makeWalk(view, doubts, form, bar, save) {
  let here = null;
  let isOver = false;
  const { all } = doubts;
  const isOpen = (doubt) => doubts.isOpen(doubt, view.state);
  const placeOf = (doubt) => doubts.placeOf(doubt, view.state);

  function show(told = "") {
    bar.say(told, here ? ask(doubts, here, view.state) : rest(doubts, view.state, isOver, labelOf(save)));
    const field = here && placeOf(here)?.field;
    for (const name of FIELDS) form.elements[name]?.classList.toggle("is-current", field === form.elements[name]);
  }

  function goTo(doubt, told) {
    here = doubt ?? null;
    isOver = !here;
    if (here) reveal(view, placeOf(here));
    show(told);
  }

  const onward = (told) => goTo(all.slice(all.indexOf(here) + 1).find(isOpen), told);

  function accept() {
    const { state } = view;
    if (!isOpen(here)) return onward();
    view.dispatch(note(state.tr, state, "reviewed", [...notesOf(state).reviewed, here.origin]));
    return onward(`Kept as ${here.label_name}.`);
  }

  function turnOver() {
    const place = placeOf(here);
    const isTurned = place?.label === here.alternative;
    const [wanted, name] = isTurned ? [here.label, here.label_name] : [here.alternative, here.alternative_name];
    for (const field of [place?.label, wanted]) noteTyped(view, form, field);
    const { tr, told, problem } = turn(view.state, form, place, wanted);
    if (problem) return show(problem);
    view.dispatch(tr);
    const said = `Now ${name}. ${told}`.trim();
    return isTurned ? goTo(here, said) : onward(said);
  }

  // Where the cursor is, or after it; before the first start there is no cursor.
  function first() {
    const cursor = view.hasFocus() ? view.state.selection.$from.before(1) : -1;
    const isAhead = (doubt) => (placeOf(doubt).pos ?? -1) >= cursor;
    const open = all.filter(isOpen);
    return here && isOpen(here) ? here : (open.find(isAhead) ?? open[0]);
  }

  function start() {
    const doubt = first();
    bar.focus();
    goTo(doubt);
  }

  const inBar = (act) => () => {
    bar.focus();
    act();
  };
  const run = {
    start,
    right: inBar(accept),
    turn: inBar(turnOver),
    skip: inBar(() => onward()),
    back: inBar(() => goTo(all[Math.max(0, (here ? all.indexOf(here) : all.length) - 1)])),
    save: () => save.click(),
    leave: () => ((here && placeOf(here)?.field) ?? view).focus(),
  };

  function takeBack(command) {
    const standing = all.map((doubt) => `${isOpen(doubt)} ${placeOf(doubt)?.label}`);
    if (!command(view.state, view.dispatch)) return;
    const changed = all.find((doubt, index) => `${isOpen(doubt)} ${placeOf(doubt)?.label}` !== standing[index]);
    if (changed) goTo(changed);
  }

  // While the focus is in the bar, the bar leads.
  function follow() {
    if (bar.hasFocus()) return;
    const isHere = (doubt) => isOpen(doubt) && isAt(placeOf(doubt), view);
    if (view.hasFocus() || FIELDS.includes(document.activeElement.name)) here = all.find(isHere) ?? null;
    else if (here && !isOpen(here)) here = null;
    show();
  }

  follow();
  return { run, takeBack, follow };
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
