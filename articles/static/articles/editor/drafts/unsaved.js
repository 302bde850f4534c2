// Asks before leaving a form whose text is neither saved nor kept yet, unless it is being sent.
import { whenSent } from "./sent.js";

export function warnOfUnsaved(form, isSafe) {
  let isSent = false;
  form.addEventListener("input", () => (isSent = false));
  whenSent(form, () => (isSent = true));
  // The browser may bring a page back that it had kept as it was left.
  window.addEventListener("pageshow", () => (isSent = false));
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && !isSafe()) event.preventDefault();
  });
}
