// Addresses of videos and posts -> who provides them and what they call them there. Others are plain links.
const NAMES = {
  youtube: "YouTube",
  vimeo: "Vimeo",
  peertube: "PeerTube",
  x: "X",
  instagram: "Instagram",
  tiktok: "TikTok",
  facebook: "Facebook",
};

// [provider, hosts, what the path and query look like, with the id in it]
const KNOWN = [
  ["youtube", /^(?:www\.|m\.|music\.)?youtube(?:-nocookie)?\.com$/, /^\/(?:watch\?(?:.*&)?v=|embed\/|shorts\/|live\/|v\/)([\w-]{11})/],
  ["youtube", /^youtu\.be$/, /^\/([\w-]{11})/],
  ["vimeo", /^(?:www\.|player\.)?vimeo\.com$/, /^\/(?:video\/|channels\/[^/]+\/|groups\/[^/]+\/videos\/)?(\d+)/],
  ["x", /^(?:www\.|mobile\.)?(?:x|twitter)\.com$/, /^\/[^/]+\/status(?:es)?\/(\d+)/],
  ["instagram", /^(?:www\.)?instagram\.com$/, /^\/(?:[^/]+\/)?(?:p|reel|reels|tv)\/([\w-]+)/],
  ["tiktok", /^(?:www\.|m\.)?tiktok\.com$/, /^\/@[^/]+\/video\/(\d+)/],
  ["facebook", /^(?:www\.|m\.|web\.)?facebook\.com$/, /^\/(?:watch\/?\?(?:.*&)?v=|[^/]+\/(?:videos|posts)\/(?:[^/]+\/)?|reel\/)([\w-]+)/],
  ["facebook", /^fb\.watch$/, /^\/([\w-]+)/],
  // PeerTube is on many hosts: it is known by its path.
  ["peertube", /\./, /^\/(?:videos\/(?:watch|embed)|w)\/([0-9a-f]{8}-[0-9a-f-]{27}|[1-9A-HJ-NP-Za-km-z]{22})(?:$|[/?#;])/],
];

// Returns the attributes of an embed: { url, provider, id }, without the last two for a plain link; null for no address.
export function embedOf(text) {
  const url = text.trim();
  if (!/^https?:\/\/\S+$/i.test(url) || !URL.canParse(url)) return null;
  const { hostname, pathname, search } = new URL(url);
  for (const [provider, hosts, path] of KNOWN) {
    const id = hosts.test(hostname) && path.exec(pathname + search)?.[1];
    if (id) return { url, provider, embed: id };
  }
  return { url };
}

export const nameOfProvider = (provider) => NAMES[provider] ?? provider;
