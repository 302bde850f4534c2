// The bar below the text that asks about one unsure label at a time: a sentence, and a button for each answer.
import { element } from "./elements.js";
import { roveFocus } from "./roving.js";

// [name, label, the key that is shown on it]
const BUTTONS = [
  ["start", "Look through", "F8"],
  ["save", "", ""],
  ["right", "Right", "A"],
  ["turn", "", "F"],
  ["skip", "Skip", "S"],
  ["back", "Back", "K"],
  ["leave", "Close", "Esc"],
];

// run: { name of a button: what it does }. say is given what has just happened, and what questions.js makes.
export function reviewBar(run) {
  const sentence = element("p", { role: "status", class: "article-review-sentence" });
  const row = element("div", { role: "toolbar", "aria-label": "Unsure labels", class: "article-review-buttons" });
  const buttons = new Map(BUTTONS.map(([name, label, key]) => [name, makeButton(label, key, () => run[name]())]));
  row.append(...buttons.values());
  const offerFirst = roveFocus(row, () => run.leave());
  const hasFocus = () => row.contains(document.activeElement);
  const offers = (name) => !buttons.get(name).hidden;
  const focus = () => [...buttons.values()].find((button) => !button.hidden)?.focus();
  const say = (told, { parts, names, labels }) => {
    const hadFocus = hasFocus();
    write(sentence, { told, ...parts });
    for (const [name, button] of buttons) button.hidden = !names.includes(name);
    for (const [name, label] of Object.entries(labels)) buttons.get(name).firstChild.textContent = label;
    if (hadFocus) focus();
    else offerFirst();
  };
  return { dom: element("div", { class: "article-review" }, sentence, row), row, say, offers, hasFocus, focus };
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
