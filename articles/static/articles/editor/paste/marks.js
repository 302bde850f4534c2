// The marks of pasted words, by their tags and by their styles.
import { checkUrl, unwrapUrl } from "../core/urls.js";
import { styleOf } from "../core/inert.js";

export function marksWith(node, tag, { marks }, { aliases, schemes }) {
  if (tag === "a") return addLink(node, marks, schemes);
  const style = styleOf(node);
  const name = aliases[tag] ?? tag;
  const weight = style.get("font-weight");
  const slant = style.get("font-style");
  let result = name === "span" || name === "font" ? marks : add(marks, name, attributesOf(node));
  if (weight) result = isBold(weight) ? add(result, "strong") : without(result, "strong");
  if (slant) result = slant === "normal" ? without(result, "em") : add(result, "em");
  return addLines(addRaised(result, style.get("vertical-align")), style);
}

// Whether a link leads nowhere that is allowed, so that only its words stay: then it counts as one.
export function countLinkless(node, { schemes }) {
  const href = node.localName === "a" && node.getAttribute("href");
  return href && !href.startsWith("#") && !checkUrl(unwrapUrl(href), schemes).href ? "link" : null;
}

function addLink(node, marks, schemes) {
  const url = unwrapUrl(node.getAttribute("href") ?? "");
  const { href } = checkUrl(url, schemes);
  // A fragment points into the page that the text was copied from.
  if (!href || href.startsWith("#")) return marks;
  return add(without(marks, "a"), "a", { href, title: node.getAttribute("title") });
}

function addRaised(marks, align) {
  if (align === "super") return add(marks, "sup");
  return align === "sub" ? add(marks, "sub") : marks;
}

// The line under a link is how links look.
export function addLines(marks, style) {
  const lines = `${style.get("text-decoration") ?? ""} ${style.get("text-decoration-line") ?? ""}`;
  const isLink = marks.some(({ tag }) => tag === "a");
  const underlined = lines.includes("underline") && !isLink ? add(marks, "u") : marks;
  return lines.includes("line-through") ? add(underlined, "s") : underlined;
}

const isBold = (weight) => weight === "bold" || weight === "bolder" || Number(weight) >= 600;
const without = (marks, tag) => marks.filter((mark) => mark.tag !== tag);
const add = (marks, tag, attributes = {}) => [...without(marks, tag), { tag, attributes }];
const attributesOf = (node) => Object.fromEntries(["title", "cite"].map((name) => [name, node.getAttribute(name)]));
