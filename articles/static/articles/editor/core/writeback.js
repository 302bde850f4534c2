// Keeps the textarea equal to the document: soon after each change, and at once when the form is read or left.
// An unchanged document leaves the textarea exactly as the server sent it.
import { Plugin } from "./prosemirror.js";
import { writeText } from "./text.js";

const PAUSE = 300;

export function writeBack(textarea) {
  const original = textarea.value;
  return new Plugin({
    view(view) {
      const first = view.state.doc;
      let written = first;
      let timer;
      const flush = () => {
        clearTimeout(timer);
        const { doc } = view.state;
        if (doc === written) return;
        written = doc;
        textarea.value = doc.eq(first) ? original : writeText(doc);
        textarea.dispatchEvent(new Event("input", { bubbles: true }));
      };
      flushWhenRead(textarea, flush);
      return {
        update(_, before) {
          if (view.state.doc === before.doc) return;
          clearTimeout(timer);
          timer = setTimeout(flush, PAUSE);
        },
      };
    },
  });
}

function flushWhenRead(textarea, flush) {
  textarea.form?.addEventListener("submit", flush, { capture: true });
  // Here the form's data has been collected already.
  textarea.form?.addEventListener("formdata", ({ formData }) => {
    flush();
    if (!textarea.disabled) formData.set(textarea.name, textarea.value);
  });
  window.addEventListener("pagehide", flush);
}
