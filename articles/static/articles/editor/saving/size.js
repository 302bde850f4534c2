// Keeps a form that is larger than the server takes in from being sent: its text would be lost on the way.
import { element } from "../core/elements.js";
import { gettext, interpolate } from "../core/gettext.js";

export function refuseTooLarge(textarea) {
  const { form } = textarea;
  const note = element("p", { role: "alert", tabindex: "-1", class: "errornote" });
  form.addEventListener("submit", (event) => {
    const most = Number(textarea.dataset.mostBytes);
    const bytes = new URLSearchParams(new FormData(form)).toString().length;
    note.remove();
    if (bytes <= most) return;
    event.preventDefault();
    const text = gettext(
      "This is too large to be saved: %(megabytes)s MB of at most %(most)s. Nothing was sent, and your text is still here. Move a part of it into another article.",
    );
    note.textContent = interpolate(text, { megabytes: megabytes(bytes), most: megabytes(most) });
    form.prepend(note);
    note.focus();
  });
}

const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(1);
