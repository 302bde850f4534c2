// The second net under unsaved text: what the server has not confirmed yet is kept in this tab.
// sessionStorage outlives a login that has expired, a reload and a restart after a crash, and no other tab or later
// user of the machine can read it. What another user left in this tab is removed unread.
//
// A draft is { key, user, path, at, base, fields }: at in milliseconds, base the version that the form was opened with,
// fields as the form held them. Each opening of the form has a key of its own, so that none replaces another's text.

const PREFIX = "newsroom-draft:";
const SENT = "newsroom-sent";

export function draftsOf(user, path) {
  const drafts = storedKeys().map((name) => ({ ...JSON.parse(sessionStorage.getItem(name)), key: name.slice(PREFIX.length) }));
  drafts.filter((draft) => draft.user !== user).forEach(({ key }) => removeDraft(key));
  return drafts.filter((draft) => draft.user === user && draft.path === path);
}

export function hasDrafts() {
  return storedKeys().length > 0;
}

export function keepDraft({ key, ...draft }) {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(draft));
  } catch (error) {
    // Full: the form itself still holds the text.
    if (error.name !== "QuotaExceededError") throw error;
  }
}

export function removeDraft(key) {
  sessionStorage.removeItem(PREFIX + key);
}

export function forgetDrafts() {
  [...storedKeys(), SENT].forEach((name) => sessionStorage.removeItem(name));
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

const storedKeys = () => Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
