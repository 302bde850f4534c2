// What a form with an editor does to lose nothing: drafts, saves in place, the place to go on at, and what asks before.
import { makeBaseline } from "../drafts/baseline.js";
import { keepDrafts } from "../drafts/drafts.js";
import { makeSession } from "../drafts/session.js";
import { warnOfUnsaved } from "../drafts/unsaved.js";
import { saveInPlace } from "./in_place.js";
import { keepPosition } from "./position.js";
import { saveKey } from "./save_key.js";
import { refuseTooLarge } from "./size.js";
import { makeStatus } from "./status.js";

export function keepSaved(textarea, view) {
  const { form } = textarea;
  const baseline = makeBaseline(textarea);
  const status = makeStatus(textarea);
  // Without an address for drafts it is no form of the desk's.
  const session = textarea.dataset.drafts ? makeSession(textarea) : null;
  let back = () => {};
  const drafts = keepDrafts(textarea, view, baseline, session, (state) => {
    if (session) status.draft(state);
    if (state === "kept") back();
  });
  warnOfUnsaved(form, drafts.isSafe);
  keepPosition(textarea, view);
  saveKey(form);
  refuseTooLarge(textarea);
  // After all that may stop a save.
  if (session) back = saveInPlace(textarea, view, { baseline, session, drafts, status });
}
