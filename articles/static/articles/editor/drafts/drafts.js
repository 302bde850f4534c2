// Keeps a draft of the form while it holds unsaved changes, and offers those of earlier openings that did not arrive.
import { draftBar } from "./draft_bar.js";
import { draftsOf, keepDraft, markSent, newKey, removeDraft, takeSent } from "./draft_store.js";
import { fieldsOf, fill } from "./fields.js";
import { hasArrived, whenSent } from "./sent.js";
import { setText } from "../core/text.js";

const PAUSE = 500;
// The token is the session's; the others are decisions of a moment, not text.
const NOT_KEPT = ["csrfmiddlewaretoken", "overwrite", "publish_at"];
// What the form was opened with: two drafts that differ in it only hold the same text.
const OPENED_WITH = ["base", "opened_slug"];

export function keepDrafts(textarea, view) {
  const { form } = textarea;
  const owner = { user: document.querySelector("#user-tools strong")?.textContent ?? "", path: location.pathname };
  const first = textOf(form, fieldsOf(form));
  const isRefused = "unsaved" in textarea.dataset;
  const sent = takeSent();
  if (sent && hasArrived(textarea)) removeDraft(sent);
  const older = draftsOf(owner.user, owner.path);
  const keep = keepWhileUnsaved(form, owner, (text) => isRefused || text !== first);
  const [same, others] = split(older, (draft) => textOf(form, draft.fields) === first);
  same.forEach(({ key }) => removeDraft(key));
  offer(others, textarea, view, keep);
}

function keepWhileUnsaved(form, owner, isUnsaved) {
  const key = newKey();
  let timer;
  const keep = () => {
    clearTimeout(timer);
    const fields = kept(fieldsOf(form));
    if (isUnsaved(textOf(form, fields))) keepDraft(key, { ...owner, at: Date.now(), fields });
    else removeDraft(key);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("change", keep);
  window.addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", keep);
  whenSent(form, () => {
    keep();
    markSent(key);
  });
  keep();
  return keep;
}

function kept(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !NOT_KEPT.includes(name)));
}

// The text of the fields that this form has. The server gives new paragraphs their ids when it saves them.
function textOf(form, fields) {
  const compared = Object.entries(kept(fields)).filter(([name]) => form.elements[name] && !OPENED_WITH.includes(name));
  return JSON.stringify(compared.sort().map(([name, value]) => [name, value.replace(/ data-(?:id|box)="[^"]*"/g, "")]));
}

function split(all, isOne) {
  return [all.filter(isOne), all.filter((item) => !isOne(item))];
}

function offer([draft, ...older], textarea, view, keep) {
  if (!draft) return;
  const finish = () => {
    keep();
    removeDraft(draft.key);
    view.focus();
    offer(older, textarea, view, keep);
  };
  const bar = draftBar(draft.at, {
    restore() {
      // With the version that it was made from: if a newer one is saved by now, saving shows both instead of replacing it.
      const { [textarea.name]: text, ...others } = draft.fields;
      fill(textarea.form, others);
      setText(view, text);
      finish();
    },
    discard: finish,
  });
  (textarea.closest("fieldset") ?? textarea.form).prepend(bar);
}
