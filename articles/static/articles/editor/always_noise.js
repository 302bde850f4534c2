// A link in the foot to the page that calls the line at the cursor noise once and for all, at the address that
// textarea[data-ruling] names. It opens beside this page, where the text may not be saved.
import { Plugin } from "./prosemirror.js";
import { element } from "./elements.js";

// Returns plugins. Without an address there is nothing to lead to.
export function alwaysNoise({ dataset }, foot) {
  if (!dataset.ruling) return [];
  return [new Plugin({ view: (view) => lead(view, dataset.ruling, foot) })];
}

function lead(view, address, foot) {
  const title = "Call this line noise wherever it stands, now and in imports to come";
  const link = element("a", { class: "always-noise", target: "_blank", title, hidden: "" }, "Always noise…");
  foot.querySelector(".article-editor-counts").after(link);
  const update = () => {
    const id = idAtCursor(view.state);
    link.hidden = !id;
    if (id) link.href = `${address}&part=${encodeURIComponent(id)}`;
  };
  update();
  return { update };
}

function idAtCursor({ selection }) {
  return (selection.$head.node(1) ?? selection.$head.nodeAfter)?.attrs.id;
}
