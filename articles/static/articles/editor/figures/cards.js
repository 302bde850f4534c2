// What is seen of a picture or an embed in the editor: no request leaves the site for it.
import { element } from "../core/elements.js";
import { gettext, interpolate } from "../core/gettext.js";
import { nameOfProvider } from "./providers.js";

// pictures.shown: the address of a picture that the site has, with PICTURE in the place of its name; or nothing.
export function pictureCard({ picture, source, alt = "" }, { pictures }) {
  if (picture && pictures.shown) {
    const img = element("img", { src: pictures.shown.replace("PICTURE", picture), alt, decoding: "async", loading: "lazy", draggable: "false" });
    img.addEventListener("error", () => img.replaceWith(...hostCard(source, gettext("The picture could not be shown."))));
    return [img];
  }
  return hostCard(source, gettext("The picture is not here yet."));
}

function hostCard(url, note) {
  const host = hostOf(url);
  const words = host ? interpolate(gettext("Picture at %(host)s"), { host }) : gettext("Picture");
  return [element("p", { class: "article-card" }, element("strong", {}, words), element("span", {}, note))];
}

export function embedCard({ url, provider, title, author, text }) {
  const host = hostOf(url);
  const link = element("a", { href: isWeb(url) ? url : null, target: "_blank", rel: "noopener noreferrer" }, host || gettext("No address"));
  const card = element("p", { class: "article-card" }, element("strong", {}, title || nameOfProvider(provider) || host || gettext("Link")));
  card.append(element("span", {}, ...[provider && title && `${nameOfProvider(provider)}, `, author && `${author}, `, link].filter(Boolean)));
  return text ? [card, element("blockquote", {}, text)] : [card];
}

const isWeb = (url) => /^https?:/i.test(url ?? "");

function hostOf(url) {
  return URL.canParse(url ?? "") ? new URL(url).host.replace(/^www\./, "") : "";
}
