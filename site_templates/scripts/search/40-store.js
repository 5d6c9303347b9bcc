// The files of one site's index, as `window.guihua_store`: loaded lazily and cached. The name of each has a check of its content
// (generator/search/store.py), so that what `index` names is there as it was when `index` was made, or it is not there.

window.guihua_store = (() => {
  const { ZONES, bytes, json, decoded } = window.guihua_shards;
  const FORMAT = 3; // as in generator/search/index.py
  const CHECK = 4; // characters of a check
  const NOWHERE = new Map();

  /** Memoizes an async function by its first argument; a rejected promise is not cached. */
  function kept(ask) {
    const known = new Map();
    return (key = "", ...rest) => {
      if (!known.has(key)) {
        known.set(key, ask(key, ...rest));
        known.get(key).catch(() => known.delete(key));
      }
      return known.get(key);
    };
  }

  /** The number of the last of the ascending `firsts` that is not above what is wanted. */
  function holding(firsts, isAbove) {
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAbove(firsts[middle])) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  const hexadecimal = (gram) => gram.split("").map((unit) => unit.charCodeAt(0).toString(16).padStart(4, "0")).join("");

  /** What `index` says, with its delta-coded numbers as they are. */
  function unfolded(index) {
    let last = 0;
    const numbers = index.texts[0].map((step) => (last += step));
    const plans = index.plans.map((steps) => {
      const parts = [];
      for (let at = 0, end = 0; at < steps.length; at += 2) {
        end += steps[at];
        for (let left = steps[at + 1]; left; left -= 1) parts.push(end++);
      }
      return parts;
    });
    return { ...index, plans, texts: numbers.map((number, place) => [number, index.texts[1][place]]) };
  }

  class Store {
    /** `root` is the site's address, ending in a slash. */
    constructor(root, name = "") {
      this.root = root;
      this.name = name;
      this.entry = kept(async () => {
        const entry = JSON.parse(new TextDecoder().decode(await bytes(new URL("search/entry.json", root), { cache: "no-cache" })));
        if (entry.format !== FORMAT) throw new Error(`an index of format ${entry.format}`);
        return entry;
      });
      const read = kept(async (path) => {
        try {
          return await bytes(new URL(`search/${path}`, root));
        } catch (failure) {
          throw Object.assign(failure, { isGone: failure.status === 404 });
        }
      });
      this.opened = kept(async () => unfolded(await json([await read((await this.entry()).index)])));
      const file = async (key, folder = key, number = 0) => {
        const { checks } = await this.opened();
        return read(`${key}-${checks[folder].slice(number * CHECK, (number + 1) * CHECK)}.bin`);
      };
      this.file = kept(async (name) => json([await file(name)]));
      this.here = new Set(); // the shards that are here
      this.shard = kept(async (name) => {
        const [folder, first] = name.split("/");
        const { shards } = await this.opened();
        const shard = await decoded(await file(`${folder}/${hexadecimal(first)}`, folder, shards[folder].indexOf(first)));
        this.here.add(name);
        return shard;
      });
      this.texts = kept(async (number) => {
        const { prefix, texts } = await this.opened();
        return json(await Promise.all([file("prefix"), file(`texts/${texts[number].join(".")}`, "texts", number)]), prefix, "gbk");
      });
      this.warm = kept(() => Promise.allSettled([file("prefix"), this.file("traditional")]));
    }

    /** The name of the shard that has a gram, and all that begin with it unless it has lists of its own; empty if there is none. */
    async holder(gram) {
      const folder = gram.length < 2 ? "short" : "grams";
      const firsts = (await this.opened()).shards[folder] ?? [];
      const number = holding(firsts, (first) => first > gram);
      return number < 0 ? "" : `${folder}/${firsts[number]}`;
    }

    async isHere(gram) {
      return this.here.has(await this.holder(gram));
    }

    async shardOf(gram) {
      const name = await this.holder(gram);
      return name ? this.shard(name) : NOWHERE;
    }

    /** The posting lists of a gram in each zone. */
    async lists(gram) {
      return (await this.shardOf(gram)).get(gram) ?? [];
    }

    /** The name of the shard that has the places of a character in the names that people shorten, if any. */
    async namer(character) {
      const { characters, shards } = await this.opened();
      const rank = characters.indexOf(character);
      return rank < 0 ? "" : `names/${shards.names[holding(shards.names, (one) => characters.indexOf(one) > rank)]}`;
    }

    /** Record → places of a character in the names that people shorten. */
    async naming(character) {
      const name = await this.namer(character);
      return name ? (await this.shard(name)).get(character)[ZONES.TITLE] : NOWHERE;
    }

    /** The stored fields of a result: address, title, document, and a part of its text; without it the first. All are in one file. */
    async text(number, part = 0) {
      const { texts } = await this.opened();
      const file = holding(texts, ([record, from]) => record > number || (record === number && from > part));
      let [record, at] = texts[file];
      let head = null;
      for (const item of await this.texts(file)) {
        if (Array.isArray(item)) {
          if (head) [record, at] = [record + 1, 0];
          head = item;
          if (item.length < 4) continue; // the fields of a result whose text begins in another file
        }
        const [address, title, where, text] = Array.isArray(item) ? item : [...head.slice(0, 3), item];
        if (record === number && at === part) return { url: new URL(address, this.root).href, address, title, where, text };
        at += 1;
      }
      if (part) return this.text(number);
      throw new Error(`no text of ${number}`);
    }
  }

  return { Store, NOWHERE, kept };
})();
