// Lists of HTML and of Word: the level of an item, whether it is numbered, and its number.
import { styleOf } from "../core/inert.js";
import { markOfWord, numberOf } from "./word.js";

const DEEPEST = 9;
const MOST = 1_000_000;
// A number that was typed before the words of a paragraph in the style of lists.
const TYPED_NUMBER = /^\s*(\d{1,3})[.)][\s\u00a0]{2,}/;
const TYPED_BULLET = /^\s*(?:[·•●○▪■□§‣◦]|[o–-][\s\u00a0]{2,})/;

export function contextOfList(node, tag, context) {
  if (tag !== "ul" && tag !== "ol") return null;
  const start = Number.parseInt(node.getAttribute("start"), 10);
  return { ...context, lists: [...context.lists, { tag, next: Number.isNaN(start) ? 1 : start }] };
}

export function contextOfItem(node, tag, context, target) {
  const item = tag === "li" ? itemOf(node, context) : itemOfWord(node, target);
  return item && { ...context, kind: "list_item", item };
}

function itemOf(node, { lists }) {
  const list = lists.at(-1) ?? { tag: "ul", next: 1 };
  const written = Number.parseInt(node.getAttribute("value"), 10);
  const number = Number.isNaN(written) ? list.next : written;
  list.next = number + 1;
  // Word on the web calls it data-aria-level.
  const said = Number(node.getAttribute("aria-level") ?? node.dataset.ariaLevel);
  return makeItem(list.tag, said || lists.length, number);
}

const inRange = (number, most) => Math.min(Math.max(number, 0), most);
const makeItem = (list, level, number, more = {}) => ({
  list,
  level: inRange(level, DEEPEST) || 1,
  number: list === "ol" && number !== null ? inRange(number, MOST) : null,
  ...more,
});

function itemOfWord(node, target) {
  const [, level] = /^l\d+ level(\d)/.exec(styleOf(node).get("mso-list") ?? "") ?? [];
  if (level) return numberedByWord(node, Number(level), target.numbers);
  if (!/MsoListParagraph/.test(node.className)) return null;
  const [mark, number] = TYPED_NUMBER.exec(node.textContent) ?? [];
  if (number) return makeItem("ol", 1, Number(number), { mark: /^\s*\d+[.)]\s*/ });
  if (TYPED_BULLET.test(node.textContent)) return makeItem("ul", 1, null);
  // Without a mark it goes on from the item before it.
  const before = target.blocks.at(-1)?.dataset ?? {};
  if (before.kind !== "list_item") return null;
  return makeItem(before.list ?? "ul", Number(before.level ?? 1), null, { isWritten: true });
}

function numberedByWord(node, level, numbers) {
  const number = numberOf(markOfWord(node), numbers.last("ol", level) + 1);
  return makeItem(number === null ? "ul" : "ol", level, number);
}
