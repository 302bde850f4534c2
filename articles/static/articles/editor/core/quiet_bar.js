// A quiet bar under the text: says something that was done, until it is dismissed or there is something else to say.
import { element } from "./elements.js";
import { gettext } from "./gettext.js";

// leave() is called when it was dismissed. Returns { say(sentence) }.
export function quietBar(foot, leave) {
  const words = element("span");
  const dismiss = element("button", { type: "button" }, gettext("Dismiss"));
  const bar = element("div", { class: "article-said", hidden: "" }, words, dismiss);
  // The place where it is said is there before the words are, or they would not be spoken.
  foot.prepend(element("div", { class: "article-said-place", "aria-live": "polite" }, bar));
  dismiss.addEventListener("click", () => {
    bar.hidden = true;
    leave();
  });
  return {
    say(sentence) {
      words.textContent = sentence;
      bar.hidden = !sentence;
    },
  };
}
