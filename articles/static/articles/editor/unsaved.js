// Asks before leaving a form whose fields are not as they came, unless it is being sent.

export function warnOfUnsaved(textarea) {
  const { form } = textarea;
  const first = snapshot(form);
  // After "back" the browser puts unsaved text into the textarea before this runs; a form that was
  // refused comes back with it.
  const isRestored = textarea.value !== textarea.defaultValue || "unsaved" in textarea.dataset;
  let isSent = false;
  form.addEventListener("input", () => (isSent = false));
  window.addEventListener("submit", (event) => {
    const opensPreview = event.submitter?.formTarget === "_blank";
    if (event.target === form && !opensPreview) isSent = !event.defaultPrevented;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && (isRestored || snapshot(form) !== first)) event.preventDefault();
  });
}

function snapshot(form) {
  const fields = [...new FormData(form)];
  return JSON.stringify(fields.map(([name, value]) => [name, value instanceof File ? value.name : value]));
}
