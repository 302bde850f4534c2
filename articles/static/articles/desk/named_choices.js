// select.admin-autocomplete: what Select2 puts in its place gets the name of the field, which it leaves out.

// Asked for after Django's own script, it runs after it.
window.django?.jQuery?.(() => document.querySelectorAll("select.admin-autocomplete").forEach(giveName));

function giveName(select) {
  const label = select.labels?.[0];
  const shown = select.parentElement.querySelector(".select2-selection");
  if (!label || !shown) return;
  label.id ||= `${select.id}-label`;
  const value = shown.querySelector(".select2-selection__rendered");
  const names = [label.id, value?.id].filter(Boolean).join(" ");
  for (const part of [shown, value]) part?.setAttribute("aria-labelledby", names);
}
