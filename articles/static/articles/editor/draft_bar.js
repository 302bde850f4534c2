// The quiet bar above the text: there is a draft, and what may be done with it. It goes when that is done.
import { element } from "./elements.js";

export function draftBar(at, { takeBack, discard }) {
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
  bar.append(button("Take it back", takeBack), button("Discard", discard));
  // A status is read out when it changes, not when it appears.
  setTimeout(() => (sentence.textContent = `There is unsaved text of yours from ${moment(new Date(at))}.`), 100);
  return bar;
}

function moment(date) {
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const isToday = date.toDateString() === new Date().toDateString();
  return date.toLocaleString("en-GB", isToday ? time : { day: "numeric", month: "long", ...time });
}
