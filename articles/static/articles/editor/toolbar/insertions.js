// What can be inserted, declared once: the menu of the toolbar and the one that "/" opens are made from it.
import { setKind } from "../core/blocks.js";
import { toggleBox } from "../core/boxes.js";
import { gettext } from "../core/gettext.js";
import { isList, setList } from "../core/lists.js";
import { insertTable } from "../tables/commands.js";
import { insertRule } from "../typing/starts.js";

// Each is { name, label, run }; given are the commands for what scripts of their own ask for.
export function makeInsertions({ openEmbedDialog, choosePicture, chooseGallery }) {
  return [
    ...(choosePicture ? [{ name: "picture", label: gettext("Picture"), run: choosePicture }] : []),
    { name: "gallery", label: gettext("Gallery"), run: chooseGallery },
    { name: "table", label: gettext("Table"), run: insertTable },
    { name: "list", label: gettext("List"), run: setList("ul"), isOn: isList("ul") },
    { name: "numbers", label: gettext("Numbered list"), run: setList("ol"), isOn: isList("ol") },
    { name: "quote", label: gettext("Quote"), run: setKind("quote", { pull: null }) },
    { name: "pull", label: gettext("Pull quote"), run: setKind("quote", { pull: "" }) },
    { name: "box", label: gettext("Box"), run: toggleBox },
    { name: "embed", label: gettext("Video or post"), run: openEmbedDialog },
    { name: "rule", label: gettext("Rule"), run: insertRule },
    { name: "preformatted", label: gettext("Preformatted text"), run: setKind("preformatted") },
  ];
}

// What else the menu of "/" offers, of the kinds that kinds.js has: those for which the toolbar has no other menu.
const FURTHER = { heading: "h2", subheading: "h3", "subheading-4": "h4", byline: "" };

// also: by what else an item is found.
export function makeMenu(kinds, insertions) {
  const further = kinds.filter(({ name }) => name in FURTHER).map((kind) => ({ ...kind, also: FURTHER[kind.name] }));
  const isHeading = ({ also }) => Boolean(also);
  return [...further.filter(isHeading), ...insertions, ...further.filter((kind) => !isHeading(kind))];
}
