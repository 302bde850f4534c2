// How a picture or an embed stands in the text: what is shown of it, its caption, and fields for what else is known.
import { NodeSelection } from "../core/prosemirror.js";
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";
import { writePart } from "../core/parts.js";
import { makeField, makeSwitch } from "./fields.js";
import { embedCard, pictureCard, sentCard } from "./cards.js";
import { figureButtons } from "./figure_buttons.js";
import { FocusSwitch, focusOf } from "./focus.js";

const CLIPBOARD = new Set(["copy", "cut", "paste"]);
const CAPTIONS = { picture: gettext("What the picture shows"), embed: gettext("A sentence under it") };

// options: { names, pictures }: names of kinds, and what editor.js knows of the site's pictures.
export function figureView(options) {
  return (node, view, getPos) => new FigureView(node, view, getPos, options);
}

class FigureView {
  constructor(node, view, getPos, options) {
    Object.assign(this, { node, view, getPos, options, known: {} });
    this.dom = element("figure", { class: "article-figure" });
    this.shown = element("div", { class: "article-figure-shown", contenteditable: "false" });
    this.contentDOM = element("figcaption", { dir: "auto", "data-placeholder": CAPTIONS[node.attrs.kind] ?? "" });
    this.fields = fieldsOf(node.attrs.kind, (name, value, group) => this.set(name, value, group));
    this.notes = element("p", { class: "article-figure-notes", role: "status" });
    if (node.attrs.kind === "picture") this.focus = new FocusSwitch(this.dom, () => focusOf(this.node.attrs.data, this.known), (focus, group) => this.set("focus", focus, group));
    const buttons = figureButtons(view, getPos, node.attrs.kind, this.focus ? [this.focus.button] : []);
    const about = element("div", { class: "article-figure-about", contenteditable: "false" }, ...this.fields.map(({ dom }) => dom), this.notes, buttons);
    this.dom.append(this.shown, this.contentDOM, about);
    this.dom.addEventListener("article-sent", () => this.showCard());
    // After the browser has put the cursor somewhere near.
    this.shown.addEventListener("click", (event) => this.select(event));
    this.show();
  }

  // What is shown and named follows the node.
  show() {
    const { attrs, content } = this.node;
    for (const name of this.dom.getAttributeNames()) if (name.startsWith("data-")) this.dom.removeAttribute(name);
    for (const [name, value] of Object.entries(writePart(attrs, attrs.kind))) if (value !== null) this.dom.setAttribute(name, value);
    if (attrs.noise) this.dom.dataset.label = this.options.names.get("noise");
    this.dom.setAttribute("aria-label", this.options.names.get(attrs.kind) ?? attrs.kind);
    this.contentDOM.classList.toggle("is-empty", !content.size);
    this.showCard();
    this.fields.forEach((field) => field.show(attrs.data));
    if (attrs.data.picture !== this.described) this.describe(attrs.data.picture);
  }

  showCard() {
    const { attrs } = this.node;
    const sent = this.options.pictures.sent.get(attrs.data.sent);
    // What is drawn anew loses the keyboard: the focus is moved on what is there.
    const { focus: _, ...data } = attrs.data;
    const card = JSON.stringify([data, this.known, sent]);
    if (card !== this.card) this.shown.replaceChildren(...cardOf(attrs, this.options.pictures, this.known, sent));
    this.card = card;
    this.focus?.show(this.known.picture && this.shown.querySelector(".article-picture"));
  }

  // What the library knows stands where the article has no words of its own.
  async describe(picture) {
    this.described = picture;
    const known = picture ? await this.options.pictures.library.describe(picture) : {};
    if (this.described !== picture) return;
    this.known = known;
    this.notes.textContent = (known.notes ?? []).join(" ");
    this.showCard();
    this.contentDOM.dataset.placeholder = known.caption || CAPTIONS[this.node.attrs.kind] || "";
    this.fields.forEach((field) => field.fallBack(known));
    this.fields.forEach((field) => field.show(this.node.attrs.data));
  }

  update(node) {
    if (node.type !== this.node.type || node.attrs.kind !== this.node.attrs.kind) return false;
    this.node = node;
    this.show();
    return true;
  }

  // group: the same for what undo takes back in one step.
  set(name, value, group) {
    const { [name]: _, ...others } = this.node.attrs.data;
    const data = value === null ? others : { ...this.node.attrs.data, [name]: value };
    this.view.dispatch(this.view.state.tr.setNodeAttribute(this.getPos(), "data", data).setMeta("composition", group));
  }

  select(event) {
    if (event.target.closest("a, button")) return;
    this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, this.getPos())));
    this.view.focus();
  }

  selectNode() {
    this.dom.classList.add("is-selected");
  }

  deselectNode() {
    this.dom.classList.remove("is-selected");
  }

  // Fields are the browser's own. What is cut or pasted from text to a button is not: the selection ends there.
  stopEvent(event) {
    const own = CLIPBOARD.has(event.type) ? "input, textarea" : "input, textarea, button, a";
    return Boolean(event.target.closest?.(own));
  }

  // What is typed into the caption counts. What is shown, and what this view says of the caption, does not.
  ignoreMutation({ type, target }) {
    return type !== "selection" && (type === "attributes" || !this.contentDOM.contains(target));
  }
}

function cardOf(attrs, pictures, known, sent) {
  if (attrs.kind !== "picture") return embedCard(attrs.data);
  return attrs.data.sent ? sentCard(sent) : pictureCard(attrs.data, pictures, known);
}

function fieldsOf(kind, set) {
  if (kind === "embed") return [makeField("title", gettext("Title"), gettext("What it is called"), set)];
  if (kind !== "picture") return [];
  return [
    makeField("credit", gettext("Credit"), gettext("Who made it"), set),
    makeField("alt", gettext("Alt text"), gettext("Describe it for those who cannot see it"), set, {
      isWanted: (data, known) => !data.alt && !known.alt && !known.decorative && data.decorative === undefined,
      isHidden: (data) => data.decorative !== undefined,
    }),
    makeSwitch("decorative", gettext("Decorative: it says nothing that the text does not"), set),
  ];
}
