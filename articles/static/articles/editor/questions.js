// What is said about an unsure label.

export function questionOf({ label_name, reason }) {
  return `Taken for ${label_name}: ${reason}.`;
}
