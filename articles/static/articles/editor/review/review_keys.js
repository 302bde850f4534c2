// The keys of the review: F8 from anywhere on the page, and single ones while the focus is in its bar, where nothing
// is typed. They are letters of the keyboard, too, where the layout has others in their place.
import { redoNoScroll, undoNoScroll } from "../core/prosemirror.js";

const KEYS = { a: "right", f: "relabel", s: "skip", j: "skip", ArrowDown: "skip", k: "back", ArrowUp: "back" };

export function reviewKeys(bar, run, undoOrRedo) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || isModified(event) || event.repeat || document.querySelector("dialog:modal")) return;
    event.preventDefault();
    if (event.shiftKey) run.back();
    else if (bar.hasFocus() && bar.offers("skip")) run.skip();
    else run.start();
  });
  bar.row.addEventListener("keydown", (event) => {
    // Holding a key answers once.
    if (event.repeat && event.key === "Enter") event.preventDefault();
    const command = commandOf(event);
    const name = !isModified(event) && !event.shiftKey && KEYS[keyOf(event)];
    if (!command && !name) return;
    event.preventDefault();
    if (command) undoOrRedo(command);
    else if (!event.repeat && bar.offers(name)) run[name]();
  });
}

const isModified = ({ ctrlKey, metaKey, altKey }) => ctrlKey || metaKey || altKey;

function keyOf({ key, code }) {
  if (key.length > 1 || /^[a-z]$/i.test(key)) return key.length > 1 ? key : key.toLowerCase();
  return code.startsWith("Key") ? code.slice(3).toLowerCase() : key;
}

function commandOf(event) {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (!isCommand) return null;
  if (keyOf(event) === "y" || (keyOf(event) === "z" && event.shiftKey)) return redoNoScroll;
  return keyOf(event) === "z" ? undoNoScroll : null;
}
