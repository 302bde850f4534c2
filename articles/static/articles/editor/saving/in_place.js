// Save sends the form and leaves the page as it is: the cursor, the place in the text and what can be undone. What needs
// a page of its own leads there: a login, or what an editor has to be asked.
import { fieldsOf } from "../drafts/fields.js";
import { clearErrors, showErrors } from "./errors.js";
import { showMessages } from "./messages.js";
import { renew } from "./renew.js";
import { isAsSent, markAsSent, takeIn } from "./take_in.js";

// Returns back(), to be called when the server can be reached again.
export function saveInPlace(textarea, view, { baseline, session, drafts, status }) {
  const { form } = textarea;
  let button = null;
  let isSaving = false;
  let isAsked = false; // for another save after the one that is under way
  let isOwed = false; // a save that did not get through
  let isWhole = false;

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || isWhole || event.submitter?.name !== "_save") return;
    event.preventDefault();
    button = event.submitter;
    save();
  });

  async function save() {
    isAsked = true;
    if (isSaving) return;
    isSaving = true;
    while (isAsked) {
      isAsked = false;
      await saveOnce();
    }
    isSaving = false;
  }

  async function saveOnce() {
    status.busy();
    await drafts.hold();
    status.busy();
    const sent = fieldsOf(form);
    markAsSent(view);
    const body = new FormData(form);
    body.set(button.name, "");
    const { state, response } = await session.post(location.href, { body, headers: { Accept: "application/json" } });
    if (state === "answered") await take(response, sent);
    else if (state === "loggedOut") sendWhole();
    else {
      // Sent twice, a new article might be two.
      isOwed = state === "offline" && Boolean(form.elements.base.value);
      drafts.release(false);
      status.draft(state);
    }
  }

  async function take(response, sent) {
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = response.ok && isJson ? await response.json() : null;
    if (answer?.questions) return drafts.leaveTo(answer.questions);
    if (answer?.saved) return saved(answer, sent);
    await drafts.release(false);
    if (!answer) return status.failed(response.status);
    showMessages(answer.messages);
    showErrors(form, answer.errors, () => view.focus());
    status.refused(answer.message);
  }

  function saved(answer, sent) {
    const isLeft = isAsSent(view);
    const isTaken = answer.body === null || takeIn(view, answer.body);
    // With what could not be taken in, the next save starts from the same version again, and joins both.
    const fields = isTaken || !sent.base ? answer.fields : {};
    const held = fieldsOf(form);
    for (const [name, value] of Object.entries(fields)) {
      if (sent[name] === held[name]) form.elements[name].value = value;
    }
    const now = fieldsOf(form);
    baseline.rebase({ ...sent, ...fields, [textarea.name]: isLeft ? now[textarea.name] : (answer.body ?? sent[textarea.name]) });
    clearErrors(form);
    showMessages(answer.messages);
    const isNew = location.pathname !== answer.page;
    if (isNew) move(answer.page);
    status.saved(answer.message);
    drafts.release(true);
    renew(form, isNew);
  }

  // A new article has an address of its own now.
  function move(page) {
    history.replaceState(null, "", page);
    drafts.moveTo(page, new URL("../draft/", location.href).pathname);
  }

  function sendWhole() {
    isWhole = true;
    drafts.release(false);
    form.requestSubmit(button);
  }

  return function back() {
    if (!isOwed) return;
    isOwed = false;
    save();
  };
}
