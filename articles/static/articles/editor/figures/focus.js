// The focus of a picture is what stays in sight where a page crops it: set by a click on it, or with the arrow keys.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const MIDDLE = [0.5, 0.5];

// As an attribute holds it ("0.4 0.25"), or else as the library knows it.
export function focusOf({ focus }, known = {}) {
  const written = (focus ?? "").split(" ").map(Number);
  return written.length === 2 && written.every((each) => each >= 0 && each <= 1) ? written : (known.focus ?? MIDDLE);
}

// read() returns the focus, write(text) sets it, leave() is called when it is done. Returns { area, show, start }: area
// is put over the picture.
export function focusArea(read, write, leave) {
  const mark = element("button", { type: "button", class: "article-focus-mark", "aria-label": gettext("Focus: move it with the arrow keys") });
  const area = element("div", { class: "article-focus" }, mark);
  const show = () => {
    const [left, top] = read().map((each) => `${each * 100}%`);
    Object.assign(mark.style, { left, top });
  };
  const move = (x, y) => {
    write([x, y].map((each) => Math.round(Math.min(Math.max(each, 0), 1) * 100) / 100).join(" "));
    show();
  };
  area.addEventListener("click", (event) => {
    event.stopPropagation();
    // A key that presses the mark makes a click without a place.
    if (!event.detail) return;
    const box = area.getBoundingClientRect();
    move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    mark.focus();
  });
  mark.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step) move(...read().map((each, axis) => each + step[axis] * (event.shiftKey ? 0.1 : 0.01)));
    else if (["Escape", "Enter"].includes(event.key)) leave();
    else return;
    event.preventDefault();
  });
  return { area, show, start: () => mark.focus() };
}
