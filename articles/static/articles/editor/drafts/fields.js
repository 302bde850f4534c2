// What a form holds: { name: value }, of all its fields or of those that are named.

export function fieldsOf(form) {
  const entries = [...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]);
  return Object.fromEntries(entries.map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]));
}

// Puts values back, as if they had been typed where that is possible: the browser's undo takes them out again.
export function fill(form, fields) {
  for (const control of form.elements) {
    const value = fields[control.name];
    if (control.type === "checkbox") control.checked = value !== undefined;
    else if (value === undefined || value === control.value) continue;
    else if (control.type === "hidden") setHidden(control, value);
    else if (!control.checkVisibility()) control.value = value;
    else retype(control, value);
  }
}

// Nobody types here, but a script may keep the value.
function setHidden(control, value) {
  control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
}

function retype(control, value) {
  control.focus({ preventScroll: true });
  control.select?.();
  const isTyped = value ? document.execCommand("insertText", false, value) : document.execCommand("delete");
  if (!isTyped) control.value = value;
}
