// The quiet bar above the text: there is a draft, and what may be done with it. It goes when that is done.
import { element } from "../core/elements.js";
import { gettext, interpolate, language } from "../core/gettext.js";

// headline: of an article that is not there yet, or "".
export function draftBar({ at, headline }, { restore, discard }) {
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
  setTimeout(() => (sentence.textContent = sentenceOf(new Date(at), headline)), 100);
  return bar;
}

function sentenceOf(date, headline) {
  const words = { time: timeOf(date), headline };
  if (headline) return interpolate(gettext("You have unsaved text from %(time)s: “%(headline)s”."), words);
  return interpolate(gettext("You have unsaved text from %(time)s."), words);
}

function timeOf(date) {
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const isToday = date.toDateString() === new Date().toDateString();
  return date.toLocaleString(language, isToday ? time : { day: "numeric", month: "long", ...time });
}
