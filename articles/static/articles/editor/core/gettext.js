// The editor's messages in the language of the page: from Django's catalogue, where the page loads it before this
// script; without one they are English, as they are written.

// Functions, so that xgettext finds the messages by their names.
export function gettext(message) {
  return globalThis.gettext?.(message) ?? message;
}

export function ngettext(one, many, count) {
  return globalThis.ngettext?.(one, many, count) ?? (count === 1 ? one : many);
}

// values: { name: value }, for each %(name)s of the message.
export function interpolate(message, values) {
  return message.replace(/%\((\w+)\)s/g, (gap, name) => values[name] ?? gap);
}

// For numbers, dates and lists.
export const language = document.documentElement.lang || "en";
