// HTML as a string -> a document that runs, loads and styles nothing.
// Even a detached document reports inline styles and handlers to the Content-Security-Policy, and loses the styles:
// so both are renamed while the HTML is still a string, and a style is read from data-style afterwards.

const STYLE_SHEETS = /<style\b[^]*?<\/style\s*>/gi;
const TAGS = /<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi;
const STYLES_AND_HANDLERS = /([\s"'/])(style|on\w+)(?=\s*=)/gi;

export function readInert(html) {
  return new DOMParser().parseFromString(disarm(html), "text/html");
}

function disarm(html) {
  return html
    .replace(STYLE_SHEETS, "")
    .replace(TAGS, (tag) => tag.replace(STYLES_AND_HANDLERS, "$1data-$2"));
}

export function styleOf(node) {
  const declarations = (node.dataset.style ?? "").split(";").map((declaration) => declaration.split(":"));
  return new Map(
    declarations.map(([name, ...value]) => [name.trim().toLowerCase(), value.join(":").trim().toLowerCase()]),
  );
}
