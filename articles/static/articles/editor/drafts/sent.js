// Whether a form is really being sent, and whether what was sent has arrived.

// A preview in another tab leaves the form where it is.
export function whenSent(form, run) {
  window.addEventListener("submit", (event) => {
    const opensPreview = event.submitter?.formTarget === "_blank";
    if (event.target === form && !opensPreview && !event.defaultPrevented) run();
  });
}

// A page that reports success, and does not bring the text back, says that the text has arrived.
export function hasArrived(textarea) {
  return !("unsaved" in textarea.dataset) && isSuccess();
}

export function isSuccess() {
  return Boolean(document.querySelector(".messagelist :is(.success, .info)"));
}
