// What the form held when it was opened or last saved, and whether it holds something else by now.
import { fieldsOf } from "./fields.js";

// What the form was opened with: two drafts that differ in it only hold the same text.
const OPENED_WITH = ["base", "opened_slug"];

// data-kept: the names of the fields that hold text, and what goes with it; without it all do.
export function makeBaseline(textarea) {
  const { form, dataset } = textarea;
  const names = dataset.kept?.split(" ");
  const isKept = ([name]) => (names ? names.includes(name) : name !== "draft");
  const kept = (fields) => Object.fromEntries(Object.entries(fields).filter(isKept));
  // The server gives new paragraphs their ids when it saves them.
  const textOf = (fields) => {
    const compared = Object.entries(kept(fields)).filter(([name]) => form.elements[name] && !OPENED_WITH.includes(name));
    return JSON.stringify(compared.sort().map(([name, value]) => [name, value.replace(/ data-(?:id|box)="[^"]*"/g, "")]));
  };
  // A form that was refused comes back with unsaved text.
  let saved = "unsaved" in textarea.dataset ? null : fieldsOf(form);
  return {
    kept,
    textOf,
    isSaved: (fields) => saved !== null && textOf(saved) === textOf(fields),
    rebase: (fields) => (saved = fields),
  };
}
