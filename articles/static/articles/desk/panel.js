// The panel stays true while one writes: the button's word, the values of folds, moments in the reader's own zone, and
// after each save what is live and what is to be looked at.
import { gettext, interpolate, language } from "../editor/core/gettext.js";

const panel = document.querySelector(".panel");
const button = panel?.querySelector("[data-later]");
const moment = panel?.querySelector('[name="publish_at"]');

if (button && moment) moment.addEventListener("input", () => (button.textContent = moment.value ? button.dataset.later : button.dataset.now));

panel?.addEventListener("input", ({ target }) => {
  const value = target.closest(".folds > details")?.querySelector("[data-value]");
  if (value) value.textContent = target.value.trim().split(/\s*\n\s*/).join(", ");
});

panel?.addEventListener("click", (event) => {
  const uid = event.target.closest("[data-part]")?.dataset.part;
  const part = uid && document.querySelector(`.article-editor-text [data-id="${CSS.escape(uid)}"]`);
  if (!part) return;
  event.preventDefault();
  leadTo(part);
});

// Whoever saves in place says so at the form.
panel?.closest("form").addEventListener("article-saved", tellAnew);

tellOwnTimes();

// To what is wanted of a picture, else to the start of the text.
function leadTo(part) {
  part.scrollIntoView({ block: "center" });
  const wanted = part.querySelector("textarea.is-wanted");
  if (wanted) return wanted.focus();
  part.closest("[contenteditable]").focus({ preventScroll: true });
  getSelection().collapse(part, 0);
}

async function tellAnew() {
  const { address } = panel.dataset;
  const answer = address && (await fetch(address, { credentials: "same-origin" }).catch(() => null));
  if (!answer?.ok) return;
  const told = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of panel.querySelectorAll("[data-panel]")) {
    const anew = told.querySelector(`[data-panel="${part.dataset.panel}"]`);
    if (anew) part.replaceChildren(...anew.childNodes);
  }
  const seen = panel.querySelector('[name="seen"]');
  if (seen) seen.value = panel.querySelector("[data-seen]").dataset.seen;
  tellOwnTimes();
}

// Beside the site's own, where it is another time here.
function tellOwnTimes() {
  panel?.querySelectorAll("[data-own-zone]").forEach((time) => {
    const at = new Date(time.dateTime);
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime) ?? [, "+", 0, 0];
    const offset = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
    if (offset === -at.getTimezoneOffset()) return;
    const form = { weekday: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const here = new Intl.DateTimeFormat(language, form).format(at);
    const told = document.createElement("span");
    told.className = "own-time";
    told.textContent = interpolate(gettext("%(time)s where you are"), { time: here });
    time.parentNode.append(document.createElement("br"), told);
  });
}
