// What a paste left out, counted by sort, in a sentence; and the pictures that came in it as data.
import { gettext, interpolate, language, ngettext } from "../core/gettext.js";

// Elements that are counted when they go; styles and the like nobody misses.
const SORTS = {
  form: "form",
  iframe: "frame",
  object: "frame",
  embed: "frame",
  video: "video",
  audio: "audio",
  canvas: "drawing",
  math: "formula",
};

// Functions, since the catalogue of translations is read when they are called.
const NAMES = {
  picture: (count) => ngettext("%(count)s picture", "%(count)s pictures", count),
  form: (count) => ngettext("%(count)s form", "%(count)s forms", count),
  frame: (count) => ngettext("%(count)s frame of another site", "%(count)s frames of other sites", count),
  video: (count) => ngettext("%(count)s video", "%(count)s videos", count),
  audio: (count) => ngettext("%(count)s recording", "%(count)s recordings", count),
  drawing: (count) => ngettext("%(count)s drawing", "%(count)s drawings", count),
  formula: (count) => ngettext("%(count)s formula", "%(count)s formulas", count),
  comment: (count) => ngettext("%(count)s comment", "%(count)s comments", count),
  link: (count) => ngettext("%(count)s link that leads nowhere", "%(count)s links that lead nowhere", count),
  hidden: (count) => ngettext("%(count)s hidden text", "%(count)s hidden texts", count),
  script: (count) => ngettext("%(count)s script", "%(count)s scripts", count),
};

// Returns { count(sort, number), addFile(url), files, sentence() }.
export function makeTally() {
  const counted = new Map();
  const files = [];
  return {
    files,
    count(sort, number = 1) {
      if (sort && number) counted.set(sort, (counted.get(sort) ?? 0) + number);
    },
    // A name for the place of a picture that is yet to be sent.
    addFile(file) {
      const name = `sent-${Math.random().toString(36).slice(2, 12)}`;
      files.push({ file, name });
      return name;
    },
    sentence: () => sentenceOf(counted),
  };
}

function sentenceOf(counted) {
  const sorts = Object.keys(NAMES).filter((sort) => counted.has(sort));
  if (!sorts.length) return "";
  const total = sorts.reduce((sum, sort) => sum + counted.get(sort), 0);
  const named = sorts.map((sort) => interpolate(NAMES[sort](counted.get(sort)), { count: counted.get(sort).toLocaleString(language) }));
  const things = new Intl.ListFormat(language, { type: "conjunction" }).format(named);
  return interpolate(ngettext("%(things)s was left out.", "%(things)s were left out.", total), { things });
}

// The sort that a node counts as when it goes, null for none.
export function countedAs(node, name) {
  if (name !== "hidden") return (name !== "form" || node.querySelector("input, select, textarea")) && SORTS[name];
  const isOfWord = node.dataset.style?.includes("mso-");
  return node.textContent.trim() && !isOfWord ? "hidden" : null;
}
