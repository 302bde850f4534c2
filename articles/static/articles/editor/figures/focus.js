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

let groups = 0;

// For a picture in the text: a button that puts a mark over it.
export class FocusSwitch {
  // figure: the element of the whole; read() returns the focus, write(text, group) sets it, group naming what one undo
  // takes back.
  constructor(figure, read, write) {
    Object.assign(this, { figure, read, write, isOn: false });
    this.button = element("button", { type: "button", "aria-pressed": "false" }, gettext("Focus"));
    this.mark = element("button", { type: "button", class: "article-focus-mark", "aria-label": gettext("Focus: move it with the arrow keys") });
    this.area = element("div", { class: "article-focus" }, this.mark);
    this.button.addEventListener("click", () => this.turn(!this.isOn));
    this.area.addEventListener("click", (event) => this.click(event));
    this.mark.addEventListener("keydown", (event) => this.press(event));
  }

  // picture: the element around the picture that is shown; nothing where it is not here.
  show(picture) {
    const [left, top] = this.read().map((each) => `${each * 100}%`);
    this.picture = picture;
    this.button.hidden = !picture;
    Object.assign(this.mark.style, { left, top });
    if (picture) Object.assign(picture.firstChild.style, { objectPosition: `${left} ${top}` });
    // What is put there anew loses the keyboard.
    if (picture && this.isOn && !this.area.isConnected) picture.append(this.area);
  }

  turn(isOn) {
    this.isOn = isOn;
    this.group = `focus-${++groups}`;
    this.button.setAttribute("aria-pressed", String(isOn));
    this.figure.classList.toggle("is-focusing", isOn);
    if (!isOn) this.area.remove();
    this.show(this.picture);
    (isOn ? this.mark : this.button).focus();
  }

  move(...place) {
    this.write(place.map((each) => Math.round(Math.min(Math.max(each, 0), 1) * 100) / 100).join(" "), this.group);
  }

  click(event) {
    event.stopPropagation();
    // A key that presses the mark makes a click without a place.
    if (!event.detail) return;
    const box = this.area.getBoundingClientRect();
    this.move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    this.mark.focus();
  }

  press(event) {
    const step = STEPS[event.key];
    if (step) this.move(...this.read().map((each, axis) => each + step[axis] * (event.shiftKey ? 0.1 : 0.01)));
    else if (["Escape", "Enter"].includes(event.key)) this.turn(false);
    else return;
    event.preventDefault();
  }
}
