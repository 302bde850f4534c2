// The toolbar's drawings: strokes on a 24 by 24 grid.
const PATHS = {
  strong: "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  em: "M19 5h-8M13 19H5M15 5 9 19",
  s: "M4 12h16M16 7.5C15 5.8 13.6 5 12 5c-2.5 0-4 1.3-4 3.2M8 16.5c1 1.7 2.4 2.5 4 2.5 2.5 0 4-1.3 4-3.2",
  sub: "M4 5l8 10M12 5 4 15M16 17.2c.5-1.6 4-1.4 4 .6 0 1.5-3.6 1.9-4 3.7h4.2",
  sup: "M4 9l8 10M12 9 4 19M16 4.7c.5-1.6 4-1.4 4 .6C20 6.8 16.4 7.2 16 9h4.2",
  clear: "M5 5h11M10.5 5l-2 14M15 15l5 5M20 15l-5 5",
  link: "M9 15l6-6M11 6.5 12.5 5a4.24 4.24 0 0 1 6 6L17 12.5M13 17.5 11.5 19a4.24 4.24 0 0 1-6-6L7 11.5",
  unlink: "M11 6.5 12.5 5a4.24 4.24 0 0 1 6 6L17 12.5M13 17.5 11.5 19a4.24 4.24 0 0 1-6-6L7 11.5M4 4l16 16",
  undo: "M9 14 4 9l5-5M4 9h10a5.5 5.5 0 0 1 0 11h-3",
  redo: "M15 14l5-5-5-5M20 9H10a5.5 5.5 0 0 0 0 11h3",
  up: "M12 19V5M6 11l6-6 6 6",
  origin: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  heading: "M6 5v14M16 5v14M6 12h10",
  subheading: "M5 7v12M13 7v12M5 13h8M16.5 13.5h4l-2.2 2.4c2.6 0 2.8 3.4 0 3.4-1 0-1.6-.4-2-1",
  "subheading-4": "M5 7v12M13 7v12M5 13h8M20 20v-7l-4 5h5",
  byline: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM5 20c1-4 4-5.5 7-5.5s6 1.5 7 5.5",
  plus: "M12 5v14M5 12h14",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01",
  gallery: "M3 4h8v7H3zM13 4h8v7h-8zM3 13h8v7H3zM13 13h8v7h-8z",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M11 5v14",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  numbers: "M10 6h10M10 12h10M10 18h10M4 5l1.5-1v5M4 14c2-2 3-.5 2 1l-2 3h3",
  quote: "M5 11a4 4 0 0 1 4-4M5 11v6h5v-6zM14 11a4 4 0 0 1 4-4M14 11v6h5v-6z",
  pull: "M5 4h14M5 20h14M8 11a3 3 0 0 1 3-3M8 11v4h3v-4zM14 11a3 3 0 0 1 3-3M14 11v4h3v-4z",
  box: "M4 5h16v14H4zM8 9h8M8 13h6",
  embed: "M4 5h16v14H4zM10 9.5v5l4-2.5z",
  rule: "M4 12h16M7 6h10M7 18h10",
  preformatted: "M9 7l-5 5 5 5M15 7l5 5-5 5",
  noise: "M5 6h14M5 18h14M6 12h.01M10 12h.01M14 12h.01M18 12h.01",
  quotes: "M5 14a4 4 0 0 1 4-4M5 14v3h4v-3zM13 14a4 4 0 0 1 4-4M13 14v3h4v-3z",
  fold: "M5 6h14M5 18h14M9 10l3 2 3-2M9 14l3-2 3 2",
  find: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.5 16.5 21 21",
  focus: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4",
  keys: "M3 7h18v10H3zM7 11h.01M12 11h.01M17 11h.01M8 14h8",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  down: "M12 5v14M6 13l6 6 6-6",
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}
