// Which URLs a link may have: a path on this site, or an address with one of the schemes that the server allows.
import { gettext, interpolate, language } from "./gettext.js";

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
export function checkTypedUrl(typed, schemes) {
  const url = typed.trim();
  const found = checkUrl(isBareHost(url) ? `https://${url}` : url, schemes);
  const problem = found.problem ?? hostProblem(found.href);
  return problem ? { problem } : found;
}

// A link that was written elsewhere and is pasted: as the server sees it.
export function checkUrl(written, schemes) {
  const url = complete(written.trim());
  const problem = url ? schemeProblem(url, schemes) : gettext("Enter an address.");
  return problem ? { problem } : { href: url.replace(/\s/g, "%20") };
}

// Whether a link that is already in a text may stay: as the server sees it, or opening an article would change it.
export function isAllowedUrl(url, schemes) {
  return Boolean(url?.trim()) && !schemeProblem(url.trim(), schemes);
}

function schemeProblem(url, schemes) {
  const scheme = SCHEME.exec(url)?.[1].toLowerCase();
  if (scheme === undefined || schemes.includes(scheme)) return null;
  const allowed = new Intl.ListFormat(language, { type: "disjunction" }).format(schemes.map((name) => `${name}:`));
  const sentence = gettext("A link cannot start with “%(scheme)s:”. Use %(allowed)s, or a path such as /about/.");
  return interpolate(sentence, { scheme, allowed });
}

function hostProblem(url) {
  if (!/^https?:/i.test(url)) return null;
  const host = /^https?:[\\/]{2}([^\\/?#]+)/i.exec(url)?.[1];
  if (!host || host.includes("%20") || !URL.canParse(url)) {
    return gettext("The address has no site in it, such as https://example.org/.");
  }
  return host.includes("@")
    ? gettext("An address with a name or password in it would show them to every reader.")
    : null;
}

function isBareHost(url) {
  const ending = BARE_HOST.exec(url)?.[1];
  return ending !== undefined && !FILE_ENDING.test(ending);
}

function complete(url) {
  if (/^www\./i.test(url)) return `https://${url}`;
  if (/^[\\/]{2}/.test(url)) return `https://${url.replace(/^[\\/]+/, "")}`;
  return MAIL.test(url) ? `mailto:${url}` : url;
}

// Google Docs and search results wrap an address as google.com/url?q=ADDRESS.
export function unwrapUrl(url) {
  if (!/^https?:\/\/(www\.)?google\.[a-z.]+\/url\?/i.test(url)) return url;
  const query = new URL(url).searchParams;
  return query.get("q") || query.get("url") || url;
}
