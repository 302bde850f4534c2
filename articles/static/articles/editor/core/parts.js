// What each part of an article has, whatever its kind: an id, whether it is noise, and further attributes.
// The attributes are kept as they are written (data-NAME, all texts), those that no script here knows among them.

// Names that are not the article's: the clipboard's, and those that inert.js gives to styles and handlers.
const FOREIGN = /^data-(?:id|kind|noise|pm-.*|style|on.*|label)$/;

export const PART = { id: { default: null }, noise: { default: false }, data: { default: {} } };

export function readPart(dom) {
  const names = dom.getAttributeNames().filter((name) => name.startsWith("data-") && !FOREIGN.test(name));
  return {
    id: dom.dataset.id || null,
    noise: dom.dataset.noise !== undefined || dom.dataset.kind === "noise",
    data: Object.fromEntries(names.map((name) => [name.slice("data-".length), dom.getAttribute(name)])),
  };
}

// In the order that the server writes them in.
export function writePart({ id, noise, data }, kind) {
  const named = Object.entries(data).map(([name, value]) => [`data-${name}`, value]);
  return { "data-id": id, "data-kind": kind, ...(noise ? { "data-noise": "" } : {}), ...Object.fromEntries(named) };
}
