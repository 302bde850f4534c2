// A button for an action: { label, key, text, run, isOn }. run is a ProseMirror command, isOn is there for switches only.
import { element } from "../core/elements.js";
import { icon } from "./icons.js";
import { readableKey } from "./actions.js";

export function actionButton(view, action) {
  const title = action.key ? `${action.label} (${readableKey(action.key)})` : action.label;
  const attributes = { type: "button", title, "aria-label": action.label, class: action.place };
  const button = element("button", attributes, action.text ?? icon(action.name));
  keepSelection(button);
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    // After a press of the keyboard the focus stays here, for the next one.
    if (document.activeElement !== button) view.focus();
    action.run(view.state, view.dispatch, view);
  });
  return { action, button, show: (state) => showState(button, action, state) };
}

const keepSelection = (button) => button.addEventListener("mousedown", (event) => event.preventDefault());

function showState(button, { run, isOn }, state) {
  set(button, "aria-disabled", String(!run(state)));
  if (isOn) set(button, "aria-pressed", String(isOn(state)));
}

function set(button, name, value) {
  if (button.getAttribute(name) !== value) button.setAttribute(name, value);
}
