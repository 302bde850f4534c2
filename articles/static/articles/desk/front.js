// form[data-front] is the arrangement of the front page. Each of its steps is a button of the form, which works by itself;
// here it is sent without leaving the page, and so are a drag and a drop, arrow keys and words that are looked for.
const PAUSE = 300;
const SAID = "[data-front-said]";
let isChanged = false;
let dragged;
let timer;
let asked = 0;

const form = () => document.querySelector("form[data-front]");
const numberOf = (element, name) => Number(element.dataset[name]);

document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  const act = event.submitter?.name === "act" ? event.submitter.value : "";
  if (!act) {
    if (event.submitter?.name !== "_preview") isChanged = false;
    return;
  }
  event.preventDefault();
  send(act);
});

// What the server makes of a step takes the place of the form.
async function send(act) {
  const number = ++asked;
  const data = new FormData(form());
  data.append("act", act);
  let page;
  try {
    const response = await fetch(location.pathname, { method: "POST", body: data, redirect: "error" });
    if (!response.ok) throw new Error(response.statusText);
    page = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    // The login may have ended: the page that says so is shown.
    return withoutScript(act);
  }
  if (number !== asked) return;
  const words = form().querySelector("[data-front-search]");
  const selection = act === "find" ? [words.value, words.selectionStart] : null;
  isChanged ||= act !== "find";
  form().replaceWith(page.querySelector("form[data-front]"));
  document.querySelector(SAID).textContent = page.querySelector(SAID).textContent;
  focusOn(form().dataset.front, selection);
}

function focusOn(name, selection) {
  const target = document.getElementById(`front-${name}`);
  target?.focus();
  if (target && selection) {
    target.value = selection[0];
    target.setSelectionRange(selection[1], selection[1]);
  }
}

function withoutScript(act) {
  const button = document.createElement("input");
  Object.assign(button, { type: "hidden", name: "act", value: act });
  form().append(button);
  form().submit();
}

document.addEventListener("input", (event) => {
  if (!form()?.contains(event.target)) return;
  if (!event.target.matches("[data-front-search]")) {
    isChanged = true;
    return;
  }
  clearTimeout(timer);
  timer = setTimeout(send, PAUSE, "find");
});

// On a button of an article, the arrow keys do what its arrows do.
document.addEventListener("keydown", (event) => {
  const key = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const slot = key && event.target.closest?.("button") && event.target.closest("[data-front-slot]");
  if (!slot) return;
  event.preventDefault();
  slot.querySelector(`[data-front-key=${key}]`).click();
});

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-front-slot]") ?? event.target.closest?.("[data-front-group]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  mark();
  dragged = null;
});

document.addEventListener("dragover", (event) => {
  const place = dragged && placeAt(event);
  if (!place) return;
  event.preventDefault();
  mark(place);
});

document.addEventListener("drop", (event) => {
  const place = dragged && placeAt(event);
  if (!place) return;
  event.preventDefault();
  send(place.act);
});

// Where what is dragged would be put, and the step that puts it there: { element, isAfter, act }.
function placeAt(event) {
  const group = event.target.closest?.("[data-front-group]");
  if (!group) return null;
  return dragged.matches("[data-front-slot]") ? placeOfSlot(event, group) : placeOfGroup(event, group);
}

function placeOfSlot(event, group) {
  const others = [...group.querySelectorAll("[data-front-slot]")].filter((slot) => slot !== dragged);
  const before = others.filter((slot) => middleOf(slot) < event.clientY).length;
  const here = [numberOf(dragged.closest("[data-front-group]"), "frontGroup"), numberOf(dragged, "frontSlot")];
  const act = ["place", ...here, numberOf(group, "frontGroup"), before].join(":");
  if (!others.length) return { element: group.querySelector("ol"), isAfter: false, act };
  return { element: others[Math.min(before, others.length - 1)], isAfter: before === others.length, act };
}

function placeOfGroup(event, group) {
  const others = [...document.querySelectorAll("[data-front-group]")].filter((each) => each !== dragged);
  const before = others.filter((each) => middleOf(each) < event.clientY).length;
  const act = ["group-place", numberOf(dragged, "frontGroup"), before].join(":");
  return { element: others[Math.min(before, others.length - 1)] ?? group, isAfter: before === others.length, act };
}

function middleOf(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

function mark({ element, isAfter } = {}) {
  document.querySelectorAll(".is-before, .is-after").forEach((each) => each.classList.remove("is-before", "is-after"));
  element?.classList.add(isAfter ? "is-after" : "is-before");
}

addEventListener("beforeunload", (event) => {
  if (isChanged) event.preventDefault();
});
