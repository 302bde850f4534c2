// Curly quotes, dashes and an ellipsis while typing, as the article's language has them. One undo takes each back.
import { Plugin, closeHistory } from "../core/prosemirror.js";

// Outer and inner quotation marks: opening, closing, opening, closing.
const QUOTES = {
  en: "“”‘’",
  de: "„“‚‘",
  "de-ch": "«»‹›",
  fr: ["«\u00a0", "\u00a0»", "“", "”"],
  es: "«»“”",
  it: "«»“”",
  pt: "“”‘’",
  nl: "“”‘’",
  pl: "„”‚’",
  cs: "„“‚‘",
  sk: "„“‚‘",
  hu: "„”»«",
  ro: "„”«»",
  da: "»«›‹",
  nb: "«»‘’",
  no: "«»‘’",
  sv: "””’’",
  fi: "””’’",
  ru: "«»„“",
  uk: "«»„“",
};
const APOSTROPHE = "’";
const OPENS_AFTER = /(?:^|[\s([{<–—/\u00a0“„«‘‚»›‹])$/u;
const STORE = "newsroom-typography";

export const isOn = () => localStorage.getItem(STORE) !== "off";

export function toggle() {
  localStorage.setItem(STORE, isOn() ? "off" : "on");
}

// language: a function that returns the article's language now, such as de-CH.
export function typography(language) {
  return new Plugin({
    props: {
      handleTextInput(view, from, to, text) {
        const change = isOn() && from === to && changeFor(view.state, from, text, language());
        if (!change) return false;
        view.dispatch(view.state.tr.insertText(text, from, to));
        const start = from + text.length - change.length;
        view.dispatch(closeHistory(view.state.tr.insertText(change.words, start, from + text.length)));
        // What is typed next is another step.
        view.dispatch(closeHistory(view.state.tr));
        return true;
      },
    },
  });
}

// Returns { length, words }: how many characters before the cursor, the typed one among them, become which words.
function changeFor({ doc, schema, storedMarks }, pos, text, language) {
  const $pos = doc.resolve(pos);
  const isCode = $pos.parent.type.spec.code || (schema.marks.code?.isInSet(storedMarks ?? $pos.marks()) ?? false);
  if (isCode || !$pos.parent.inlineContent) return null;
  const before = $pos.parent.textBetween(0, $pos.parentOffset, null, " ");
  if (text === '"' || text === "'") return { length: 1, words: quote(text, before, language) };
  // Three dashes at the start of a line are a rule.
  if (text === "-" && /[^-–—]-$/.test(before)) return { length: 2, words: "–" };
  if (text === "-" && /–$/.test(before) && $pos.parentOffset > 1) return { length: 2, words: "—" };
  if (text === "." && /(?:^|[^.])\.\.$/.test(before)) return { length: 3, words: "…" };
  return null;
}

function quote(sign, before, language) {
  const [open, close, innerOpen, innerClose] = quotesOf(language);
  const opens = OPENS_AFTER.test(before);
  if (sign === '"') return opens ? open : close;
  if (opens) return innerOpen;
  const isOpen = before.lastIndexOf(innerOpen) > before.lastIndexOf(innerClose);
  return /[\p{L}\p{N}]$/u.test(before) && !isOpen ? APOSTROPHE : innerClose;
}

function quotesOf(language) {
  const tag = language.toLowerCase();
  return QUOTES[tag] ?? QUOTES[tag.split("-")[0]] ?? QUOTES.en;
}
