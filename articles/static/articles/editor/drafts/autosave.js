// Keeps what the form holds and what is not saved yet: on the server soon after a pause, and in this tab until it is
// there.
import { outlives } from "./draft_server.js";
import { keepDraft, markSent, removeDraft } from "./draft_store.js";
import { fieldsOf } from "./fields.js";
import { whenSent } from "./sent.js";

const PAUSE = 800;
// Who writes without a pause is not left without a draft.
const LONGEST = 4000;
const RETRY = 5000;

// opening: { key, user, path }. server: as draft_server.js has it, or null where there is none.
// tell(state) is called with what became of the text: "pending", "saved", "kept", or why it is not: as session.js has it,
// or "refused".
export function autosave(form, baseline, opening, server, tell) {
  const done = {}; // drafts that the server is to forget: { key: at }
  let confirmed = null; // { text, at } that the server has of this opening
  let state = "kept";
  let serial = 0;
  let timer;
  let since = 0; // when the first word was written that is not on its way yet
  let sending = Promise.resolve();
  let isQueued = false;
  let isHeld = false;
  let isLeft = false;

  const current = () => {
    const fields = baseline.kept(fieldsOf(form));
    return { fields, text: baseline.textOf(fields), isSaved: baseline.isSaved(fields) };
  };
  const isThere = ({ text, isSaved }) => (isSaved ? !confirmed : confirmed?.text === text);

  function keepHere({ fields, isSaved }) {
    if (isLeft) return;
    serial = Math.max(serial + 1, Date.now());
    if (isSaved) removeDraft(opening.key);
    else keepDraft({ ...opening, at: serial, base: baseOf(form), fields });
  }

  function keep() {
    clearTimeout(timer);
    since = 0;
    const now = current();
    if (isHeld) return keepHere(now);
    if (server && isThere(now) && !Object.keys(done).length) {
      removeDraft(opening.key);
      return tell(now.isSaved ? "saved" : "kept");
    }
    keepHere(now);
    return server && send();
  }

  // One after another; what is written meanwhile goes with the next.
  function send() {
    if (isQueued) return sending;
    isQueued = true;
    sending = sending.then(() => {
      isQueued = false;
      return sendNow(current());
    });
    return sending;
  }

  async function sendNow({ fields, text, isSaved }) {
    const forget = { ...done, ...(isSaved && confirmed ? { [opening.key]: confirmed.at } : {}) };
    if (isSaved && !Object.keys(forget).length) return;
    const draft = { key: opening.key, serial, base: baseOf(form), fields: isSaved ? null : fields, forget };
    const answer = await server.send(draft);
    state = answer.state;
    if (state === "kept") arrived(isSaved ? null : { text, at: answer.at }, forget);
    else if (state !== "others" && state !== "refused") timer = setTimeout(keep, RETRY);
    tell(isSaved && state === "kept" ? "saved" : state);
  }

  function arrived(what, forget) {
    confirmed = what;
    for (const [key, at] of Object.entries(forget)) {
      removeDraft(key);
      if (done[key] === at) delete done[key];
    }
    if (isThere(current())) removeDraft(opening.key);
  }

  function soon() {
    clearTimeout(timer);
    since ||= Date.now();
    // The form may be read just now, which is when the editor writes its text there.
    setTimeout(() => state === "kept" && !isHeld && !isThere(current()) && tell("pending"));
    timer = setTimeout(keep, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  }

  // What waits for its turn would wait for ever.
  function leave() {
    const now = current();
    keepHere(now);
    if (server && !isHeld && !isThere(now)) sendNow(now);
  }

  form.addEventListener("input", soon);
  form.addEventListener("change", keep);
  window.addEventListener("online", keep);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", keep);
  whenSent(form, () => {
    isHeld = true;
    keepHere(current());
    markSent(opening.key);
  });
  window.addEventListener("pageshow", () => (isHeld = false));
  keepHere(current());

  return {
    keep,
    // Whether the text is saved, or on the server, or certain to get there when the page is left.
    isSafe() {
      const now = current();
      return isLeft || isThere(now) || Boolean(server && confirmed && state === "kept" && outlives(JSON.stringify(now.fields)));
    },
    forget: (key, at) => (done[key] = at),
    // While a save is under way nothing is kept on the server, which would come in after it.
    async hold() {
      isHeld = true;
      keepHere(current());
      await sending;
    },
    // isSaved: the server has forgotten the draft of what it saved.
    release(isSaved) {
      isHeld = false;
      if (isSaved) confirmed = null;
      return keep();
    },
    // The page at this address has the text now.
    leaveTo(url) {
      isLeft = true;
      removeDraft(opening.key);
      location.assign(url);
    },
    moveTo(path, address) {
      opening.path = path;
      server.move(address);
    },
  };
}

const baseOf = (form) => Number(form.elements.base?.value) || 0;
