// What may stand in a link: a path on this site, or an address with one of the schemes that the server allows.

const SCHEME = /^([^/?#:]*):/;
const MAIL = /^[^\s@/:?#]+@[^\s@/:?#]+\.[^\s@/:?#]+$/;

// Returns { href } or { problem }, a sentence for the editor.
export function checkAddress(typed, schemes) {
  const address = complete(typed.trim());
  if (!address) return { problem: "Enter an address." };
  const scheme = SCHEME.exec(address)?.[1].toLowerCase();
  if (scheme !== undefined && !schemes.includes(scheme)) {
    const allowed = new Intl.ListFormat("en", { type: "disjunction" }).format(schemes.map((name) => `${name}:`));
    return { problem: `A link cannot start with “${scheme}:”. Use ${allowed}, or a path such as /about/.` };
  }
  return { href: address.replace(/\s/g, "%20") };
}

export function isAllowed(address, schemes) {
  return "href" in checkAddress(address ?? "", schemes);
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
