// On the login page: whoever comes from an article's form hears that what was written there is safe in this tab.
import { hasDrafts } from "../editor/drafts/draft_store.js";

const note = document.querySelector("[data-kept-text]");
note.hidden = !hasDrafts();
