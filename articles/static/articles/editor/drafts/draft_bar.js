// The quiet bar above the text: there is a draft, and what may be done with it. It goes when that is done.
import { element } from "../core/elements.js";
import { gettext, interpolate, language } from "../core/gettext.js";

export function draftBar(at, { restore, discard }) {
  const sentence = element("p", { role: "status" });
  const bar = element("div", { class: "article-draft" }, sentence);
  const button = (label, run) => {
    const made = element("button", { type: "button" }, label);
    made.addEventListener("click", () => {
      bar.remove();
      run();
    });
    return made;
  };
  bar.append(button(gettext("Restore"), restore), button(gettext("Discard"), discard));
  // A status is read out when it changes, not when it appears.
  setTimeout(() => (sentence.textContent = sentenceOf(new Date(at))), 100);
  return bar;
}

function sentenceOf(date) {
  return interpolate(gettext("You have unsaved text from %(time)s."), { time: timeOf(date) });
}

function timeOf(date) {
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const isToday = date.toDateString() === new Date().toDateString();
  return date.toLocaleString(language, isToday ? time : { day: "numeric", month: "long", ...time });
}
