// Runs when a form is really being sent. A preview in another tab leaves the form where it is.

export function whenSent(form, run) {
  window.addEventListener("submit", (event) => {
    const opensPreview = event.submitter?.formTarget === "_blank";
    if (event.target === form && !opensPreview && !event.defaultPrevented) run();
  });
}
