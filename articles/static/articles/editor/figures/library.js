// What the site's library knows of pictures: their words stand in an article wherever it has none of its own.
import { findByName } from "./pictures.js";

const AT_ONCE = 40;

// pick: the address that answers with pictures, or nothing. Returns { tell, describe }.
export function makeLibrary(pick) {
  const known = new Map();
  let asked = [];

  // All that are asked for in one go are asked of the server in one go.
  async function ask() {
    const wanted = asked;
    asked = [];
    for (let first = 0; first < wanted.length; first += AT_ONCE) {
      const some = wanted.slice(first, first + AT_ONCE);
      const { pictures = [] } = await findByName(pick, some.map(({ name }) => name));
      some.forEach(({ name, answer }) => answer(pictures.find(({ picture }) => picture === name) ?? {}));
    }
  }

  return {
    // What was told of a picture when it came in or was chosen.
    tell: (picture) => known.set(picture.picture, Promise.resolve(picture)),
    // A promise of what is known of the picture of this name.
    describe(name) {
      if (!known.has(name)) known.set(name, pick ? new Promise((answer) => asked.push({ name, answer }) === 1 && setTimeout(ask)) : Promise.resolve({}));
      return known.get(name);
    },
  };
}
