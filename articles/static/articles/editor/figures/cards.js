// What is seen of a picture or an embed in the editor: no request leaves the site for it.
import { element } from "../core/elements.js";
import { gettext, interpolate } from "../core/gettext.js";
import { nameOfProvider } from "./providers.js";

// pictures.shown: the address of a picture's file, with PICTURE in the place of its name. known: what the library knows
// of it, which is nothing where the site does not have it.
export function pictureCard({ source, alt = "" }, { shown }, known) {
  if (!known.picture) return hostCard(source, gettext("The picture is not here yet."));
  const { picture, width, height } = known;
  const img = element("img", { src: shown.replace("PICTURE", picture), alt: alt || known.alt, width, height, loading: "lazy", draggable: "false" });
  const note = element("p", { class: "article-card-note" }, gettext("Readers do not see it: its rights have ended, or it is withdrawn."));
  const whole = element("div", { class: "article-picture" }, img);
  return known.showable ? [whole] : [whole, note];
}

// sent: { error, retry, remove } of a picture that is on its way, the last three where it did not get there; nothing
// where it was on its way when the page was left.
export function sentCard(sent = { error: gettext("This picture did not come along. Delete it, and paste it again.") }) {
  if (!sent.error) return [element("p", { class: "article-sending", role: "status" }, gettext("Sending the picture…"))];
  const buttons = [
    [gettext("Try again"), sent.retry],
    [gettext("Remove"), sent.remove],
  ].map(([label, run]) => {
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", run);
    return button;
  });
  return [element("p", { class: "article-sending", role: "alert" }, sent.error, " ", ...(sent.retry ? buttons : []))];
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
