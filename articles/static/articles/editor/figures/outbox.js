// Pictures on their way to the server. A save waits until they are there; of those that did not get there it asks.
import { element } from "../core/elements.js";
import { gettext, interpolate, language, ngettext } from "../core/gettext.js";

// An item is { name, run, isThere, remove }: run() sends it and returns a promise of whether it is there, isThere() says
// whether its place is still in the text, remove() takes that out.
export function makeOutbox(form, foot) {
  const items = new Set();
  const bar = heldBar(foot);
  let held = null; // { submitter } of a save that waits

  const lost = () => [...items].filter((item) => item.isLost && item.isThere());
  const sending = () => [...items].filter((item) => !item.isLost);

  // One after another, so that they come in the order in which they were given.
  async function send(...batch) {
    for (const item of batch) items.add(Object.assign(item, { isLost: false }));
    for (const item of batch) {
      if (await item.run()) items.delete(item);
      else item.isLost = true;
      settle();
    }
  }
  function drop(item) {
    items.delete(item);
    item.remove();
    settle();
  }
  // What a save that waits has to wait for now: all, some, or an answer.
  function settle() {
    if (!held) return;
    if (sending().length) bar.wait(sending());
    else if (lost().length) bar.ask(lost(), { retry: () => send(...lost()), drop: () => lost().forEach(drop) });
    else release();
  }
  function release() {
    const { submitter } = held;
    held = null;
    bar.close();
    form.requestSubmit(submitter);
  }

  form.addEventListener("submit", (event) => {
    // A preview in another tab leaves the form, and what it waits for, where it is.
    const isPreview = event.submitter?.formTarget === "_blank";
    if (event.defaultPrevented || isPreview || !(sending().length || lost().length)) return;
    event.preventDefault();
    held = { submitter: event.submitter };
    settle();
  });
  window.addEventListener("beforeunload", (event) => {
    if (sending().length || lost().length) event.preventDefault();
  });
  return { send, drop };
}

function heldBar(foot) {
  const words = element("span");
  const retry = element("button", { type: "button" }, gettext("Try again"));
  const drop = element("button", { type: "button" }, gettext("Save without"));
  const bar = element("div", { class: "article-said is-held", hidden: "" }, words, element("span", {}, retry, drop));
  // The place is there before the words are, or they would not be spoken.
  foot.prepend(element("div", { class: "article-said-place", role: "status" }, bar));
  const say = (message, items, isAsking) => {
    words.textContent = interpolate(message, { names: namesOf(items) });
    retry.hidden = drop.hidden = !isAsking;
    bar.hidden = false;
  };
  return {
    wait: (items) => say(gettext("It is saved as soon as %(names)s is here."), items, false),
    ask(items, run) {
      say(ngettext("Not saved yet: %(names)s was not sent.", "Not saved yet: %(names)s were not sent.", items.length), items, true);
      retry.onclick = run.retry;
      drop.onclick = run.drop;
    },
    close: () => (bar.hidden = true),
  };
}

const namesOf = (items) => new Intl.ListFormat(language, { type: "conjunction" }).format(items.map(({ name }) => name));
