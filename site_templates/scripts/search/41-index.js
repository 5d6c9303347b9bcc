// The index of one site, as `window.guihua_index`: which results match a stretch of characters.

window.guihua_index = (() => {
  const { dated, cover, readings } = window.guihua_text;
  const { SIZE, ZONES } = window.guihua_shards;
  const { Store, NOWHERE, kept } = window.guihua_store;
  const ZERO = "0".charCodeAt(0);
  const NAME_BEGINS = 1, NAME_ENDS = 2, ONE_PLACE = 4; // what a value of a field says, as in generator/search/postings.py
  // Tiers of the ranking, best first.
  const EXACT = 0, IN_TITLE = 1, IN_HEADING = 2, IN_NAME = 3, IN_TEXT = 4, IN_PINYIN = 5;
  const OFTEN = 11; // the rarity of one occurrence in 45 characters; what is more frequent ranks equally
  const IN_FIELDS = [ZONES.NAME, ZONES.HEADING, ZONES.TITLE];
  const LONGEST_SPELLED = 18; // letters of a name in Pinyin that are indexed, as in generator/search/fields.py

  class Site extends Store {
    constructor(...about) {
      super(...about);
      this.occurring = kept((run) => this.phrase(run));
    }

    /**
     * Zone → record → [value of the first gram, value of the last] of each occurrence of a stretch. Its grams are loaded one after
     * the other, first what is here, then both ends, until nothing is left that could have it.
     */
    async phrase(run) {
      if (run.length < SIZE) return this.begun(run);
      const grams = cover(run);
      const isHere = await Promise.all(grams.map(([gram]) => this.isHere(gram)));
      const inside = (number) => number > 0 && number < grams.length - 1;
      const order = [...grams.keys()].sort((a, b) => isHere[b] - isHere[a] || inside(a) - inside(b) || a - b);
      const lists = [];
      let zones = [];
      for (const number of order) {
        lists[number] = await this.lists(grams[number][0]);
        const some = Object.keys(lists).map((place) => ({ lists: lists[place], offset: grams[place][1] }));
        zones = Object.values(ZONES).map((zone) => joined(some, zone));
        if (zones.every((records) => !records.size)) break;
      }
      return zones;
    }

    /** The same for a stretch that is shorter than a gram: from its own lists, or from those of the grams that begin with it. */
    async begun(run) {
      const own = await this.lists(run);
      const isFrequent = run.length < 2 || own[ZONES.SHORT];
      const grams = isFrequent ? [[run, own]] : [...(await this.shardOf(run))].filter(([gram]) => gram.startsWith(run));
      return Object.values(ZONES).map((zone) => {
        const records = new Map();
        for (const [gram, lists] of grams) {
          const said = (value) => (gram === run || zone === ZONES.TEXT ? value : value & ~NAME_ENDS);
          for (const [record, values] of lists[zone] ?? NOWHERE) {
            records.set(record, [...(records.get(record) ?? []), ...values.map((value) => [said(value), said(value)])]);
          }
        }
        for (const occurrences of records.values()) occurrences.sort(([one], [other]) => one - other);
        return records;
      });
    }

    /** How many files are still to be loaded to look for a stretch. */
    async missing(run) {
      const isHere = await Promise.all(cover(run).map(([gram]) => this.isHere(gram)));
      return isHere.filter((own) => !own).length;
    }

    /** Whether what is here tells that a stretch is nowhere. */
    async lacks(run) {
      const isGone = async (gram) => (await this.isHere(gram)) && ![...(await this.shardOf(gram)).keys()].some((known) => known.startsWith(gram));
      const isNowhere = async (form) => {
        const grams = Array.from({ length: Math.max(1, form.length - SIZE + 1) }, (_, at) => form.slice(at, at + SIZE));
        return (await Promise.all(grams.map(isGone))).some(Boolean);
      };
      return (await Promise.all(readings(run, await this.opened()).map(isNowhere))).every(Boolean);
    }

    /** Whether a stretch is anywhere. */
    async has(run) {
      return (await this.hits([run])).size > 0;
    }

    /** Result number → `part * rarities + rarity` of any of the stretches in the text. */
    async inText(runs) {
      return union(await Promise.all(runs.map((run) => this.said(run))));
    }

    async said(run) {
      const known = await this.opened();
      const zones = await this.occurring(run);
      if (zones[ZONES.SHORT].size) return new Map([...zones[ZONES.SHORT]].map(([number, [[value]]]) => [number, value]));
      return new Map([...zones[ZONES.TEXT]].map(([number, occurrences]) => [number, packed(known, number, occurrences[0][0], occurrences.length)]));
    }

    /** The numbers of results that have any of the stretches in a field. */
    async any(runs, zone) {
      const zones = await Promise.all(runs.map((run) => this.occurring(run)));
      return new Map(zones.flatMap((maps) => [...maps[zone]]));
    }

    /** Result number → { tier, part, rarity } for the results that match all stretches of a term. */
    async hits(runs) {
      if (runs.length > 1 && !(await this.hits(runs.slice(0, -1))).size) return new Map();
      const known = await this.opened();
      const read = runs.map((run) => readings(run, known));
      const [spelled, exact, texts, ...zones] = await Promise.all([
        this.spelled(runs),
        this.exact(runs),
        Promise.all(read.map((forms) => this.inText(forms))),
        ...IN_FIELDS.map((zone) => Promise.all(read.map((forms) => this.any(forms, zone)))),
      ]);
      const [names, headings, titles] = zones.map(common);
      const hits = new Map();
      for (const number of spelled) hits.set(number, { tier: IN_PINYIN, part: 0, rarity: 0 });
      for (const number of common(texts)) {
        const said = texts.map((text) => text.get(number));
        const rarity = Math.max(...said.map((value) => value % known.rarities));
        hits.set(number, { tier: IN_TEXT, part: Math.floor(said[0] / known.rarities), rarity });
      }
      for (const [numbers, tier] of [[names, IN_NAME], [headings, IN_HEADING], [titles, IN_TITLE], [exact, EXACT]]) {
        for (const number of numbers) hits.set(number, { part: 0, ...hits.get(number), tier, rarity: 0 });
      }
      return hits;
    }

    /** The numbers of results with a name that equals the term, also in Pinyin, or whose initials do. */
    async exact(runs) {
      const ways = [[runs.map(dated), ZONES.TITLE], [runs.map(dated), ZONES.NAME]];
      if (isSpelled(runs)) ways.push([runs, ZONES.INITIALS], [runs, ZONES.SPELLED]);
      return new Set((await Promise.all(ways.map(([way, zone]) => this.named(way, zone)))).flat());
    }

    /** The numbers of results with a name that consists of the stretches, and of nothing else. */
    async named(runs, zone) {
      const maps = await Promise.all(runs.map(async (run) => (await this.occurring(run))[zone]));
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

    /** The numbers of results whose names in Pinyin contain the term as initials, or begin with it. */
    async spelled(runs) {
      if (!isSpelled(runs)) return [];
      const whole = (await this.occurring(runs[0].slice(0, LONGEST_SPELLED)))[ZONES.SPELLED];
      const beginning = [...whole].filter(([, occurrences]) => occurrences.some(([first]) => first & NAME_BEGINS));
      return [...(await this.any(runs, ZONES.INITIALS)).keys(), ...beginning.map(([number]) => number)];
    }
  }

  /** Record → [value of the first gram, value of the last] of the occurrences of all grams at their offsets in a zone. */
  function joined([first, ...others], zone) {
    const unit = zone === ZONES.TEXT ? 1 : ONE_PLACE;
    const place = (value) => Math.floor(value / unit);
    const records = new Map();
    for (const [record, values] of first.lists[zone] ?? NOWHERE) {
      const known = others.map(({ lists }) => new Map((lists[zone]?.get(record) ?? []).map((value) => [place(value), value])));
      const away = (value, number) => place(value) + others[number].offset - first.offset;
      const fits = (value) => known.every((places, number) => places.has(away(value, number)));
      const last = (value) => known.reduce((_, places, number) => places.get(away(value, number)), value);
      const occurrences = values.filter(fits).map((value) => [value, last(value)]);
      if (occurrences.length) records.set(record, occurrences);
    }
    return records;
  }

  /** `part * rarities + rarity` of what occurs `count` times in a text, first at a position. */
  function packed({ part, rarities, lengths }, number, position, count) {
    const rarity = lengths.charCodeAt(number) - ZERO - Math.round(2 * Math.log2(count)) - OFTEN;
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
