// In a cell or a caption a list is lines of text: each begins with its mark, which nothing else would say there.
const BULLETS = "•◦▪";

// Returns a function of the next line: { kind, list, level, start, continued }, all but kind as attributes of an item.
export function lineMarks() {
  const open = []; // the lists around an item, the outermost first
  return ({ kind, list = "ul", level = 1, start, continued }) => {
    if (kind !== "list_item") open.length = 0;
    if (kind !== "list_item" || continued !== undefined) return "";
    const at = Math.min(Number(level), open.length + 1) - 1;
    open.length = Math.min(open.length, at + 1);
    if (open[at]?.list !== list) open[at] = { list, number: 0 };
    open[at].number = start === undefined ? open[at].number + 1 : Number(start);
    return list === "ol" ? `${open[at].number}. ` : `${BULLETS[at % BULLETS.length]} `;
  };
}
