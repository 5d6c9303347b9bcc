// The index of one site, as `window.guihua_index`: which results match a stretch of characters, and their stored texts.
// All files are loaded lazily and cached. They are in a folder named after the content hash of the index.

window.guihua_index = (() => {
  const { dated, cover, readings, spellings } = window.guihua_text;
  const { ZONES, bytes, inflated, json, decoded } = window.guihua_shards;
  const FORMAT = 1; // as in generator/search/index.py
  const ZERO = "0".charCodeAt(0);
  const NAME_BEGINS = 1, NAME_ENDS = 2, ONE_PLACE = 4; // what a value of a field says, as in generator/search/postings.py
  const NOWHERE = new Map();
  // Tiers of the ranking, best first.
  const EXACT = 0, IN_TITLE = 1, IN_HEADING = 2, IN_NAME = 3, IN_TEXT = 4, IN_PINYIN = 5;
  const OFTEN = 11; // the rarity of one occurrence in 45 characters; what is more frequent ranks equally

  /** Memoizes an async function of one argument; a rejected promise is not cached. */
  function kept(ask) {
    const known = new Map();
    return (key) => {
      if (!known.has(key)) {
        known.set(key, ask(key));
        known.get(key).catch(() => known.delete(key));
      }
      return known.get(key);
    };
  }

  /** The number of the last of the ascending `firsts` that is not above `wanted`. */
  function holding(firsts, wanted, isAbove) {
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAbove(firsts[middle], wanted)) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  class Site {
    /** `root` is the site's address, ending in a slash. */
    constructor(root, name = "") {
      this.root = root;
      this.name = name;
      const whole = (ask) => () => ask("");
      this.entry = whole(kept(async () => {
        const entry = JSON.parse(new TextDecoder().decode(await bytes(new URL("search/entry.json", root), { cache: "no-cache" })));
        if (entry.format !== FORMAT) throw new Error(`an index of format ${entry.format}`);
        return entry;
      }));
      const file = kept(async (path) => bytes(new URL(`search/${(await this.entry()).state}/${path}`, this.root)));
      this.file = kept(async (name) => json([await file(`${name}.bin`)]));
      this.opened = () => this.file("index");
      this.shard = kept(async (number) => decoded(await inflated(await file(`grams/${number}.bin`))));
      this.texts = kept(async (number) => {
        const [{ prefix }, ...pieces] = await Promise.all([this.opened(), file("prefix.bin"), file(`texts/${number}.bin`)]);
        return json(pieces, prefix);
      });
    }

    /** The posting lists of a gram in each zone. */
    async lists(gram) {
      const { shards } = await this.opened();
      return (await this.shardOf(shards, gram)).get(gram) ?? [];
    }

    async shardOf(shards, gram) {
      const number = holding(shards, gram, (first, wanted) => first > wanted);
      return number < 0 ? NOWHERE : this.shard(number);
    }

    /** Record → [value of the first gram, value of the last] of each occurrence of a stretch in a zone. */
    async phrase(run, zone) {
      const unit = zone === ZONES.TEXT ? 1 : ONE_PLACE;
      const place = (value) => Math.floor(value / unit);
      const grams = cover(run);
      const lists = await Promise.all(grams.map(async ([gram]) => (await this.lists(gram))[zone] ?? NOWHERE));
      const occurring = new Map();
      for (const [record, values] of lists[0]) {
        const others = lists.slice(1).map((list) => new Map((list.get(record) ?? []).map((value) => [place(value), value])));
        const last = (value) => others.reduce((_, known, number) => known.get(place(value) + grams[number + 1][1]), value);
        const fits = (value) => others.every((known, number) => known.has(place(value) + grams[number + 1][1]));
        const occurrences = values.filter(fits).map((value) => [value, last(value)]);
        if (occurrences.length) occurring.set(record, occurrences);
      }
      return occurring;
    }

    /** Result number → `part * rarities + rarity` of any of the stretches in the text. */
    async inText(runs) {
      return union(await Promise.all(runs.map((run) => (run.length < 3 ? this.short(run) : this.long(run)))));
    }

    async long(run) {
      const known = await this.opened();
      const records = await this.phrase(run, ZONES.TEXT);
      return new Map([...records].map(([number, occurrences]) => [number, packed(known, number, occurrences[0][0], occurrences.length)]));
    }

    /** The same for one or two characters: from their own list, or from those of the grams that begin with them. */
    async short(run) {
      const known = await this.opened();
      const shard = await this.shardOf(known.shards, run);
      const own = shard.get(run)?.[ZONES.SHORT];
      if (own || run.length < 2) return new Map([...(own ?? NOWHERE)].map(([number, [value]]) => [number, value]));
      const places = new Map();
      for (const [gram, lists] of shard) {
        if (!gram.startsWith(run)) continue;
        for (const [number, values] of lists[ZONES.TEXT] ?? NOWHERE) places.set(number, [...(places.get(number) ?? []), ...values]);
      }
      return new Map([...places].map(([number, values]) => [number, packed(known, number, Math.min(...values), values.length)]));
    }

    /** The numbers of results that have any of the stretches in a field. */
    async any(runs, zone) {
      const maps = await Promise.all(runs.map((run) => this.phrase(run, zone)));
      return new Map(maps.flatMap((map) => [...map]));
    }

    /** The numbers of results whose titles contain a stretch. */
    async titled(run) {
      return new Set((await this.phrase(run, ZONES.TITLE)).keys());
    }

    /** Result number → { tier, part, rarity } for the results that match all stretches of a term. */
    async hits(runs) {
      const known = await this.opened();
      const read = runs.map((run) => readings(run, known));
      const [spelled, exact, texts, ...zones] = await Promise.all([
        this.spelled(runs),
        this.exact(runs),
        Promise.all(read.map((forms) => this.inText(forms))),
        ...[ZONES.NAME, ZONES.HEADING, ZONES.TITLE].map((zone) => Promise.all(read.map((forms) => this.any(forms, zone)))),
      ]);
      const [names, headings, titles] = zones.map(common);
      const hits = new Map();
      for (const number of spelled) hits.set(number, { tier: IN_PINYIN, part: 0, rarity: 0 });
      for (const number of common(texts)) {
        const said = texts.map((text) => text.get(number));
        const rarity = Math.max(...said.map((value) => value % known.rarities));
        hits.set(number, { tier: IN_TEXT, part: Math.floor(said[0] / known.rarities), rarity: Math.max(0, rarity - OFTEN) });
      }
      for (const [numbers, tier] of [[names, IN_NAME], [headings, IN_HEADING], [titles, IN_TITLE], [exact, EXACT]]) {
        for (const number of numbers) hits.set(number, { part: 0, ...hits.get(number), tier, rarity: 0 });
      }
      return hits;
    }

    /** The numbers of results with a name that equals the term, also in Pinyin, or whose initials do. */
    async exact(runs) {
      const { initials, beginning } = isSpelled(runs) ? spellings(runs[0]) : {};
      const ways = [[runs.map(dated), ZONES.TITLE], [runs.map(dated), ZONES.NAME]];
      if (initials) ways.push([[initials], ZONES.SPELLED], [[beginning], ZONES.SPELLED]);
      return new Set((await Promise.all(ways.map(([way, zone]) => this.named(way, zone)))).flat());
    }

    /** The numbers of results with a name that consists of the stretches, and of nothing else. */
    async named(runs, zone) {
      const maps = await Promise.all(runs.map((run) => this.phrase(run, zone)));
      return common(maps).filter((number) => {
        let places = new Set(maps[0].get(number).filter(([first]) => first & NAME_BEGINS).map(([first]) => Math.floor(first / ONE_PLACE)));
        let ends = false;
        maps.forEach((map, at) => {
          const here = map.get(number).filter(([first]) => places.has(Math.floor(first / ONE_PLACE)));
          places = new Set(here.map(([first]) => Math.floor(first / ONE_PLACE) + runs[at].length + 1));
          ends = here.some(([, last]) => last & NAME_ENDS);
        });
        return ends;
      });
    }

    /** The numbers of results whose names in Pinyin contain the term as initials, or have it as a prefix. */
    async spelled(runs) {
      if (!isSpelled(runs)) return [];
      const { initials, beginning } = spellings(runs[0]);
      return (await this.any([initials, beginning], ZONES.SPELLED)).keys();
    }

    /** The stored fields of a result: address, title, document, and a part of its text. */
    async text(number, part = 0) {
      const [address, title, where, head] = await this.item(number, 0);
      const text = part ? await this.item(number, part).catch(() => head) : head;
      return { url: new URL(address, this.root).href, title, where, text };
    }

    /** The first part of a stored text, with the other fields, or a further one. */
    async item(number, part) {
      const { texts } = await this.opened();
      const file = holding(texts, [number, part], (first, wanted) => first[0] > wanted[0] || (first[0] === wanted[0] && first[1] > wanted[1]));
      let [record, at] = texts[file];
      for (const item of await this.texts(file)) {
        if (Array.isArray(item) && !(record === texts[file][0] && at === 0)) [record, at] = [record + 1, 0];
        if (record === number && at === part) return item;
        at += 1;
      }
      throw new Error(`no text of ${number}, ${part}`);
    }
  }

  /** `part * rarities + rarity` of what occurs `count` times in a text, first at a position. */
  function packed({ part, rarities, lengths }, number, position, count) {
    const rarity = lengths.charCodeAt(number) - ZERO - Math.round(2 * Math.log2(count));
    return Math.floor(position / part) * rarities + Math.max(0, rarity);
  }

  /** Whether a term can be Pinyin: at least three letters or digits, since shorter ones match too many names. */
  function isSpelled(runs) {
    return runs.length === 1 && /^(?=.*[a-z])[a-z0-9]{3,}$/.test(runs[0]);
  }

  /** The union of the maps; of several values for a key the smallest. */
  function union(maps) {
    const merged = new Map(maps[0]);
    for (const map of maps.slice(1)) {
      for (const [number, value] of map) if (!(merged.get(number) <= value)) merged.set(number, value);
    }
    return merged;
  }

  /** The intersection of the maps' keys; empty without maps. */
  function common(maps) {
    const [first, ...others] = maps;
    return first ? [...first.keys()].filter((number) => others.every((map) => map.has(number))) : [];
  }

  return { Site, IN_TITLE, IN_NAME, common };
})();
