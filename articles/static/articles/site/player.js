// Videos: a card that links to one plays it here instead, once a reader asks and not before. Which
// hosts the page may call, its own policy says, and so does the element around the text.
const asked = document.querySelector("[data-frames]");
const hosts = new Set(asked?.dataset.frames.split(" "));

const play = (card, title) => {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  // Without any, some refuse to play; of a page's address they learn the site alone.
  frame.referrerPolicy = "strict-origin";
  frame.src = card.dataset.player;
  card.className = "played";
  card.replaceChildren(frame);
  frame.focus();
};

const offer = (card) => {
  const link = card.querySelector("a");
  const calls = card.querySelector(".calls");
  const button = document.createElement("button");
  button.type = "button";
  button.ariaLabel = `${asked.dataset.play}: ${link.textContent}`;
  button.setAttribute("aria-describedby", calls.id);
  button.addEventListener("click", () => play(card, link.textContent));
  card.prepend(button);
  card.classList.add("ready");
};

for (const card of asked?.querySelectorAll("[data-player]") ?? []) {
  if (hosts.has(new URL(card.dataset.player).host)) offer(card);
}
