// The row of buttons above the text.
import { Plugin } from "../core/prosemirror.js";
import { gettext } from "../core/gettext.js";
import { readableKey } from "./actions.js";
import { barMenu } from "./bar_menu.js";
import { actionButton } from "./button.js";
import { kindOf, selectedBlocks } from "../core/blocks.js";
import { element } from "../core/elements.js";
import { roveFocus } from "./roving.js";

// actions: as actions.js has them. names: a Map of all kinds to their names. insertions: as insertions.js has them.
export function toolbar(bar, actions, { kinds, names, insertions }) {
  return new Plugin({
    // Where Tab has something to do in the text, this is the way out.
    props: { handleKeyDown: (_, event) => event.key === "Escape" && leaveTo(bar) },
    view(view) {
      const select = kindSelect(view, kinds, names);
      const insert = barMenu(view, { name: "plus", label: gettext("Insert"), text: gettext("Insert") }, insertions);
      const more = barMenu(view, { name: "more", label: gettext("More") }, actions.more);
      const lists = insertions.filter(({ isOn }) => isOn).map((action) => ({ ...action, place: "is-wide" }));
      const [marks, noise, history] = actions.bar;
      const groups = [marks, lists, noise, history].map((group) => group.map((action) => actionButton(view, action)));
      const buttons = groups.flat();
      const [ofMarks, ofLists, ...others] = groups.map((group) => groupOf(group.map(({ button }) => button)));
      ofLists.append(insert.button);
      bar.append(select.label, ofMarks, ofLists, ...others, more.button);
      bar.after(insert.menu, more.menu);
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

function leaveTo(bar) {
  bar.querySelector('[tabindex="0"]').focus();
  return true;
}

const groupOf = (buttons) => element("div", { class: "article-editor-group" }, ...buttons);

// names: of all kinds, those that are no text among them.
function kindSelect(view, kinds, names) {
  const title = kinds.filter(({ key }) => key).map(({ label, key }) => `${label} ${readableKey(key)}`).join(", ");
  const other = element("option", { value: "", hidden: "" });
  const options = kinds.map(({ name, label }) => element("option", { value: name }, label));
  const attributes = { title, class: "article-editor-kind", autocomplete: "off" };
  const select = element("select", attributes, other, ...options);
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
  const show = (state) => {
    select.value = kinds.find(({ isOn }) => isOn(state))?.name ?? "";
    if (!select.value) other.textContent = commonName(state, names) ?? gettext("Several kinds");
  };
  return { label: element("label", {}, name, select), show };
}

function commonName(state, names) {
  const found = new Set(selectedBlocks(state).map(({ node }) => kindOf(node)));
  return found.size === 1 ? names.get([...found][0]) : null;
}
