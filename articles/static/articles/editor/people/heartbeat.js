// Tells the server every few seconds that the article is open here, while it can be seen; and that it was left.
const EVERY = 5000;

// where() returns the part where the cursor is. heard is given each answer. Returns what ends it.
export function beat(textarea, address, where, heard) {
  const { form } = textarea;
  const tab = crypto.randomUUID?.() ?? String(Math.random());
  let typedAt = Date.now();
  let told = "";
  let timer = 0;
  let isThere = false;
  form.addEventListener("input", () => (typedAt = Date.now()));

  const said = (more) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("tab", tab);
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    return data;
  };

  async function ask() {
    clearTimeout(timer);
    if (document.hidden) return;
    isThere = true;
    const idle = String(Math.round((Date.now() - typedAt) / 1000));
    const body = said({ part: where(), idle, version: form.elements.base?.value ?? "", told });
    try {
      const response = await fetch(address, { method: "POST", body, redirect: "error" });
      if (response.ok) {
        const answer = await response.json();
        // What it says of before a save is old.
        if (answer.news) told = String(answer.version);
        heard(answer);
      }
    } catch {
      // The server is away, or the login has ended: saving tells that.
    }
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, EVERY);
  }

  function leave() {
    clearTimeout(timer);
    if (isThere) navigator.sendBeacon(address, said({ left: "1" }));
    isThere = false;
  }

  const turn = () => (document.hidden ? leave() : ask());
  document.addEventListener("visibilitychange", turn);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", ({ persisted }) => persisted && ask());
  ask();
  return () => {
    leave();
    document.removeEventListener("visibilitychange", turn);
  };
}
