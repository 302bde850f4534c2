// The row of buttons above the text.
import { Plugin } from "../core/prosemirror.js";
import { gettext } from "../core/gettext.js";
import { readableKey } from "./actions.js";
import { isText, kindOf, selectedBlocks } from "../core/blocks.js";
import { element } from "../core/elements.js";
import { icon } from "./icons.js";
import { roveFocus } from "./roving.js";

export function toolbar(bar, actions, kinds, switches) {
  return new Plugin({
    view(view) {
      const select = kindSelect(view, kinds);
      const buttons = actions.flat().map((action) => actionButton(view, action));
      const groups = actions.map((group) => buttons.filter(({ action }) => group.includes(action)));
      bar.append(select.label, ...groups.map((group) => groupOf(group.map(({ button }) => button))), ...switches);
      roveFocus(bar, () => view.focus());
      const show = () => {
        buttons.forEach(({ show: showButton }) => showButton(view.state));
        select.show(view.state);
      };
      show();
      return { update: show };
    },
  });
}

const groupOf = (buttons) => element("div", { class: "article-editor-group" }, ...buttons);

function kindSelect(view, kinds) {
  const title = kinds.map(({ label, key }) => `${label} ${readableKey(key)}`).join(", ");
  const mixed = element("option", { value: "", hidden: "" }, gettext("Several kinds"));
  const options = kinds.map(({ name, label }) => element("option", { value: name }, label));
  const attributes = { title, class: "article-editor-kind", autocomplete: "off" };
  const select = element("select", attributes, mixed, ...options);
  const name = element("span", { class: "article-editor-hidden" }, gettext("Kind of paragraph"));
  let byPointer = false;
  select.addEventListener("pointerdown", () => (byPointer = true));
  select.addEventListener("keydown", () => (byPointer = false));
  select.addEventListener("change", () => {
    kinds.find((kind) => kind.name === select.value).run(view.state, view.dispatch);
    if (byPointer) view.focus();
  });
  // The form must not take a change of this control for a change of the article.
  select.addEventListener("input", (event) => event.stopPropagation());
  return { label: element("label", {}, name, select), show: (state) => (select.value = commonKind(state)) };
}

function commonKind(state) {
  const found = new Set(selectedBlocks(state).map(({ node }) => kindOf(node)));
  return found.size === 1 ? [...found][0] : "";
}

function actionButton(view, action) {
  const title = action.key ? `${action.label} (${readableKey(action.key)})` : action.label;
  const attributes = { type: "button", title, "aria-label": action.label };
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
