// The site's pictures, at the addresses that textarea[data-pictures] names: { shown, pick, send }, each if allowed.
// shown has PICTURE in the place of a picture's name; pick answers with pictures, send takes a file.
import { gettext } from "../core/gettext.js";

const LOST = gettext("The server did not answer as expected. Try again, or log in again in another tab.");

export function readPictures({ dataset }) {
  return dataset.pictures ? JSON.parse(dataset.pictures) : {};
}

// Returns what the server tells of the picture, as the library knows it from now on, or { error }.
export async function sendPicture({ send, form, library }, file) {
  const body = new FormData();
  body.set("file", file);
  const token = form.elements.csrfmiddlewaretoken?.value ?? "";
  const answer = await ask(send, { method: "POST", body, headers: { "X-CSRFToken": token } });
  if (!answer.error) library.tell(answer);
  return answer;
}

export function findPictures(url, words) {
  return ask(`${url}?q=${encodeURIComponent(words)}`);
}

export function findByName(url, names) {
  return ask(`${url}?${new URLSearchParams(names.map((name) => ["sha256", name]))}`);
}

// After a logout the answer is the login page.
async function ask(url, options) {
  try {
    const response = await fetch(url, options);
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return isJson ? await response.json() : { error: LOST };
  } catch {
    return { error: LOST };
  }
}

// A figure of the text. Until an editor writes others, readers see the words of the library. more: other attributes.
export function figureOf(schema, { picture }, more = {}) {
  return schema.nodes.figure.create({ kind: "picture", data: { picture, ...more } });
}
