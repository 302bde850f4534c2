// Addresses of videos and posts -> who provides them and what they call them there. Others are plain links.

// [{ name, label, hosts, paths }], as the desk declares them (articles/documents/article/providers.py).
let declared = [];

export function declareProviders(providers) {
  declared = providers.map((each) => ({ ...each, paths: each.paths.map((path) => new RegExp(`^${path}`)) }));
}

export const hostsOfProviders = () => declared.flatMap(({ hosts }) => hosts);

// Returns the attributes of an embed: { url, provider, id }, without the last two for a plain link; null for no address.
export function embedOf(text) {
  const url = text.trim();
  if (!/^https?:\/\/\S+$/i.test(url) || !URL.canParse(url)) return null;
  const { hostname, pathname, search } = new URL(url);
  const host = hostname.replace(/^www\./, "");
  const own = declared.filter(({ hosts }) => hosts.includes(host));
  // One without hosts is on many: it is known by its paths.
  for (const { name, paths } of own.length ? own : declared.filter(({ hosts }) => !hosts.length)) {
    const found = paths.map((path) => path.exec(pathname + search)).find(Boolean);
    if (found) return { url, provider: name, embed: found[1] };
    if (!paths.length) return { url, provider: name };
  }
  return { url };
}

export const nameOfProvider = (provider) => declared.find(({ name }) => name === provider)?.label ?? provider;
