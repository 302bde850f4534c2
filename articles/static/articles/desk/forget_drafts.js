// On the page after the logout: unsaved text is not left to the next user of this tab.
import { forgetDrafts } from "../editor/drafts/draft_store.js";

forgetDrafts();
