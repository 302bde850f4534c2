// What Word writes in ways of its own: marks of lists, comments, styles of quotations and titles.
import { styleOf } from "../core/inert.js";

// Anchors of comments in the text, those of Google Docs among them, and the comments themselves at its end.
const ANCHORS = "a.msocomanchor, .MsoCommentReference, sup:has(> a[href^='#cmnt']:not([href^='#cmnt_']))";
const COMMENTS = "[data-style*='mso-element:comment'], div:has(> p > a[href^='#cmnt_ref'])";

const NUMBER = /^\(?(?:\d+\.)*(\d+|[a-z]{1,4})[.):]*$/i;
const ROMAN = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

export function dropComments(body, tally) {
  const comments = [...body.querySelectorAll(COMMENTS)].filter((node) => !node.querySelector(COMMENTS));
  const anchors = [...body.querySelectorAll(ANCHORS)].filter((node) => !node.querySelector(ANCHORS));
  tally.count("comment", Math.max(comments.length, anchors.length));
  for (const node of [...body.querySelectorAll(`${ANCHORS}, ${COMMENTS}`)]) node.remove();
  for (const node of [...body.querySelectorAll("[data-style*='mso-element:comment-list']")]) node.remove();
}

// Word writes bullets and numbers into the text of a list item, and marks them so; before a heading they are words.
export function isMadeByWord(node, { kind }) {
  return kind === "list_item" && styleOf(node).get("mso-list") === "ignore";
}

export function markOfWord(node) {
  const mark = [...node.querySelectorAll("[data-style]")].find((each) => styleOf(each).get("mso-list") === "ignore");
  return mark ? mark.textContent.replace(/[\s\u00a0]+/g, "") : "";
}

// The number that a mark means (3., 1.3., c), iii.); null for a bullet. expected decides what "i." is.
export function numberOf(mark, expected) {
  const [, written] = NUMBER.exec(mark) ?? [];
  if (!written) return null;
  if (/^\d+$/.test(written)) return Number(written);
  if (/^[a-z]+$/i.test(mark)) return null;
  const roman = romanOf(written.toLowerCase());
  const letter = written.length === 1 ? written.toLowerCase().charCodeAt(0) - 96 : null;
  return [roman, letter].includes(expected) ? expected : (roman ?? letter);
}

function romanOf(letters) {
  const values = [...letters].map((letter) => ROMAN[letter]);
  if (values.includes(undefined)) return null;
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

export function kindOfWord({ className }) {
  if (/Mso(Intense)?Quote/.test(className)) return { kind: "quote" };
  return /MsoTitle/.test(className) ? { kind: "heading" } : null;
}
