// Shows the address of the link under the cursor, with Edit and Remove; Ctrl or Cmd with a click opens a link.
import { Plugin } from "../core/prosemirror.js";
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";
import { linkAt, removeLink } from "./links.js";

export function linkBar(bar, openLinkDialog) {
  const link = element("a", { target: "_blank", rel: "noopener noreferrer" });
  const edit = element("button", { type: "button" }, gettext("Edit link"));
  const remove = element("button", { type: "button" }, gettext("Remove link"));
  bar.append(link, edit, remove);
  return new Plugin({
    props: { handleClick: (view, pos, event) => openOnClick(event) },
    view(view) {
      edit.addEventListener("click", () => openLinkDialog(view.state, view.dispatch, view));
      remove.addEventListener("click", () => {
        removeLink(view.state, view.dispatch);
        view.focus();
      });
      return { update: () => show(bar, link, linkAt(view.state).attrs?.href) };
    },
  });
}

function show(bar, link, href) {
  bar.hidden = !href;
  if (!href || link.getAttribute("href") === href) return;
  link.setAttribute("href", href);
  link.textContent = href;
}

function openOnClick(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || !(event.ctrlKey || event.metaKey)) return false;
  window.open(link.href, "_blank", "noopener,noreferrer");
  return true;
}
