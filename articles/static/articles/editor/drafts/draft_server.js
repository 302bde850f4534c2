// The drafts that the server keeps: those of this person and article, for every device.
import { ask } from "./session.js";

// A request that outlives its page may be so large, with all others under way (Fetch standard: 64 KiB).
const OUTLIVES = 60_000;

export function draftServer(textarea, session) {
  const { drafts, user } = textarea.dataset;
  let url = drafts;
  return {
    // draft: { key, serial, base, fields, forget }. Returns { state, at }: "kept", or why it is not.
    async send(draft) {
      const body = JSON.stringify(draft);
      const headers = { "Content-Type": "application/json", "X-Writer": user };
      const { state, response } = await session.post(url, { body, headers, keepalive: outlives(body) });
      if (state !== "answered") return { state };
      if (response.ok) return { state: "kept", at: (await response.json()).at };
      return { state: response.status === 409 ? "others" : "refused" };
    },
    // The newest first: { key, at, base, fields }. isCertain: there are some by now.
    async list(isCertain) {
      if (!isCertain && !("hasDrafts" in textarea.dataset)) return [];
      const { response } = await ask(url, {});
      return response?.ok ? (await response.json()).drafts : [];
    },
    // A new article has an address of its own when it is saved.
    move: (address) => (url = address),
  };
}

export const outlives = (text) => new Blob([text]).size < OUTLIVES;
