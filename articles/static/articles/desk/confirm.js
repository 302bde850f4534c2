// button[data-confirm] asks before it submits: its question in a dialog, under the button's own name.
import { element } from "../editor/core/elements.js";
import { gettext } from "../editor/core/gettext.js";

document.querySelectorAll("button[data-confirm]").forEach((button) => {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    ask(button);
  });
});

function ask(button) {
  const question = element("p", { id: "confirm-question" }, button.dataset.confirm);
  const confirm = element("button", { class: "button default" }, button.textContent.trim());
  const cancel = element("button", { type: "button", class: "button", autofocus: "" }, gettext("Cancel"));
  const form = element("form", { method: "dialog" }, question, element("p", { class: "confirm-buttons" }, confirm, cancel));
  const dialog = element("dialog", { class: "confirm", "aria-labelledby": question.id }, form);
  form.addEventListener("submit", () => button.form.requestSubmit(button));
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
