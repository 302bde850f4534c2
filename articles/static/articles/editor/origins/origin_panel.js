// The panel beside the text that shows where a part of the article came from. It is not modal: the text stays at hand.
import { element } from "../core/elements.js";
import { gettext } from "../core/gettext.js";

const UNSAVED = gettext("It is not saved yet, so it has no source.");
const FAILED = gettext("Its source could not be loaded. Try again, or reload the page.");

// Returns { open, isOpen }. open is given a part's id, its words, and what the focus goes back to.
export function originPanel(url) {
  const parts = makeParts();
  let back = null;
  let last = 0;
  const leave = () => {
    const hadFocus = parts.dialog.contains(document.activeElement);
    parts.dialog.close();
    if (hadFocus) back.focus();
  };
  parts.close.addEventListener("click", leave);
  parts.dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  const open = async (id, words, from) => {
    const asked = ++last;
    back = from;
    parts.words.textContent = words;
    parts.body.setAttribute("aria-busy", "true");
    if (!parts.dialog.open) parts.dialog.show();
    parts.close.focus();
    const html = id ? await load(url, id) : null;
    // Another part may have been asked for meanwhile.
    if (asked === last) show(parts.body, html, id ? FAILED : UNSAVED);
  };
  return { open, leave, hasFocus: () => parts.dialog.contains(document.activeElement) };
}

function makeParts() {
  const heading = element("h2", { id: "origin-heading" }, gettext("Where it came from"));
  const close = element("button", { type: "button" }, gettext("Close"));
  const words = element("p", { class: "origin-words", dir: "auto" });
  const body = element("div", { class: "origin-body", role: "status" });
  const head = element("div", { class: "origin-head" }, heading, close);
  const attributes = { class: "origin-panel", "aria-labelledby": heading.id };
  const dialog = element("dialog", attributes, head, words, body);
  document.body.append(dialog);
  return { dialog, close, words, body };
}

// After a logout the answer is the login page.
async function load(url, id) {
  try {
    const response = await fetch(`${url}?part=${encodeURIComponent(id)}`);
    return response.ok && !response.redirected ? await response.text() : null;
  } catch {
    return null;
  }
}

function show(body, html, problem) {
  body.removeAttribute("aria-busy");
  if (html === null) body.replaceChildren(element("p", {}, problem));
  else body.innerHTML = html;
  body.closest("dialog").scrollTop = 0;
}
