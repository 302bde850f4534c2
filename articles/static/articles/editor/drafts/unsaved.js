// Asks before leaving a form whose fields are not as they came, unless it is being sent.
import { fieldsOf } from "./fields.js";
import { whenSent } from "./sent.js";

export function warnOfUnsaved(textarea) {
  const { form } = textarea;
  const snapshot = () => JSON.stringify(fieldsOf(form));
  const first = snapshot();
  // A form that was refused comes back with unsaved text.
  const isRefused = "unsaved" in textarea.dataset;
  let isSent = false;
  form.addEventListener("input", () => (isSent = false));
  whenSent(form, () => (isSent = true));
  // The browser may bring a page back that it had kept as it was left.
  window.addEventListener("pageshow", () => (isSent = false));
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && (isRefused || snapshot() !== first)) event.preventDefault();
  });
}
