// Turns textarea[data-article-editor] into the editor of a whole article. The textarea stays the form's field.
import { EditorState, EditorView, history } from "./core/prosemirror.js";
import { element } from "./core/elements.js";
import { gettext } from "./core/gettext.js";
import { keepIds } from "./core/ids.js";
import { makeSchema } from "./core/schema.js";
import { readText } from "./core/text.js";
import { writeBack } from "./core/writeback.js";
import { linkBar } from "./links/link_bar.js";
import { linkDialog } from "./links/link_dialog.js";
import { paste } from "./paste/paste.js";
import { makeActions, makeKinds } from "./toolbar/actions.js";
import { counts } from "./toolbar/counts.js";
import { keys } from "./toolbar/keys.js";
import { margin } from "./toolbar/margin.js";
import { noiseSwitch } from "./toolbar/noise_switch.js";
import { toolbar } from "./toolbar/toolbar.js";
import { keepDrafts } from "./drafts/drafts.js";
import { keepPosition } from "./drafts/position.js";
import { saveKey } from "./drafts/save_key.js";
import { refuseTooLarge } from "./drafts/size.js";
import { warnOfUnsaved } from "./drafts/unsaved.js";
import { labelReview } from "./review/review.js";
import { noiseRuleLink } from "./origins/noise_rule_link.js";
import { origins } from "./origins/origins.js";

// The toolbar and the status line cover the edges of the window.
const COVERED = { top: 64, bottom: 64, left: 0, right: 0 };

document.querySelectorAll("textarea[data-article-editor]").forEach(enhance);

function enhance(textarea) {
  const { marks, aliases, kinds, schemes, tags } = readOptions(textarea.dataset);
  const schema = makeSchema({ marks, aliases, schemes, kinds });
  const doc = readText(schema, textarea.value);
  const frame = makeFrame(textarea);
  const openLinkDialog = linkDialog(schemes);
  const actions = makeActions(schema, openLinkDialog);
  const offered = makeKinds(kinds.filter(({ isText }) => isText));
  const plugins = [
    history(),
    keepIds(doc),
    keys(actions, offered),
    paste(schema, { aliases, schemes, tags }),
    margin(kinds),
    toolbar(frame.bar, actions, offered, [noiseSwitch(frame.page)]),
    linkBar(frame.link, openLinkDialog),
    counts(frame.counts),
    writeBack(textarea),
    ...labelReview(textarea, doc, frame.foot),
    ...noiseRuleLink(textarea, frame.foot),
    ...origins(textarea, frame),
  ];
  const state = EditorState.create({ doc, plugins: plugins.flat() });
  const view = new EditorView({ mount: frame.text }, { state, scrollMargin: COVERED, scrollThreshold: COVERED });
  textarea.hidden = true;
  // A hidden field cannot show the browser's complaint; the server's is shown beside it.
  textarea.required = false;
  textarea.labels.forEach((label) => label.addEventListener("click", () => view.focus()));
  if (!textarea.form) return;
  // After "back" the browser would put older text into the fields, but not into the editor: a draft does both.
  textarea.form.autocomplete = "off";
  warnOfUnsaved(textarea);
  keepDrafts(textarea, view);
  keepPosition(textarea, view);
  saveKey(textarea.form);
  refuseTooLarge(textarea);
}

function readOptions({ marks, aliases, kinds, schemes, tags }) {
  return {
    marks: JSON.parse(marks),
    aliases: JSON.parse(aliases),
    kinds: JSON.parse(kinds),
    schemes: schemes.split(" "),
    tags: JSON.parse(tags),
  };
}

function makeFrame(textarea) {
  const name = textarea.labels[0]?.textContent.trim().replace(/:$/, "") || gettext("Article");
  const bar = element("div", { role: "toolbar", "aria-label": gettext("Formatting"), class: "article-editor-bar" });
  const text = element("div", {
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": name,
    lang: textarea.lang || null,
    class: "article-editor-text",
  });
  const page = element("div", { class: "article-editor-page" }, text);
  const link = element("div", { class: "article-editor-link", hidden: "" });
  const counter = element("p", { role: "status", class: "article-editor-counts" });
  const foot = element("div", { class: "article-editor-foot" }, counter, link);
  textarea.after(element("div", { class: "article-editor" }, bar, page, foot));
  return { bar, text, page, link, foot, counts: counter };
}
