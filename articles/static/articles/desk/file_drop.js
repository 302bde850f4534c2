// form[data-file-drop]: files that are dropped on it are sent as if they had been chosen; what is chosen is sent at once.
import { whenDropped } from "./dropped.js";

document.querySelectorAll("form[data-file-drop]").forEach((form) => {
  const input = form.querySelector("input[type=file]");
  input.addEventListener("change", () => input.files.length && form.requestSubmit());
  whenDropped(form, (files) => {
    input.files = files;
    if (files.length) form.requestSubmit();
  });
});
