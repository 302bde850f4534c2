// HTML as a string -> a document that runs, loads and styles nothing.
// Even a detached document reports inline styles and handlers to the Content-Security-Policy, and loses the styles:
// so both are renamed while the HTML is still a string, and a style is read from data-style afterwards.

// What a browser's tokenizer finds next: a comment, a style sheet or script with its content, or a tag's name.
const NEXT =
  /<!--[^]*?(?:-->|$)|<(style|script)(?=[\t\n\f\r />])[^]*?(?:<\/\1[\t\n\f\r ]*>|$)|(?<tag><\/?[a-z][^\t\n\f\r />]*)/gi;
// A name begins with anything, an equals sign too; a value in quotes may hold what looks like another attribute.
const ATTRIBUTE =
  /([\t\n\f\r /]*)([^\t\n\f\r />][^\t\n\f\r />=]*)([\t\n\f\r ]*=[\t\n\f\r ]*(?:"[^"]*"|'[^']*'|[^\t\n\f\r >"'][^\t\n\f\r >]*)?)?/y;
const STYLE_OR_HANDLER = /^(?:style$|on)/i;

export function readInert(html) {
  return new DOMParser().parseFromString(disarm(html), "text/html");
}

function disarm(html) {
  let safe = "";
  let at = 0;
  for (let next; (next = search(NEXT, html, at)); ) {
    const { tag = "" } = next.groups;
    safe += html.slice(at, next.index) + tag;
    at = NEXT.lastIndex;
    for (let found; tag && (found = search(ATTRIBUTE, html, at)); at = ATTRIBUTE.lastIndex) safe += renamed(found);
  }
  return safe + html.slice(at);
}

function search(pattern, html, from) {
  pattern.lastIndex = from;
  return pattern.exec(html);
}

function renamed([whole, space, name, value = ""]) {
  return STYLE_OR_HANDLER.test(name) ? `${space}data-${name}${value}` : whole;
}

export function styleOf(node) {
  const declarations = (node.dataset.style ?? "").split(";").map((declaration) => declaration.split(":"));
  return new Map(
    declarations.map(([name, ...value]) => [name.trim().toLowerCase(), value.join(":").trim().toLowerCase()]),
  );
}
