// Pictures, frames and posts of a pasted page -> parts with their addresses; a picture that comes as data is a file.
import { element } from "../core/elements.js";
import { embedOf } from "../figures/providers.js";

const SOURCES = ["src", "data-src", "data-lazy-src"];
const CAPTIONS = "figcaption, .wp-caption-text";
const FILE = /^data:image\/(?:png|jpe?g|gif|webp|avif);base64,[\w+/=\s]+$/i;
// Shorter ones fill the place of a picture that a page had not loaded yet.
const LEAST_DATA = 300;
const POST = /(?:^|\s)(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed)(?:\s|$)/;

// A figure with pictures or a frame, and nothing else but a caption; others are read as blocks.
export function readFigure(node, context, target) {
  const caption = node.querySelector(CAPTIONS);
  giveToTable(node, caption);
  const shown = [...node.querySelectorAll("img, iframe")].filter((each) => !caption?.contains(each));
  if (!shown.length || target.isInline || hasOtherWords(node, caption)) return false;
  const before = target.blocks.length;
  target.close();
  for (const each of shown) (each.localName === "img" ? readPicture : readFrame)(each, context, target);
  const [first] = target.blocks.slice(before);
  if (caption && first) first.firstChild.append(...target.inline(caption, { ...context, marks: [] }).nodes);
  else if (caption) target.read(caption, { ...context, kind: "body", data: {}, item: null, isLoose: false }, target);
  target.close();
  return true;
}

// A table in a figure has the caption of it.
function giveToTable(node, caption) {
  const table = node.querySelector("table");
  if (table && !table.caption && caption) table.createCaption().append(caption);
}

function hasOtherWords(node, caption) {
  const words = node.textContent.trim().length - (caption?.textContent.trim().length ?? 0);
  return words > 0 && [...node.querySelectorAll("p, table, pre, blockquote, li")].some((each) => !caption?.contains(each));
}

export function readPicture(node, context, target) {
  const alt = node.getAttribute("alt")?.trim() ?? "";
  if (/^\p{Extended_Pictographic}/u.test(alt) && alt.length < 12) target.text(alt, context);
  else if (!isTiny(node)) addPicture(node, alt, target);
  return true;
}

// As pages count their visitors.
function isTiny(node) {
  return ["width", "height"].some((name) => node.hasAttribute(name) && Number.parseInt(node.getAttribute(name), 10) <= 2);
}

function addPicture(node, alt, target) {
  const written = SOURCES.map((name) => node.getAttribute(name)?.trim() ?? "");
  const source = written.map(addressOf).find(Boolean);
  const file = written.find((url) => FILE.test(url) && url.length > LEAST_DATA);
  const place = file && !source && target.allowed.takesFiles ? target.tally.addFile(file.replace(/\s/g, "")) : null;
  if (!source && !place) return target.tally.count("picture");
  const data = { source: source ?? null, alt: alt || null, sent: place };
  target.add("figure", { kind: "picture", data }, element("figcaption"));
}

function addressOf(url) {
  const whole = url.startsWith("//") ? `https:${url}` : url;
  return /^https?:\/\//i.test(whole) && URL.canParse(whole) ? whole.replace(/\s/g, "%20") : null;
}

export function readFrame(node, _, target) {
  const data = embedAt(node.getAttribute("src") ?? "", target.allowed.hosts);
  if (!data || target.isInline) return false;
  addEmbed({ ...data, title: node.getAttribute("title") }, target);
  return true;
}

// A post as networks give it out; its last link is its address.
export function readPost(node, _, target) {
  if (!POST.test(node.className) || target.isInline) return false;
  const link = [...node.querySelectorAll("a[href]")].at(-1);
  const data = embedAt(link?.getAttribute("href") ?? node.getAttribute("cite") ?? "", target.allowed.hosts);
  if (!data) return false;
  const texts = [...node.querySelectorAll("p")].map(({ textContent }) => textContent.trim());
  addEmbed({ ...data, text: texts.join("\n") || null }, target);
  return true;
}

const addEmbed = (data, target) => target.add("figure", { kind: "embed", data }, element("figcaption"));

// null where nobody who is known shows it.
function embedAt(written, hosts = []) {
  const url = addressOf(written);
  const found = url && embedOf(url);
  if (!found) return null;
  const { hostname } = new URL(url);
  const isKnown = found.provider || hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
  return isKnown ? found : null;
}
