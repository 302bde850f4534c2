// Finds words in the text, and puts others in their place: a bar that Ctrl+F opens, below the tools.
import { Decoration, DecorationSet, Plugin, PluginKey, TextSelection, keymap } from "../core/prosemirror.js";
import { element } from "../core/elements.js";
import { gettext, interpolate } from "../core/gettext.js";
import { matchAfter, matchesOf } from "./matches.js";

const key = new PluginKey("find");
const NOTHING = { words: "", matches: [], at: -1 };

// Returns { plugins, open }: open is a command. page: the element around the text, above which the bar stands.
export function find(page) {
  const parts = makeParts(page);
  const plugin = new Plugin({
    key,
    state: { init: () => NOTHING, apply: (tr, value) => nextState(tr, value) },
    props: { decorations: marked },
    view(view) {
      listen(parts, view);
      return { update: () => tell(parts, view) };
    },
  });
  const open = (state, dispatch, view) => {
    if (view) show(parts, view);
    return true;
  };
  return { plugins: [plugin, keymap({ "Mod-f": open })], open };
}

function nextState(tr, value) {
  const asked = tr.getMeta(key);
  if (asked) return { ...value, ...asked };
  if (!tr.docChanged || !value.words) return value;
  const matches = matchesOf(tr.doc, value.words);
  return { ...value, matches, at: Math.min(value.at, matches.length - 1) };
}

function marked(state) {
  const { matches, at } = key.getState(state);
  const decorations = matches.map(({ from, to }, number) => Decoration.inline(from, to, { class: number === at ? "article-found is-current" : "article-found" }));
  return DecorationSet.create(state.doc, decorations);
}

function makeParts(page) {
  const words = element("input", { type: "search", "aria-label": gettext("Find in the text"), placeholder: gettext("Find"), autocomplete: "off" });
  const other = element("input", { type: "text", "aria-label": gettext("Put in its place"), placeholder: gettext("Replace with"), autocomplete: "off" });
  const status = element("span", { role: "status", class: "article-find-status" });
  const button = (text) => element("button", { type: "button" }, text);
  const [previous, next, replace, replaceAll, close] = [gettext("Previous"), gettext("Next"), gettext("Replace"), gettext("Replace all"), gettext("Close")].map(button);
  const bar = element("div", { class: "article-find", role: "search", hidden: "" }, words, status, previous, next, other, replace, replaceAll, close);
  page.before(bar);
  return { bar, words, other, status, previous, next, replace, replaceAll, close };
}

function listen({ bar, words, other, previous, next, replace, replaceAll, close }, view) {
  words.addEventListener("input", () => look(view, words.value));
  previous.addEventListener("click", () => go(view, -1));
  next.addEventListener("click", () => go(view, 1));
  for (const [button, run] of [[replace, replaceOne], [replaceAll, replaceEach]]) {
    button.addEventListener("click", () => {
      run(view, other.value);
      // A button that is of no use any more would take the keys with it.
      if (button.disabled) words.focus();
    });
  }
  const leave = () => {
    bar.hidden = true;
    end(view);
  };
  close.addEventListener("click", leave);
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    // The fields are not the form's: Enter would save it.
    else if (event.key === "Enter" && event.target === words) go(view, event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === other) replaceOne(view, other.value);
    else return;
    event.preventDefault();
  });
  // What is typed there is no change of the article.
  for (const name of ["input", "change"]) bar.addEventListener(name, (event) => event.stopPropagation());
}

function show({ bar, words }, view) {
  const { from, to } = view.state.selection;
  const selected = view.state.doc.textBetween(from, to, " ");
  if (selected && selected.length < 100) words.value = selected;
  bar.hidden = false;
  words.focus();
  words.select();
  look(view, words.value);
}

function look(view, words) {
  const matches = matchesOf(view.state.doc, words);
  ask(view, { words, matches, at: matchAfter(matches, view.state.selection.from) });
}

function go(view, step) {
  const { matches, at } = key.getState(view.state);
  if (matches.length) ask(view, { at: (at + step + matches.length) % matches.length });
}

function ask(view, change) {
  view.dispatch(view.state.tr.setMeta(key, change));
  view.dom.querySelector(".article-found.is-current")?.scrollIntoView({ block: "center" });
}

function replaceOne(view, text) {
  const { matches, at } = key.getState(view.state);
  if (at === -1) return;
  const { from, to } = matches[at];
  view.dispatch(view.state.tr.insertText(text, from, to));
  const left = key.getState(view.state).matches;
  ask(view, { at: matchAfter(left, from + text.length) });
}

// In one step: one undo takes all of them back.
function replaceEach(view, text) {
  const { matches } = key.getState(view.state);
  view.dispatch(matches.toReversed().reduce((tr, { from, to }) => tr.insertText(text, from, to), view.state.tr));
}

// The cursor goes to what was found last.
function end(view) {
  const { matches, at } = key.getState(view.state);
  const { tr } = view.state;
  if (at !== -1) tr.setSelection(TextSelection.create(tr.doc, matches[at].from, matches[at].to));
  view.dispatch(tr.setMeta(key, NOTHING));
  view.focus();
}

function tell({ bar, words, status, previous, next, replace, replaceAll }, view) {
  if (bar.hidden) return;
  const { matches, at } = key.getState(view.state);
  const numbers = { at: at + 1, number: matches.length };
  const found = matches.length ? interpolate(gettext("%(at)s of %(number)s"), numbers) : gettext("Not in the text");
  status.textContent = words.value ? found : "";
  for (const button of [previous, next, replace, replaceAll]) button.disabled = !matches.length;
}
