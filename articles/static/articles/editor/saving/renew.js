// After the first save of a new article, and when its headline is confirmed: the page shows what one that is opened now
// shows. What changes with every save says so by itself, when it hears of it.
import { ask } from "../drafts/session.js";

export async function renew(form, isNew) {
  const confirmed = form.querySelector(".field-headline_confirmed");
  if (isNew || confirmed) {
    const { response } = await ask(location.href, {});
    if (response?.ok) takeOver(new DOMParser().parseFromString(await response.text(), "text/html"), confirmed);
  }
  form.dispatchEvent(new CustomEvent("article-saved", { bubbles: true }));
}

function takeOver(page, confirmed) {
  document.title = page.title;
  for (const part of page.querySelectorAll("[data-renewed]")) {
    const old = document.querySelector(`[data-renewed="${part.dataset.renewed}"]`);
    // A new article has had none.
    if (old) old.replaceWith(document.adoptNode(part));
    else document.querySelector(`.${part.parentElement.classList[0]}`)?.append(document.adoptNode(part));
  }
  const [here, there] = [document, page].map((each) => each.querySelector("#panel"));
  if (there?.dataset.address) here.dataset.address = there.dataset.address;
  // A headline that is confirmed asks no more.
  if (!page.querySelector("#id_headline_confirmed")) confirmed?.remove();
}
