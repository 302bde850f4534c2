// Unsaved text, kept in this tab until it is saved, discarded or logged out of.
// sessionStorage outlives a login that has expired, a reload and a restart after a crash, and no other tab or later
// user of the machine can read it. What another user left in this tab is removed unread.
//
// A draft is { key, user, path, at, fields }: at in milliseconds, fields as the form held them, the version that they
// were made from among them. Each opening of the form keeps its own, so that a new draft never replaces an older one.

const PREFIX = "newsroom-draft:";
const SENT = "newsroom-sent";

export function draftsOf(user, path) {
  const drafts = keys().map((key) => ({ key, ...JSON.parse(sessionStorage.getItem(key)) }));
  drafts.filter((draft) => draft.user !== user).forEach(({ key }) => removeDraft(key));
  return drafts
    .filter((draft) => draft.user === user && draft.path === path)
    .sort((one, other) => other.at - one.at);
}

export function newKey() {
  return `${PREFIX}${crypto.randomUUID?.() ?? Date.now()}`;
}

export function keepDraft(key, draft) {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch (error) {
    // Full: the form itself still holds the text.
    if (error.name !== "QuotaExceededError") throw error;
  }
}

export function removeDraft(key) {
  sessionStorage.removeItem(key);
}

export function forgetDrafts() {
  [...keys(), SENT].forEach(removeDraft);
}

// The draft of a form that is on its way to the server: the next page knows whether it arrived.
export function markSent(key) {
  sessionStorage.setItem(SENT, key);
}

export function takeSent() {
  const key = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  return key;
}

const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
