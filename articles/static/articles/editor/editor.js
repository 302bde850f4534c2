// Turns textarea[data-article-editor] into the editor of a whole article. The textarea stays the form's field.
import { EditorState, EditorView, cursors, history, tables } from "./core/prosemirror.js";
import { element } from "./core/elements.js";
import { gettext, language } from "./core/gettext.js";
import { keepIds } from "./core/ids.js";
import { numbering } from "./core/lists.js";
import { makeSchema } from "./core/schema.js";
import { readText } from "./core/text.js";
import { writeBack } from "./core/writeback.js";
import { embedDialog } from "./figures/embed_dialog.js";
import { pasteEmbeds } from "./figures/embeds.js";
import { figureView } from "./figures/figure_view.js";
import { makeGallery } from "./figures/galleries.js";
import { galleries } from "./figures/gallery_marks.js";
import { makeLibrary } from "./figures/library.js";
import { makeOutbox } from "./figures/outbox.js";
import { pictureDialog } from "./figures/picture_dialog.js";
import { readPictures } from "./figures/pictures.js";
import { declareProviders, hostsOfProviders } from "./figures/providers.js";
import { sendPictures } from "./figures/sending.js";
import { find } from "./find/find.js";
import { linkBar } from "./links/link_bar.js";
import { linkDialog } from "./links/link_dialog.js";
import { paste } from "./paste/paste.js";
import { sendData } from "./paste/send_data.js";
import { flow } from "./sheet/flow.js";
import { tableBar } from "./toolbar/table_bar.js";
import { makeActions } from "./toolbar/actions.js";
import { counts } from "./toolbar/counts.js";
import { makeInsertions, makeMenu } from "./toolbar/insertions.js";
import { keySheet } from "./toolbar/key_sheet.js";
import { keys } from "./toolbar/keys.js";
import { makeKinds } from "./toolbar/kinds.js";
import { margin } from "./toolbar/margin.js";
import { partBar } from "./toolbar/part_bar.js";
import { placeholders } from "./toolbar/placeholders.js";
import { toolbar } from "./toolbar/toolbar.js";
import { slashMenu } from "./toolbar/slash_menu.js";
import { starts } from "./typing/starts.js";
import { typography } from "./typing/typography.js";
import { keepSaved } from "./saving/saving.js";
import { sentText } from "./saving/take_in.js";
import { labelReview } from "./review/review.js";
import { people } from "./people/people.js";
import { noiseRuleLink } from "./origins/noise_rule_link.js";
import { origins } from "./origins/origins.js";

// The toolbar and the status line cover the edges of the window.
const COVERED = { top: 64, bottom: 64, left: 0, right: 0 };

document.querySelectorAll("textarea[data-article-editor]").forEach(enhance);

function enhance(textarea) {
  const { marks, aliases, kinds, schemes, tags } = readOptions(textarea.dataset);
  declareProviders(JSON.parse(textarea.dataset.providers));
  const schema = makeSchema({ marks, aliases, schemes, kinds });
  const doc = readText(schema, textarea.value);
  const frame = makeFrame(textarea);
  const openLinkDialog = linkDialog(schemes);
  const finder = find(frame.page);
  const offered = makeKinds(kinds);
  const actions = makeActions(schema, { link: openLinkDialog, find: finder.open, keys: () => openKeySheet() }, frame.page);
  const openKeySheet = keySheet({ [gettext("Text")]: [...actions.bar.flat(), ...actions.more], [gettext("Kinds of paragraph")]: offered });
  const names = new Map(kinds.map(({ name, label }) => [name, label]));
  const addresses = readPictures(textarea);
  const pictures = { ...addresses, form: textarea.form, library: makeLibrary(addresses.pick), sent: new Map() };
  if (pictures.send) pictures.outbox = makeOutbox(textarea.form, frame.foot);
  const ask = pictureDialog(pictures);
  const insertions = makeInsertions({ openEmbedDialog: embedDialog(), choosePicture: ask?.picture, chooseGallery: ask?.gallery ?? makeGallery });
  const sendPasted = pictures.send && ((view, files) => sendData(pictures, view, files));
  const plugins = [
    history(),
    keepIds(doc),
    slashMenu(makeMenu(offered, insertions)),
    keys(actions, offered),
    ...finder.plugins,
    flow(textarea),
    starts(),
    typography(() => textarea.form?.elements.language?.value || textarea.lang || language),
    pasteEmbeds(),
    ...(pictures.send ? [sendPictures(pictures)] : []),
    galleries(ask?.more),
    paste(schema, { aliases, schemes, tags, hosts: hostsOfProviders() }, frame.foot, sendPasted),
    margin(names),
    numbering(),
    placeholders(),
    tables.tableEditing(),
    ...cursors(),
    toolbar(frame.bar, actions, { kinds: offered, names, insertions }),
    tableBar(frame.foot),
    partBar(frame.foot),
    linkBar(frame.link, openLinkDialog),
    counts(frame.counts),
    writeBack(textarea),
    sentText(),
    ...labelReview(textarea, doc, frame.foot),
    ...noiseRuleLink(textarea, frame.foot),
    ...origins(textarea, frame),
    ...people(textarea),
  ];
  const state = EditorState.create({ doc, plugins: plugins.flat() });
  const nodeViews = { figure: figureView({ names, pictures }) };
  const view = new EditorView({ mount: frame.text }, { state, nodeViews, scrollMargin: COVERED, scrollThreshold: COVERED });
  textarea.hidden = true;
  // A hidden field cannot show the browser's complaint; the server's is shown beside it.
  textarea.required = false;
  textarea.labels.forEach((label) => label.addEventListener("click", () => view.focus()));
  if (!textarea.form) return;
  // After "back" the browser would put older text into the fields, but not into the editor: a draft does both.
  textarea.form.autocomplete = "off";
  keepSaved(textarea, view);
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
  const editor = element("div", { class: "article-editor" }, page, foot);
  textarea.after(editor);
  // Above all fields of the sheet, where the page has a place for it.
  const place = textarea.form?.querySelector("[data-article-bar]");
  if (place) place.append(bar);
  else editor.prepend(bar);
  return { bar, text, page, link, foot, counts: counter };
}
