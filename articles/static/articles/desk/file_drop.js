// form[data-file-drop]: a file that is dropped on it is sent as if it had been chosen; one that is chosen is sent at once.
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
