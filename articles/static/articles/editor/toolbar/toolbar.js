// The row of buttons above the text.
import { Plugin } from "../core/prosemirror.js";
import { gettext } from "../core/gettext.js";
import { readableKey } from "./actions.js";
import { actionButton } from "./button.js";
import { insertMenu } from "./insert_menu.js";
import { kindOf, selectedBlocks } from "../core/blocks.js";
import { element } from "../core/elements.js";
import { roveFocus } from "./roving.js";

// names: a Map of all kinds to their names. insertions: as insertions.js has them.
export function toolbar(bar, actions, { kinds, names, insertions, switches }) {
  return new Plugin({
    // Where Tab has something to do in the text, this is the way out.
    props: { handleKeyDown: (_, event) => event.key === "Escape" && leaveTo(bar) },
    view(view) {
      const select = kindSelect(view, kinds, names);
      const insert = insertMenu(view, insertions);
      const buttons = actions.flat().map((action) => actionButton(view, action));
      const groups = actions.map((group) => buttons.filter(({ action }) => group.includes(action)));
      const [first, ...others] = groups.map((group) => groupOf(group.map(({ button }) => button)));
      bar.append(select.label, first, groupOf([insert.button]), ...others, ...switches);
      bar.after(insert.menu);
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
