// The kinds of blocks of text that are offered: those that the server declares, some in two variants.
import { hasKind, setKind } from "../core/blocks.js";
import { gettext } from "../core/gettext.js";

// data: what a variant has of the kind's attributes; null for what it does not have.
const VARIANTS = {
  subheading: [
    { variant: "", label: gettext("Subheading"), data: { level: null } },
    { variant: "-4", label: gettext("Smaller subheading"), data: { level: "4" } },
  ],
  list_item: [
    { variant: "", label: gettext("List item"), data: { list: null } },
    { variant: "-ol", label: gettext("Numbered item"), data: { list: "ol" } },
  ],
  quote: [
    { variant: "", label: gettext("Quote"), data: { pull: null } },
    { variant: "-pull", label: gettext("Pull quote"), data: { pull: "" } },
  ],
};
// What the server may write for what is not said.
const SAME = { subheading: { level: "3" }, list_item: { list: "ul" } };

// kinds: [{ name, label, isText }]. Returns [{ name, label, key, run, isOn }]; the first nine have keys.
export function makeKinds(kinds) {
  const offered = kinds.filter(({ isText }) => isText).flatMap(variantsOf);
  return offered.map((kind, index) => ({ ...kind, key: index < 9 ? `Mod-Alt-${index + 1}` : null }));
}

function variantsOf({ name, label }) {
  const variants = VARIANTS[name] ?? [{ variant: "", label, data: {} }];
  return variants.map(({ variant, label: said, data }) => ({
    name: `${name}${variant}`,
    label: said,
    run: setKind(name, data),
    isOn: (state) => hasKind(state, name, data) || (!variant && Boolean(SAME[name]) && hasKind(state, name, SAME[name])),
  }));
}
