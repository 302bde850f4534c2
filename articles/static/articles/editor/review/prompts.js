// What the bar asks about an unsure label, and which buttons it offers: { parts, names, labels }.
import { gettext, interpolate, ngettext } from "../core/gettext.js";

const EXCERPT = 100;

export function reasonOf({ label_name: label, reason }) {
  return interpolate(gettext("Labelled %(label)s: %(reason)s."), { label, reason });
}

export function unsureReasonOf(review) {
  return interpolate(gettext("Unsure. %(reason)s"), { reason: reasonOf(review) });
}

export function promptOf(reviews, review, state) {
  const place = reviews.placeOf(review, state);
  const isRelabelled = place?.label === review.alternative;
  const number = reviews.all.indexOf(review) + 1;
  const percent = Math.round(review.confidence * 100);
  const parts = {
    count: interpolate(gettext("%(number)s of %(total)s"), { number, total: reviews.all.length }),
    prompt: interpolate(sentenceOf(reviews.isOpen(review, state), place, review, isRelabelled), namesOf(review)),
    reason: `${review.reason}.`,
    sure: interpolate(gettext("%(percent)s% sure"), { percent }),
    text: place && interpolate(gettext("The text: %(text)s"), { text: textOf(place).slice(0, EXCERPT) }),
  };
  const button = isRelabelled ? gettext("Back to %(label)s") : gettext("No: %(alternative)s");
  const relabel = interpolate(button, namesOf(review));
  return { parts, names: ["right", "relabel", "skip", "back", "leave"], labels: { relabel } };
}

const namesOf = ({ label_name: label, alternative_name: alternative }) => ({ label, alternative });

function sentenceOf(isOpen, place, { label }, isRelabelled) {
  if (isOpen) return gettext("Labelled %(label)s:");
  if (!place) return gettext("No longer in the text; it was labelled %(label)s:");
  if (place.label === label) return gettext("Kept as %(label)s:");
  if (isRelabelled) return gettext("Now %(alternative)s; it was labelled %(label)s:");
  return gettext("Changed; it was labelled %(label)s:");
}

function textOf({ node, field }) {
  return field ? field.value : node.textContent;
}

// Before the review and after it. saveLabel: of the form's button that saves, or empty.
export function summaryOf(reviews, state, isOver, saveLabel) {
  const total = reviews.all.length;
  const open = reviews.all.filter((review) => reviews.isOpen(review, state)).length;
  const names = [open && "start", saveLabel && (isOver || !open) && "save", ...(isOver ? ["back", "leave"] : [])];
  return { parts: { prompt: countOpen(open, total) }, names: names.filter(Boolean), labels: { save: saveLabel } };
}

function countOpen(open, total) {
  if (!open) return gettext("No label needs a look any more.");
  const sentence =
    open < total
      ? ngettext("%(open)s of %(total)s unsure labels needs a look.", "%(open)s of %(total)s unsure labels need a look.", open)
      : ngettext("%(open)s unsure label needs a look.", "%(open)s unsure labels need a look.", open);
  return interpolate(sentence, { open, total });
}
