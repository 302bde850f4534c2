// On a list that a save may lead to: the text that was sent from a form has arrived, if the server says so.
import { removeDraft, takeSent } from "../editor/drafts/draft_store.js";
import { isSuccess } from "../editor/drafts/sent.js";

const sent = takeSent();
if (sent && isSuccess()) removeDraft(sent);
