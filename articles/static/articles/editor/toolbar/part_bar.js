// What else is known of the block where the cursor is, in the foot: who said a quote, a list item's number.
import { Plugin } from "../core/prosemirror.js";
import { kindOf, selectedBlocks } from "../core/blocks.js";
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";

const FIELDS = [
  { name: "by", label: gettext("Who said it"), isFor: (node) => kindOf(node) === "quote" },
  { name: "start", label: gettext("Number"), isNumber: true, isFor: (node) => isNumbered(node) },
  { name: "continued", label: gettext("Goes on from the item before"), isSwitch: true, isFor: (node) => kindOf(node) === "list_item" },
];

const isNumbered = (node) => kindOf(node) === "list_item" && node.attrs.data.list === "ol" && node.attrs.data.continued === undefined;

let groups = 0;

export function partBar(foot) {
  return new Plugin({
    view(view) {
      const fields = FIELDS.map((field) => makeField(view, field));
      const bar = element("div", { class: "article-part-bar", hidden: "" }, ...fields.map(({ dom }) => dom));
      foot.prepend(bar);
      const show = () => {
        const node = theOne(view.state)?.node;
        fields.forEach((field) => field.show(node));
        bar.hidden = fields.every(({ dom }) => dom.hidden);
      };
      show();
      return { update: show };
    },
  });
}

function theOne(state) {
  const blocks = selectedBlocks(state);
  return blocks.length === 1 ? blocks[0] : null;
}

function makeField(view, { name, label, isNumber, isSwitch, isFor }) {
  const input = element("input", { type: isSwitch ? "checkbox" : "text", autocomplete: "off", inputmode: isNumber ? "numeric" : null });
  const dom = element("label", { class: `is-${name}` }, label, input);
  let group;
  input.addEventListener("focus", () => (group = `part-${++groups}`));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      view.focus();
    }
  });
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    const value = isSwitch ? input.checked && "" : textOf(input.value, isNumber);
    set(view, name, value === false || (value === "" && !isSwitch) ? null : value, group);
  });
  // It is no field of the form.
  input.addEventListener("change", (event) => event.stopPropagation());
  const show = (node) => {
    dom.hidden = !node || !isFor(node);
    if (dom.hidden) return;
    const value = node.attrs.data[name];
    if (isSwitch) input.checked = value !== undefined;
    else if (textOf(input.value, isNumber) !== (value ?? "")) input.value = value ?? "";
  };
  return { dom, show };
}

const textOf = (text, isNumber) => (isNumber ? text.replace(/\D+/g, "").slice(0, 6) : text.replace(/\s+/g, " ").trim());

function set(view, name, value, group) {
  const { node, pos } = theOne(view.state);
  const { [name]: _, ...others } = node.attrs.data;
  const data = value === null ? others : { ...others, [name]: value };
  view.dispatch(view.state.tr.setNodeAttribute(pos, "data", data).setMeta("composition", group));
}
