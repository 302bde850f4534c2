// Ctrl or Cmd and S press the form's Save button, wherever on the page the focus is.

export function saveKey(form) {
  const save = form.querySelector('[name="_save"]');
  if (!save) return;
  document.addEventListener("keydown", (event) => {
    const isSaveKey = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === "s";
    if (!isSaveKey) return;
    event.preventDefault();
    if (!event.repeat && !document.querySelector("dialog[open]")) save.click();
  });
}
