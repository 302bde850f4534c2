// The fields of a figure: each a label and a control, for one of the part's attributes.
import { element } from "../core/elements.js";

let made = 0;
let groups = 0;

// set(name, value, group): value is null where there is none; group names what is typed without leaving the field.
export function makeField(name, label, placeholder, set, { isWanted = () => false, isHidden = () => false } = {}) {
  const id = `article-figure-${++made}`;
  const input = element("textarea", { id, rows: "1", placeholder, dir: "auto", autocomplete: "off", "data-growing": "" });
  const row = element("div", { class: "article-figure-field" }, element("label", { for: id }, label), input);
  let group;
  let known = {};
  input.addEventListener("focus", () => (group = `figure-${++groups}`));
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    set(name, oneLine(input.value) || null, group);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  const show = (data) => {
    row.hidden = isHidden(data);
    input.classList.toggle("is-wanted", isWanted(data, known));
    const value = data[name] ?? "";
    if (oneLine(input.value) !== value) input.value = value;
  };
  // What is known elsewhere, and stands where there is nothing here.
  const fallBack = (other) => {
    known = other;
    input.placeholder = known[name] || placeholder;
  };
  return { dom: row, show, fallBack };
}

export function makeSwitch(name, label, set) {
  const input = element("input", { type: "checkbox" });
  const row = element("label", { class: "article-figure-switch" }, input, label);
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    set(name, input.checked ? "" : null, `figure-${++groups}`);
  });
  input.addEventListener("input", (event) => event.stopPropagation());
  return { dom: row, show: (data) => (input.checked = data[name] !== undefined), fallBack: () => {} };
}

const oneLine = (text) => text.replace(/\s+/g, " ").trim();
