// form[data-file-drop]: files that are dropped on it are sent as if they had been chosen; what is chosen is sent at once.
document.querySelectorAll("form[data-file-drop]").forEach((form) => {
  const input = form.querySelector("input[type=file]");
  input.addEventListener("change", () => input.files.length && form.requestSubmit());
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    input.files = event.dataTransfer.files;
    if (input.files.length) form.requestSubmit();
  });
});
