// [data-jobs] stands over the list of jobs: brings the list up to date while nothing in it is chosen.
const INTERVAL = 5000;
const LIST = "#result_list";

if (document.querySelector("[data-jobs]")) setTimeout(update, INTERVAL);

async function update() {
  if (!document.hidden && !document.querySelector(`${LIST} :is(:checked, :focus)`)) {
    try {
      replace(await fetchPage());
    } catch {
      return; // The server is away, or the login has ended: the page stays as it is.
    }
  }
  setTimeout(update, INTERVAL);
}

async function fetchPage() {
  const response = await fetch(location.href, { redirect: "error" });
  if (!response.ok) throw new Error(response.statusText);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function replace(page) {
  for (const part of ["[data-jobs]", LIST]) {
    const fresh = page.querySelector(part);
    if (fresh) document.querySelector(part)?.replaceWith(fresh);
  }
}
