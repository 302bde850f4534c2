// The buttons for the table where the cursor is, in the foot.
import { Plugin } from "../core/prosemirror.js";
import { gettext } from "../core/gettext.js";
import { element } from "../core/elements.js";
import { actionButton } from "./button.js";
import { roveFocus } from "./roving.js";
import { TABLE_ACTIONS, isInTable } from "../tables/commands.js";

export function tableBar(foot) {
  return new Plugin({
    view(view) {
      const row = element("div", { role: "toolbar", "aria-label": gettext("Table"), class: "article-table-bar", hidden: "" });
      const buttons = TABLE_ACTIONS.map((action) => actionButton(view, { ...action, text: action.label }));
      row.append(...buttons.map(({ button }) => button));
      foot.prepend(row);
      roveFocus(row, () => view.focus());
      const show = () => {
        row.hidden = !isInTable(view.state);
        if (!row.hidden) buttons.forEach((each) => each.show(view.state));
      };
      show();
      return { update: show };
    },
  });
}
