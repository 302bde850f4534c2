// Why a save was refused, beside the fields and in words as on a page that the server writes.
import { element } from "../core/elements.js";

// errors: { name: [sentence] }, of the whole form under __all__. focusText(): leads to the text, whose field is hidden.
export function showErrors(form, errors, focusText) {
  clearErrors(form);
  const { __all__: ofAll = [], ...ofFields } = errors;
  if (ofAll.length) form.prepend(listOf(ofAll, { class: "errorlist nonfield", role: "alert" }));
  const refused = Object.entries(ofFields).filter(([name]) => form.elements[name]);
  refused.forEach(([name, sentences]) => showAt(form.elements[name], sentences));
  const first = form.querySelector('[aria-invalid="true"]');
  if (first?.hidden) focusText();
  else first?.focus();
}

export function clearErrors(form) {
  form.querySelectorAll(".errorlist, .errornote").forEach((shown) => shown.remove());
  form.querySelectorAll(".errors").forEach((row) => row.classList.remove("errors"));
  form.querySelectorAll('[aria-invalid="true"]').forEach((field) => field.removeAttribute("aria-invalid"));
}

function showAt(field, sentences) {
  const row = field.closest(".form-row");
  const id = `${field.id}_error`;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [...new Set([id, ...(field.getAttribute("aria-describedby") ?? "").split(" ")])].join(" ").trim());
  row.classList.add("errors");
  row.prepend(listOf(sentences, { class: "errorlist", id }));
  const fold = field.closest("details");
  if (fold) fold.open = true;
}

const listOf = (sentences, attributes) => element("ul", attributes, ...sentences.map((text) => element("li", {}, text)));
