// A link in the foot to the page that makes a noise rule of the line at the cursor, at the URL that
// textarea[data-noise-rule] names. It opens in another tab: the text of this page may not be saved.
import { Plugin } from "../core/prosemirror.js";
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";

// Returns plugins. Without a URL there is nothing to lead to.
export function noiseRuleLink({ dataset }, foot) {
  if (!dataset.noiseRule) return [];
  return [new Plugin({ view: (view) => addLink(view, dataset.noiseRule, foot) })];
}

function addLink(view, url, foot) {
  const title = gettext("Mark this line as noise wherever it occurs, now and in later imports");
  const link = element("a", { class: "noise-rule-link", target: "_blank", title, hidden: "" }, gettext("Always noise…"));
  foot.querySelector(".article-editor-counts").after(link);
  const update = () => {
    const id = idAtCursor(view.state);
    link.hidden = !id;
    if (id) link.href = `${url}&part=${encodeURIComponent(id)}`;
  };
  update();
  return { update };
}

function idAtCursor({ selection }) {
  return (selection.$head.node(1) ?? selection.$head.nodeAfter)?.attrs.id;
}
