// The bar below the text that asks about one unsure label at a time: a sentence, and a button for each answer.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";
import { roveFocus } from "../toolbar/roving.js";

// [name, label, the key that is shown on it]
const BUTTONS = [
  ["start", gettext("Look through"), "F8"],
  ["save", "", ""],
  ["right", gettext("Right"), "A"],
  ["relabel", "", "F"],
  ["skip", gettext("Skip"), "S"],
  ["back", gettext("Back"), "K"],
  ["leave", gettext("Close"), "Esc"],
];

// run: { name of a button: what it does }. show is given the outcome of the last answer, and a prompt of prompts.js.
export function reviewBar(run) {
  const sentence = element("p", { role: "status", class: "article-review-sentence" });
  const row = element("div", { role: "toolbar", "aria-label": gettext("Unsure labels"), class: "article-review-buttons" });
  const buttons = new Map(BUTTONS.map(([name, label, key]) => [name, makeButton(label, key, () => run[name]())]));
  row.append(...buttons.values());
  const offerFirst = roveFocus(row, () => run.leave());
  const hasFocus = () => row.contains(document.activeElement);
  const offers = (name) => !buttons.get(name).hidden;
  const focus = () => [...buttons.values()].find((button) => !button.hidden)?.focus();
  const show = (outcome, { parts, names, labels }) => {
    const hadFocus = hasFocus();
    write(sentence, { outcome, ...parts });
    for (const [name, button] of buttons) button.hidden = !names.includes(name);
    for (const [name, label] of Object.entries(labels)) buttons.get(name).firstChild.textContent = label;
    if (hadFocus) focus();
    else offerFirst();
  };
  return { dom: element("div", { class: "article-review" }, sentence, row), row, show, offers, hasFocus, focus };
}

function makeButton(label, key, run) {
  const button = element("button", { type: "button" }, element("span", {}, label));
  if (key) {
    button.append(element("kbd", { "aria-hidden": "true" }, key));
    button.setAttribute("aria-keyshortcuts", key.replace("Esc", "Escape"));
  }
  // A press by pointer leaves the focus to what the button does.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", run);
  return button;
}

// Only what is new is read out.
function write(sentence, parts) {
  const shown = Object.entries(parts).filter(([, text]) => text);
  const spans = shown.flatMap(([name, text]) => [element("span", { class: `article-review-${name}` }, text), " "]);
  const made = element("p", {}, ...spans);
  if (made.innerHTML !== sentence.innerHTML) sentence.replaceChildren(...made.childNodes);
}
