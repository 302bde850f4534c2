// Turns textarea[data-article-editor] into the editor of a whole article. The textarea stays the form's field.
import { EditorState, EditorView, history } from "./prosemirror.js";
import { makeActions, makeKinds } from "./actions.js";
import { alwaysNoise } from "./always_noise.js";
import { counts } from "./counts.js";
import { keepDrafts } from "./drafts.js";
import { element } from "./elements.js";
import { keepIds } from "./ids.js";
import { keys } from "./keys.js";
import { linkBar } from "./link_bar.js";
import { linkDialog } from "./link_dialog.js";
import { margin } from "./margin.js";
import { noiseSwitch } from "./noise.js";
import { origins } from "./origins.js";
import { paste } from "./paste.js";
import { keepPlace } from "./place.js";
import { review } from "./review.js";
import { saveKey } from "./save_key.js";
import { makeSchema } from "./schema.js";
import { readText } from "./text.js";
import { toolbar } from "./toolbar.js";
import { warnOfUnsaved } from "./unsaved.js";
import { writeBack } from "./writeback.js";

// The toolbar and the status line cover the edges of the window.
const COVERED = { top: 64, bottom: 64, left: 0, right: 0 };

document.querySelectorAll("textarea[data-article-editor]").forEach(enhance);

function enhance(textarea) {
  const { marks, aliases, kinds, schemes } = readOptions(textarea.dataset);
  const schema = makeSchema(marks, aliases, schemes);
  const doc = readText(schema, textarea.value);
  const frame = makeFrame(textarea);
  const openDialog = linkDialog(schemes);
  const actions = makeActions(schema, openDialog);
  const plugins = [
    history(),
    keepIds(doc),
    keys(actions, makeKinds(kinds)),
    paste(schema, aliases, schemes),
    margin(kinds),
    toolbar(frame.bar, actions, makeKinds(kinds), [noiseSwitch(frame.page)]),
    linkBar(frame.link, openDialog),
    counts(frame.counts),
    writeBack(textarea),
    ...review(textarea, doc, frame.foot),
    ...alwaysNoise(textarea, frame.foot),
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
  keepPlace(textarea, view);
  saveKey(textarea.form);
}

function readOptions({ marks, aliases, kinds, schemes }) {
  const [first, ...others] = JSON.parse(kinds);
  return {
    marks: JSON.parse(marks),
    aliases: JSON.parse(aliases),
    kinds: [first, ["heading", "Heading"], ...others],
    schemes: schemes.split(" "),
  };
}

function makeFrame(textarea) {
  const name = textarea.labels[0]?.textContent.trim().replace(/:$/, "") || "Article";
  const bar = element("div", { role: "toolbar", "aria-label": "Formatting", class: "article-editor-bar" });
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
