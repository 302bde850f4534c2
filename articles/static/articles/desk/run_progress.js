// [data-run] is the page of a run that is running: asks that URL how far it is, and shows it until the run ends.
import { gettext } from "../editor/core/gettext.js";

const INTERVAL = 2000;

const facts = document.querySelector("[data-run]");
if (facts) {
  report();
  setTimeout(update, INTERVAL);
}

async function update() {
  let progress;
  try {
    progress = await fetchProgress(facts.dataset.run);
  } catch {
    return report(gettext("The server does not answer. Reload the page to try again."));
  }
  show(progress);
  if (progress.is_running) setTimeout(update, INTERVAL);
  else end(progress);
}

async function fetchProgress(url) {
  // A redirect leads to the login.
  const response = await fetch(url, { redirect: "error" });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

function show(progress) {
  document.querySelectorAll("[data-run-part]").forEach((part) => {
    part.textContent = progress.parts[part.dataset.runPart];
    // Numbers of which there were none stand back.
    part.classList.toggle("run-none", part.textContent === "0");
  });
  const bar = facts.querySelector("progress");
  if (!progress.total) return;
  bar.max = progress.total;
  bar.value = progress.done;
}

function end(progress) {
  facts.querySelector(".run-progress").remove();
  facts.querySelector("[data-run-state]").className = `state run-${progress.state}`;
  const again = document.createElement("a");
  again.href = location.href.split("#")[0];
  again.textContent = gettext("Show what became of its documents");
  report(gettext("It has ended."), " ", again);
}

function report(...what) {
  facts.querySelector("[data-run-news]").replaceChildren(...what);
}
