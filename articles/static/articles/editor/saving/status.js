// Beside the button: what is saved, and what has become of what is not. The server writes the first sentence there.
import { element } from "../core/elements.js";
import { gettext, interpolate } from "../core/gettext.js";

const KEPT = {
  pending: gettext("Not saved yet"),
  kept: gettext("Kept, not saved yet"),
  offline: gettext("Offline: kept here"),
  loggedOut: gettext("Logged out: kept here"),
  others: gettext("Somebody else is logged in: kept here"),
  refused: gettext("Kept here only: the server does not take it"),
};

export function makeStatus(textarea) {
  const line = textarea.form.querySelector("[data-saved]") ?? element("p");
  const words = line.querySelector("span") ?? line.appendChild(element("span"));
  let saved = words.textContent;

  function say(text, state, ...more) {
    // While one writes it changes with every pause: that is seen, and not read out.
    line.ariaLive = text === KEPT.pending || text === KEPT.kept ? "off" : "polite";
    // Said once: a sentence that is put there again is read out again.
    if (words.textContent !== text) words.replaceChildren(...partsOf(text));
    if (more.length || line.childNodes.length > 1) line.replaceChildren(words, ...more);
    for (const name of ["is-busy", "is-kept", "is-refused", "is-new"]) line.classList.toggle(name, name === state);
  }

  function logIn() {
    const next = new URLSearchParams({ next: location.pathname });
    return element("a", { href: `${textarea.dataset.login}?${next}` }, gettext("Log in"));
  }

  return {
    busy: () => say(gettext("Saving…"), "is-busy"),
    saved: (sentence) => say((saved = sentence)),
    refused: (sentence) => say(sentence, "is-refused"),
    failed: (code) => say(interpolate(gettext("Not saved: the server answered with an error (%(code)s). Try again."), { code }), "is-refused"),
    // As autosave.js tells it.
    draft(state) {
      if (state === "saved") say(saved);
      else say(KEPT[state], "is-kept", ...(state === "loggedOut" ? [" ", logIn()] : []));
    },
  };
}

// Where there is little room the last part is left out.
function partsOf(text) {
  const comma = text.lastIndexOf(", ");
  return comma < 0 ? [text] : [text.slice(0, comma), element("span", { class: "wide-only" }, text.slice(comma))];
}
