// Keeps a draft of the form while it holds what is not saved, and offers those of earlier openings.
// A form that the server gives no place for drafts keeps them in this tab alone.
import { autosave } from "./autosave.js";
import { draftServer } from "./draft_server.js";
import { draftsOf, removeDraft, takeSent } from "./draft_store.js";
import { offer, together } from "./offers.js";
import { hasArrived } from "./sent.js";

// session: as session.js has it, or null. tell: as autosave.js has it. Returns what autosave.js does.
export function keepDrafts(textarea, view, baseline, session, tell) {
  const { form, dataset } = textarea;
  const server = session && draftServer(textarea, session);
  const user = dataset.user ?? document.querySelector("#user-tools strong")?.textContent ?? "";
  // A form that comes back is the same opening.
  const opening = { key: dataset.draft || newKey(), user, path: location.pathname };
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "draft", value: opening.key }));
  const sent = takeSent();
  if (sent && hasArrived(textarea)) removeDraft(sent);
  const here = draftsOf(user, opening.path).filter(({ key }) => key !== opening.key);
  const saving = autosave(form, baseline, opening, server, tell);
  offerOlder({ textarea, view, baseline, server, saving, here, opening });
  return saving;
}

async function offerOlder({ textarea, view, baseline, server, saving, here, opening }) {
  const left = server ? await sendOlder(here, server) : here;
  const theirs = server ? await server.list(here.length > left.length) : [];
  const others = theirs.filter(({ key }) => key !== opening.key);
  const [same, unsaved] = split(together(others, left, baseline.textOf), (draft) => baseline.isSaved(draft.fields));
  const done = (draft) => {
    for (const { key, at } of draft.all) {
      if (others.some((other) => other.key === key)) saving.forget(key, at);
      else removeDraft(key);
    }
    return saving.keep();
  };
  same.forEach(done);
  offer(unsaved, textarea, view, done);
}

// What this tab kept while the server could not be reached. Returns those that are not there even now.
async function sendOlder(drafts, server) {
  const left = [];
  for (const draft of drafts) {
    const { key, at, base, fields } = draft;
    const { state } = await server.send({ key, serial: at, base, fields });
    if (state === "kept") removeDraft(key);
    else left.push(draft);
  }
  return left;
}

function newKey() {
  // Where a page has no secure connection there is no randomUUID.
  const digits = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...digits].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function split(all, isOne) {
  return [all.filter(isOne), all.filter((item) => !isOne(item))];
}
