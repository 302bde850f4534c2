// form[data-picture-drop]: files that are dropped on it, or chosen, are sent one at a time, and each says what became of
// it. So no number of them is too much for one request. Without this script, the form sends what was chosen.
import { element } from "../editor/core/elements.js";
import { gettext, interpolate } from "../editor/core/gettext.js";
import { whenDropped } from "./dropped.js";

document.querySelectorAll("form[data-picture-drop]").forEach((form) => {
  const input = form.querySelector("input[type=file]");
  const list = form.parentElement.querySelector(".picture-sent");
  const send = (files) => sendAll([...files], form, list);
  form.querySelector(".picture-hint").hidden = false;
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    send(input.files).then(() => form.reset());
  });
  whenDropped(form, send);
});

async function sendAll(files, form, list) {
  for (const file of files) {
    const line = element("li", {}, interpolate(gettext("%(file)s is being sent."), { file: file.name }));
    list.append(line);
    line.replaceChildren(...(await sendOne(file, form)));
  }
}

// What to show of it: a link and its notes, or why it was not taken.
async function sendOne(file, form) {
  const data = new FormData();
  data.append("file", file);
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    const response = await fetch(form.dataset.pictureDrop, {
      method: "POST",
      body: data,
      headers: { "X-CSRFToken": token },
      redirect: "error",
    });
    const answer = response.status === 413 ? { error: gettext("The file is too large.") } : await response.json();
    return answer.error ? refused(file, answer.error) : taken(answer);
  } catch {
    return refused(file, gettext("The server did not answer. Log in again, or try once more."));
  }
}

function taken(answer) {
  const image = element("img", { src: answer.thumbnail, alt: "", width: "60" });
  const link = element("a", { href: answer.page }, answer.name || answer.picture.slice(0, 12));
  const state = answer.new ? gettext("In the library.") : "";
  return [image, element("span", {}, link, " ", [state, ...answer.notes].join(" ").trim())];
}

function refused(file, error) {
  return [element("strong", { class: "picture-refused" }, interpolate(gettext("%(file)s was not taken."), { file: file.name })), ` ${error}`];
}
