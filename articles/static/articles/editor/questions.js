// What the bar says about an unsure label, and which buttons it offers: { parts, names, labels }.

const EXCERPT = 100;

export function questionOf({ label_name, reason }) {
  return `Taken for ${label_name}: ${reason}.`;
}

export function ask(doubts, doubt, state) {
  const place = doubts.placeOf(doubt, state);
  const isTurned = place?.label === doubt.alternative;
  const parts = {
    count: `${doubts.all.indexOf(doubt) + 1} of ${doubts.all.length}`,
    question: `${doubts.isOpen(doubt, state) ? "Taken for" : answerOf(doubt, place, isTurned)} ${doubt.label_name}:`,
    reason: `${doubt.reason}.`,
    sure: `${Math.round(doubt.confidence * 100)}% sure`,
    text: place && `The text: ${textOf(place).slice(0, EXCERPT)}`,
  };
  const label = isTurned ? `Back to ${doubt.label_name}` : `No: ${doubt.alternative_name}`;
  return { parts, names: ["right", "turn", "skip", "back", "leave"], labels: { turn: label } };
}

function answerOf({ label, alternative_name }, place, isTurned) {
  if (!place) return "No longer in the text; it was taken for";
  if (place.label === label) return "Kept as";
  return `${isTurned ? `Now ${alternative_name}` : "Changed"}; it was taken for`;
}

function textOf({ node, field }) {
  return field ? field.value : node.textContent;
}

// Between two walks. saveLabel: of the form's button that saves, or empty.
export function rest(doubts, state, isOver, saveLabel) {
  const total = doubts.all.length;
  const open = doubts.all.filter((doubt) => doubts.isOpen(doubt, state)).length;
  const names = [open && "start", saveLabel && (isOver || !open) && "save", ...(isOver ? ["back", "leave"] : [])];
  return { parts: { question: restOf(open, total) }, names: names.filter(Boolean), labels: { save: saveLabel } };
}

function restOf(open, total) {
  if (!open) return "All unsure labels were looked at.";
  const labels = `unsure ${total === 1 ? "label" : "labels"}`;
  return `${open}${open < total ? ` of ${total}` : ""} ${labels} ${open === 1 ? "needs" : "need"} a look.`;
}
