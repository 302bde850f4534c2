// Only the text: the head of the page, the panel and what stands in the margins are out of sight until it ends.
const CLASS = "in-focus-mode";

export const isFocusMode = () => document.body.classList.contains(CLASS);

export function toggleFocusMode() {
  document.body.classList.toggle(CLASS);
}
