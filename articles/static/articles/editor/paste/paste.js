// What a paste or drop does: foreign HTML is flattened, plain text becomes paragraphs and lists, a pasted address links
// the selected text; what was left out is said.
import { DocumentReader, Plugin } from "../core/prosemirror.js";
import { readInert } from "../core/inert.js";
import { element } from "../core/elements.js";
import { quietBar } from "../core/quiet_bar.js";
import { flatten } from "./flatten.js";
import { fit, placeBlocks } from "./place.js";
import { linesToBlocks } from "./plain_text.js";
import { makeTally } from "./tally.js";

// declared: { aliases, schemes, tags, hosts }, as flatten.js has them; foot: where is said what was left out; send: what
// sends the pictures that came as data, as send_data.js does, or nothing.
export function paste(schema, declared, foot, send) {
  const allowed = { ...declared, marks: Object.keys(schema.marks), takesFiles: Boolean(send) };
  let tally = makeTally();
  let view = null;
  let dropped = null; // where something is being dropped, or nothing
  const bar = quietBar(foot, () => view.focus());
  // Says what the words that were just read had beside them, and sends pictures once they stand in the text.
  const settle = (transfer, slice) => {
    const read = tally;
    tally = makeTally();
    countFiles(transfer, slice, read);
    bar.say(read.sentence());
    if (read.files.length) setTimeout(() => send(view, read.files));
  };
  return new Plugin({
    view(made) {
      view = made;
      return {};
    },
    props: {
      transformPastedHTML(html) {
        tally = makeTally();
        tally.count("script", countScripts(html));
        return clean(readInert(html).body, allowed, tally);
      },
      transformPastedText(text) {
        tally = makeTally();
        return text.replace(/\s*\n\s*$/, "");
      },
      clipboardTextParser: (text, $context) => readPlain(text, $context, schema),
      handleDOMEvents: {
        drop(_, event) {
          dropped = event;
        },
        paste() {
          dropped = null;
        },
      },
      transformPasted: (slice) => fit(slice, blockAt(view, dropped)),
      handlePaste(_, event, slice) {
        settle(event.clipboardData, slice);
        // Without words (a picture alone) the browser would paste by itself, styles and all.
        return !slice.size || linkSelection(view, event) || placeBlocks(view, slice);
      },
      handleDrop(_, event, slice, isMoved) {
        if (!isMoved) settle(event.dataTransfer, slice);
        return false;
      },
    },
  });
}

// The block where something is dropped, else the one at the cursor.
function blockAt(view, dropped) {
  const found = dropped && view.posAtCoords({ left: dropped.clientX, top: dropped.clientY });
  return (found ? view.state.doc.resolve(found.pos) : view.state.selection.$from).parent;
}

// What is inert has none any more.
const countScripts = (html) => html.replace(/<!--[^]*?(?:-->|$)/g, "").match(/<script[\s/>]/gi)?.length ?? 0;

// Word and Excel add a picture of the copied words to them; a browser, one of the picture that the HTML names.
function countFiles(clipboard, slice, tally) {
  if (!slice.size && !tally.sentence()) tally.count("picture", [...(clipboard?.files ?? [])].length);
}

function clean(body, allowed, tally) {
  return isOurs(body) ? body.innerHTML : flatten(body, allowed, tally);
}

// Another ProseMirror editor marks its clipboard in the same way, but not with our blocks.
function isOurs(body) {
  const blocks = [...body.children].filter(({ localName }) => localName !== "meta");
  return (
    blocks[0]?.hasAttribute("data-pm-slice") &&
    blocks.every(({ localName, dataset }) => localName === "h2" || "kind" in dataset || "foreign" in dataset)
  );
}

// A lone line among words is left to ProseMirror: it is words, whatever it begins with, marked as those around it.
function readPlain(text, $context, schema) {
  if (!text.includes("\n") && $context.parent.content.size) return null;
  return DocumentReader.fromSchema(schema).parseSlice(element("div", {}, ...linesToBlocks(text)), { preserveWhitespace: true });
}

function linkSelection(view, event) {
  const address = event.clipboardData?.getData("text/plain").trim() ?? "";
  const { empty, from, to, $from, $to } = view.state.selection;
  if (empty || !$from.sameParent($to) || !/^https?:\/\/\S+$/i.test(address)) return false;
  if (!$from.parent.type.allowsMarkType(view.state.schema.marks.a)) return false;
  view.dispatch(view.state.tr.addMark(from, to, view.state.schema.marks.a.create({ href: address })));
  return true;
}
