// [data-run] is the page of a run that is running: asks that address how far it is, and says so until it ends.
const INTERVAL = 2000;

const facts = document.querySelector("[data-run]");
if (facts) {
  tell();
  setTimeout(look, INTERVAL);
}

async function look() {
  let found;
  try {
    found = await asked(facts.dataset.run);
  } catch {
    return tell("No news of it: the server does not answer. Reload the page to try again.");
  }
  show(found);
  if (found.is_running) setTimeout(look, INTERVAL);
  else end(found);
}

async function asked(address) {
  // A redirect leads to the login.
  const response = await fetch(address, { redirect: "error" });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

function show(found) {
  document.querySelectorAll("[data-run-part]").forEach((part) => {
    part.textContent = found.parts[part.dataset.runPart];
    // Numbers of which there were none stand back.
    part.classList.toggle("run-none", part.textContent === "0");
  });
  const bar = facts.querySelector("progress");
  if (!found.total) return;
  bar.max = found.total;
  bar.value = found.done;
}

function end(found) {
  facts.querySelector(".run-progress").remove();
  facts.querySelector("[data-run-state]").className = `state run-${found.state}`;
  const again = document.createElement("a");
  again.href = location.href.split("#")[0];
  again.textContent = "Show what became of its documents";
  tell("It has ended. ", again);
}

function tell(...what) {
  facts.querySelector("[data-run-news]").replaceChildren(...what);
}
