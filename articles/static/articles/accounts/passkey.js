// form[data-passkey] asks the browser for a passkey before it is sent: "login" and "get" for one that is there,
// "create" for a new one. It is hidden until then, and stays so where the browser cannot.
import { gettext } from "../editor/core/gettext.js";

const isAble = Boolean(globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON);

if (isAble) {
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  });
  document.querySelectorAll("[data-without]").forEach((words) => words.remove());
}

async function send(form) {
  const problem = form.querySelector("[data-problem]");
  problem.hidden = true;
  try {
    const credential = await ask(form);
    form.elements.credential.value = JSON.stringify(credential.toJSON());
  } catch (error) {
    problem.textContent = told(error);
    problem.hidden = false;
    return;
  }
  form.submit();
}

async function ask(form) {
  if (form.dataset.passkey === "create") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(creationOptions(form));
    return navigator.credentials.create({ publicKey });
  }
  const { publicKey } = form.dataset.passkey === "login" ? await fetched(form.action) : written();
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

function creationOptions(form) {
  const { publicKey } = written();
  const isAlone = form.elements.passwordless.checked;
  const selection = { residentKey: isAlone ? "required" : "discouraged", requireResidentKey: isAlone };
  if (isAlone) {
    selection.userVerification = "required";
  }
  return { ...publicKey, authenticatorSelection: { ...publicKey.authenticatorSelection, ...selection } };
}

// What the page was sent with.
function written() {
  const options = JSON.parse(document.getElementById("passkey-options").textContent);
  return options.creation_options ?? options.request_options;
}

async function fetched(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) {
    throw new Error(response.statusText);
  }
  return (await response.json()).request_options;
}

function told(error) {
  const known = {
    InvalidStateError: gettext("This passkey is one of yours already."),
    SecurityError: gettext("Passkeys need the site under a name and HTTPS; by a number it cannot use them."),
  };
  return known[error.name] ?? gettext("No passkey was used. Try again, or take another way.");
}
