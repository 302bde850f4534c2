// What may stand in a link: a path on this site, or an address with one of the schemes that the server allows.

const SCHEME = /^([^/?#:]*):/;
const MAIL = /^[^\s@/:?#]+@[^\s@/:?#]+\.[^\s@/:?#]+$/;
// A name with dots and no path before it is a host (example.com/story), unless its last label is how a file's name
// ends (page.html) or is not of letters (2024/05, v1.2): those are paths, relative to the page.
const BARE_HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(\p{L}{2,63})(?::\d+)?(?=[/?#]|$)/u;
const FILE_ENDING = new RegExp(
  "^(?:aspx?|css|csv|docx?|gif|html?|jpe?g|js|json|jsp|mp[34]|odt|pdf|php|png|pptx?|rss|rtf|svg|txt|web[mp]|xhtml|xlsx?|xml)$",
  "i",
);

// Each check returns { href } or { problem }, a sentence for the editor.

// A new link, typed by hand: a bare host is completed, and what leads nowhere good is refused.
export function checkTyped(typed, schemes) {
  const address = typed.trim();
  const found = checkAddress(isBareHost(address) ? `https://${address}` : address, schemes);
  const problem = found.problem ?? hostProblem(found.href);
  return problem ? { problem } : found;
}

// A link that was written elsewhere and is pasted: as the server sees it.
export function checkAddress(written, schemes) {
  const address = complete(written.trim());
  const problem = address ? schemeProblem(address, schemes) : "Enter an address.";
  return problem ? { problem } : { href: address.replace(/\s/g, "%20") };
}

// Whether a link that is already in a text may stay: as the server sees it, or opening an article would change it.
export function isAllowed(address, schemes) {
  return Boolean(address?.trim()) && !schemeProblem(address.trim(), schemes);
}

function schemeProblem(address, schemes) {
  const scheme = SCHEME.exec(address)?.[1].toLowerCase();
  if (scheme === undefined || schemes.includes(scheme)) return null;
  const allowed = new Intl.ListFormat("en", { type: "disjunction" }).format(schemes.map((name) => `${name}:`));
  return `A link cannot start with “${scheme}:”. Use ${allowed}, or a path such as /about/.`;
}

function hostProblem(address) {
  if (!/^https?:/i.test(address)) return null;
  const host = /^https?:[\\/]{2}([^\\/?#]+)/i.exec(address)?.[1];
  if (!host || host.includes("%20") || !URL.canParse(address)) return "The address has no site in it, such as https://example.org/.";
  return host.includes("@") ? "An address with a name or password in it would show them to every reader." : null;
}

function isBareHost(address) {
  const ending = BARE_HOST.exec(address)?.[1];
  return ending !== undefined && !FILE_ENDING.test(ending);
}

function complete(address) {
  if (/^www\./i.test(address)) return `https://${address}`;
  if (/^[\\/]{2}/.test(address)) return `https://${address.replace(/^[\\/]+/, "")}`;
  return MAIL.test(address) ? `mailto:${address}` : address;
}

// Google Docs and search results wrap an address as google.com/url?q=ADDRESS.
export function unwrapAddress(address) {
  if (!/^https?:\/\/(www\.)?google\.[a-z.]+\/url\?/i.test(address)) return address;
  const query = new URL(address).searchParams;
  return query.get("q") || query.get("url") || address;
}
