// A switch for curly quotes and dashes while typing; this browser remembers it.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";
import { isOn, toggle } from "../typing/typography.js";

export function typographySwitch() {
  const name = gettext("Curly quotes");
  const title = gettext("Curly quotes: quotation marks and dashes as the article's language has them, while typing");
  const button = element("button", { type: "button", title, "aria-label": name, class: "article-editor-quotes" }, "“ ”");
  const show = () => button.setAttribute("aria-pressed", String(isOn()));
  button.addEventListener("click", () => {
    toggle();
    show();
  });
  show();
  return button;
}
