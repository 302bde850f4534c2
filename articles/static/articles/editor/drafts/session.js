// Sends what belongs to a form to the server, for the person who opened it and for nobody else: after a new login in
// another tab the form takes that login's token, if it is the same person's.

// Returns { post(url, options) }, whose promise is of { state, response }. The state is "answered", or why there is no
// answer: "offline", "loggedOut" or "others", where somebody else is logged in by now.
export function makeSession(textarea) {
  const { form, dataset } = textarea;
  const token = () => form.elements.csrfmiddlewaretoken.value;

  async function post(url, { headers, ...options }) {
    const once = () => {
      // The token of a form comes before that of a header.
      if (options.body instanceof FormData) options.body.set("csrfmiddlewaretoken", token());
      return ask(url, { method: "POST", headers: { ...headers, "X-CSRFToken": token() }, ...options });
    };
    const answer = await once();
    if (answer.response?.status !== 403) return answer;
    const problem = await renew();
    return problem ?? once();
  }

  async function renew() {
    const { state, response } = await ask(dataset.drafts, {});
    if (state !== "answered") return { state };
    // Without a right to the article any more, a new token helps nothing.
    if (!response.ok) return null;
    const { user, token } = await response.json();
    if (String(user) !== dataset.user) return { state: "others" };
    document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((input) => (input.value = token));
    return null;
  }

  return { post };
}

// The server sends whoever is not logged in elsewhere.
export async function ask(url, options) {
  try {
    const response = await fetch(url, { redirect: "manual", ...options });
    return response.type === "opaqueredirect" ? { state: "loggedOut" } : { state: "answered", response };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { state: "offline" };
  }
}
