// Everything that a button or a key can do, declared once: the toolbar, the keys and the titles are made from it.
import { redo, toggleMark, undo } from "../core/prosemirror.js";
import { isNoise, moveBlocks, toggleNoise } from "../core/blocks.js";
import { gettext } from "../core/gettext.js";
import { removeLink, linkAt } from "../links/links.js";
import { isFocusMode, toggleFocusMode } from "./focus_mode.js";
import { isOn as isTypographyOn, toggle as toggleTypography } from "../typing/typography.js";

const COMMON_MARKS = [
  { tag: "strong", label: gettext("Bold"), key: "Mod-b" },
  { tag: "em", label: gettext("Italic"), key: "Mod-i" },
];
const RARE_MARKS = [
  { tag: "s", label: gettext("Strike through"), key: "Mod-Shift-x" },
  { tag: "sub", label: gettext("Subscript"), key: "Mod-," },
  { tag: "sup", label: gettext("Superscript"), key: "Mod-." },
];

// Returns { bar, more }: groups of buttons, and the items of a menu. Each is { name, label, key, run, isOn }; run is a
// ProseMirror command, isOn is there for switches only, and place is a class of it. page: the element around the text.
// open: commands that open what stands elsewhere: { link, find, keys }.
export function makeActions(schema, open, page) {
  const switches = (marks) => marks.filter(({ tag }) => schema.marks[tag]).map((mark) => markAction(mark, schema));
  const noise = { name: "noise", label: gettext("Noise"), key: "Mod-Alt-n", run: toggleNoise, isOn: isNoise };
  const redoing = { name: "redo", label: gettext("Redo"), key: "Mod-Shift-z", run: redo };
  const links = schema.marks.a ? linkActions(open.link) : [];
  return {
    bar: [
      [...switches(COMMON_MARKS), ...links.slice(0, 1)],
      [{ ...noise, text: gettext("Noise"), place: "is-wide" }],
      [
        { name: "undo", label: gettext("Undo"), key: "Mod-z", run: undo },
        { ...redoing, place: "is-wide" },
      ],
    ],
    more: [
      { ...redoing, place: "is-narrow" },
      { ...noise, place: "is-narrow" },
      { name: "up", label: gettext("Move paragraph up"), key: "Alt-ArrowUp", run: moveBlocks("up") },
      { name: "down", label: gettext("Move paragraph down"), key: "Alt-ArrowDown", run: moveBlocks("down") },
      ...switches(RARE_MARKS),
      { name: "clear", label: gettext("Clear formatting"), key: "Mod-\\", run: clearMarks },
      ...links.slice(1),
      { name: "quotes", label: gettext("Curly quotes"), run: onCall(toggleTypography), isOn: isTypographyOn },
      { name: "fold", label: gettext("Hide noise"), run: onCall(() => page.classList.toggle("hides-noise")), isOn: () => page.classList.contains("hides-noise") },
      { name: "find", label: gettext("Find in the text"), key: "Mod-f", run: open.find },
      { name: "focus", label: gettext("Focus mode"), key: "F8", run: onCall(toggleFocusMode), isOn: isFocusMode },
      { name: "keys", label: gettext("Keys"), run: onCall(open.keys) },
    ],
  };
}

// A switch that has nothing to do with the text.
const onCall = (run) => (_, dispatch) => {
  if (dispatch) run();
  return true;
};

function markAction({ tag, label, key }, schema) {
  const type = schema.marks[tag];
  return { name: tag, label, key, run: toggleMark(type), isOn: (state) => hasMark(state, type) };
}

function hasMark({ doc, selection, storedMarks }, type) {
  const { empty, from, to, $from } = selection;
  return empty ? Boolean(type.isInSet(storedMarks ?? $from.marks())) : doc.rangeHasMark(from, to, type);
}

function linkActions(openLinkDialog) {
  return [
    { name: "link", label: gettext("Link"), key: "Mod-k", run: openLinkDialog, isOn: (state) => Boolean(linkAt(state).attrs) },
    { name: "unlink", label: gettext("Remove link"), run: removeLink },
  ];
}

// Links are not formatting.
function clearMarks({ schema, selection, tr }, dispatch) {
  const { empty, from, to } = selection;
  if (empty) return false;
  const types = Object.values(schema.marks).filter((type) => type !== schema.marks.a);
  if (dispatch) dispatch(types.reduce((cleared, type) => cleared.removeMark(from, to, type), tr));
  return true;
}

const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
const KEY_NAMES = isMac
  ? { Mod: "⌘", Alt: "⌥", Shift: "⇧", ArrowUp: "↑", ArrowDown: "↓" }
  : { Mod: "Ctrl", ArrowUp: "↑", ArrowDown: "↓" };

export function readableKey(key) {
  const names = key.split("-").map((name) => KEY_NAMES[name] ?? (name.length === 1 ? name.toUpperCase() : name));
  return names.join(isMac ? "" : "+");
}
