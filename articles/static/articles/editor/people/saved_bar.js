// A quiet bar over the text: what somebody else saved meanwhile. The text here stays as it is until it is saved.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";

// Returns what is given each piece of news, or null.
export function savedBar(textarea) {
  const words = element("span");
  const link = element("a", { target: "_blank" }, gettext("See it in a new tab"));
  const dismiss = element("button", { type: "button", class: "link-button" }, gettext("Dismiss"));
  const help = element("span", { class: "saved-elsewhere-help" }, gettext("It is joined with your text when you save."));
  const bar = element("div", { class: "saved-elsewhere", hidden: "" }, words, " ", help, " ", link, " ", dismiss);
  // The place where it is said is there before the words are, or they would not be spoken.
  const place = element("div", { class: "saved-elsewhere-place", "aria-live": "polite" }, bar);
  const editor = textarea.form.querySelector(".article-page") ?? textarea.closest(".form-row") ?? textarea;
  editor.before(place);
  const hide = () => (bar.hidden = true);
  dismiss.addEventListener("click", hide);
  let version = textarea.form.elements.base?.value;
  return (news) => {
    // A save in place has joined it.
    const now = textarea.form.elements.base?.value;
    if (now !== version) hide();
    version = now;
    if (!news) return;
    words.textContent = news.text;
    link.href = news.address;
    bar.hidden = false;
  };
}
