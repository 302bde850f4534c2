// A switch that folds the noise paragraphs of the text to thin lines.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";

export function noiseSwitch(page) {
  const attributes = { type: "button", class: "article-editor-fold", "aria-pressed": "false" };
  const button = element("button", attributes, gettext("Hide noise"));
  button.addEventListener("click", () => {
    const isFolded = page.classList.toggle("hides-noise");
    button.setAttribute("aria-pressed", String(isFolded));
  });
  return button;
}
