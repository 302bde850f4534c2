// Says under the text what the last paste left out, until it is dismissed or another paste leaves out nothing.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";

export function leftOutBar(foot, view) {
  const words = element("span");
  const dismiss = element("button", { type: "button" }, gettext("Dismiss"));
  const bar = element("div", { class: "article-left-out", hidden: "" }, words, dismiss);
  // The place where it is said is there before the words are, or they would not be spoken.
  foot.prepend(element("div", { class: "article-left-out-place", "aria-live": "polite" }, bar));
  dismiss.addEventListener("click", () => {
    bar.hidden = true;
    view().focus();
  });
  return {
    say(sentence) {
      words.textContent = sentence;
      bar.hidden = !sentence;
    },
  };
}
