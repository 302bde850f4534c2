// What the server said of a save that brought no new page, where pages say it, too.
import { element } from "../core/elements.js";

// messages: [{ level, text }].
export function showMessages(messages) {
  const list = document.querySelector(".messagelist") ?? element("ul", { class: "messagelist" });
  list.replaceChildren(...messages.map(({ level, text }) => element("li", { class: level }, text)));
  if (!messages.length) return list.remove();
  if (!list.isConnected) document.querySelector("#content").before(list);
  keepInSight(list);
}

// It stays in sight until the next key, or press beside it. It keeps its room at the top of the page all the time, and
// leaves the toolbar free: what is pressed must not move, or be covered.
export function keepInSight(list) {
  list.style.top = `${document.querySelector(".article-editor-bar").offsetHeight}px`;
  list.classList.add("is-in-sight");
  const putBack = ({ target }) => list.contains(target) || list.classList.remove("is-in-sight");
  for (const name of ["keydown", "pointerdown"]) window.addEventListener(name, putBack);
}
