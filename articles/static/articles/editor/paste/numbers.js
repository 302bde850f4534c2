// Counts the items of pasted lists as the editor does, so that only a number that differs is written.
export class Numbers {
  constructor() {
    this.end();
  }

  end() {
    this.open = []; // the lists around an item, the outermost first, as { tag, number }
  }

  // item: { list, level, number }; a further paragraph of one that was written is continued.
  dataOf(item) {
    const { list, level } = item;
    const data = { ...(list === "ol" ? { list } : {}), ...(level > 1 ? { level } : {}) };
    if (item.isWritten) return { ...data, continued: "" };
    item.isWritten = true;
    const next = this.next(list, level);
    const start = list === "ol" && item.number !== null && item.number !== next ? { start: item.number } : {};
    this.open.at(-1).number = start.start ?? next;
    return { ...data, ...start };
  }

  // The number that an item has if it says none.
  next(list, level) {
    this.open.length = Math.min(this.open.length, level);
    const at = Math.min(level, this.open.length + 1) - 1;
    if (this.open[at]?.tag !== list) this.open[at] = { tag: list, number: 0 };
    return this.open[at].number + 1;
  }

  // The number of the last item of a list at this level.
  last(list, level) {
    const found = this.open[level - 1];
    return found?.tag === list ? found.number : 0;
  }
}
