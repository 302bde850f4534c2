// Asks for the address of a video, a post or another page that is to be embedded.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";
import { insertEmbed } from "./embeds.js";
import { embedOf } from "./providers.js";

let made = 0;

// Returns a command that opens the dialog.
export function embedDialog() {
  const parts = makeParts(`article-embed-${++made}`);
  document.body.append(parts.dialog);
  return (state, dispatch, view) => {
    if (view) open(parts, view);
    return true;
  };
}

function makeParts(prefix) {
  const heading = element("h2", { id: `${prefix}-heading` }, gettext("Video or post"));
  const label = element("label", { for: `${prefix}-url` }, gettext("Address of the video, post or page"));
  const about = { inputmode: "url", autocomplete: "off", spellcheck: "false", "aria-describedby": `${prefix}-problem` };
  const url = element("input", { id: `${prefix}-url`, type: "text", ...about });
  const problem = element("p", { id: `${prefix}-problem`, class: "article-editor-problem", role: "alert" });
  const save = element("button", { type: "submit", class: "article-editor-save" }, gettext("Insert"));
  const cancel = element("button", { type: "button" }, gettext("Cancel"));
  const buttons = element("div", { class: "article-editor-buttons" }, save, cancel);
  const form = element("form", { novalidate: "" }, heading, element("div", {}, label, url), problem, buttons);
  const dialog = element("dialog", { class: "article-editor-dialog", "aria-labelledby": heading.id }, form);
  cancel.addEventListener("click", () => dialog.close());
  return { dialog, form, url, problem };
}

function open({ dialog, form, url, problem }, view) {
  const explain = (sentence) => {
    problem.textContent = sentence;
    url.setAttribute("aria-invalid", String(Boolean(sentence)));
  };
  url.value = "";
  explain("");
  form.onsubmit = (event) => {
    event.preventDefault();
    const data = embedOf(url.value);
    if (!data) {
      explain(gettext("Enter an address that begins with https://."));
      return url.focus();
    }
    dialog.close();
    return insertEmbed(data)(view.state, view.dispatch);
  };
  dialog.onclose = () => view.focus();
  dialog.showModal();
}
