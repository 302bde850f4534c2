// Shows the address of the link under the cursor, with Edit and Remove; Ctrl or Cmd with a click opens a link.
import { Plugin } from "./prosemirror.js";
import { element } from "./elements.js";
import { linkAt, removeLink } from "./links.js";

export function linkBar(bar, openDialog) {
  const address = element("a", { target: "_blank", rel: "noopener noreferrer" });
  const edit = element("button", { type: "button" }, "Edit link");
  const remove = element("button", { type: "button" }, "Remove link");
  bar.append(address, edit, remove);
  return new Plugin({
    props: { handleClick: (view, pos, event) => openOnClick(event) },
    view(view) {
      edit.addEventListener("click", () => openDialog(view.state, view.dispatch, view));
      remove.addEventListener("click", () => {
        removeLink(view.state, view.dispatch);
        view.focus();
      });
      return { update: () => show(bar, address, linkAt(view.state).attrs?.href) };
    },
  });
}

function show(bar, address, href) {
  bar.hidden = !href;
  if (!href || address.getAttribute("href") === href) return;
  address.setAttribute("href", href);
  address.textContent = href;
}

function openOnClick(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || !(event.ctrlKey || event.metaKey)) return false;
  window.open(link.href, "_blank", "noopener,noreferrer");
  return true;
}
