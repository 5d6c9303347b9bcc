// The index of one site, as `window.guihua_index`: which results match a stretch of characters, and their stored texts.
// All files are loaded lazily and cached. They are in a folder named after the content hash of the index.

window.guihua_index = (() => {
  const { wordsOf, dated, letters, readings, spellings } = window.guihua_text;
  // Markers of short terms, as in generator/search/postings.py, and zones of a word, as in records.py.
  const SHORT = "x", SHORT_IN_NAMES = "y";
  const ZERO = "0".charCodeAt(0);
  const FIRST = "q", INNER = "r", LAST = "s", ONLY = "w", TEXT = "", TITLE = "t", NAME = "u", HEADING = "v", SPELLED = "z";
  // Tiers of the ranking, best first.
  const EXACT = 0, IN_TITLE = 1, IN_HEADING = 2, IN_NAME = 3, IN_TEXT = 4, IN_PINYIN = 5;
  const OFTEN = 11; // the rarity of one occurrence in 45 words; what is more frequent ranks equally
  const COUNTED = 2000; // with more results their term frequencies are not loaded: the engine's time is quadratic in their number

  // The engine silently takes a chunk that failed to load for an empty one. So `fetch` is wrapped to record failed requests.
  const broken = new Set();
  const plainFetch = window.fetch;
  window.fetch = async (...asked) => {
    const { href } = new URL(asked[0]?.url ?? asked[0], location.href);
    if (!href.includes("/pagefind/")) return plainFetch(...asked);
    try {
      const answer = await plainFetch(...asked);
      if (!answer.ok) broken.add(href);
      return answer;
    } catch (fault) {
      broken.add(href);
      throw fault;
    }
  };

  async function json(address, options) {
    const answer = await fetch(address, options);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return answer.json();
  }

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

  /** The phrase queries for a stretch in a zone (a field); a stretch of one or two characters has one for each block of records. */
  function phrases(zone, run, { kinds, block }) {
    const words = wordsOf(run);
    if (run.length > 2) return [words.map((word) => word + zone)];
    const blocks = Array.from({ length: Math.ceil(kinds.length / block) }, (_, number) => letters(number, 1) + zone);
    return blocks.map((suffix) => [run.length === 1 ? (zone ? SHORT_IN_NAMES : SHORT) + words[0] + suffix : words[0] + SHORT + suffix]);
  }

  /** The words of the phrase query that matches a name as a whole. */
  function exactly(words) {
    if (words.length === 1) return [words[0] + ONLY];
    return words.map((word, place) => word + (place === 0 ? FIRST : place === words.length - 1 ? LAST : INNER));
  }

  class Site {
    /** `root` is the site's address, ending in a slash. */
    constructor(root, name = "") {
      this.root = root;
      this.name = name;
      const entry = kept(() => json(new URL("pagefind/entry.json", root), { cache: "no-cache" }));
      this.entry = () => entry("");
      const file = kept(async (path) => json(new URL(path, await this.folder())));
      this.file = file;
      const opened = kept(() => this.open());
      this.opened = () => opened("");
      this.phrase = kept((words) => this.places(words));
    }

    async folder() {
      return new URL(`pagefind/${(await this.entry()).state}/`, this.root);
    }

    async open() {
      const folder = await this.folder();
      const [{ createInstance }, kinds] = await Promise.all([import(new URL("pagefind.js", folder).href), this.file("kinds.json")]);
      const engine = createInstance({ basePath: folder.href, baseUrl: this.root, noWorker: true });
      await engine.init("xx");
      return { engine, ...kinds };
    }

    /** Result number → position of a phrase; the engine gives the first position only. */
    async places(words) {
      const { engine } = await this.opened();
      return new Map(this.arrived(await engine.search(`"${words}"`)).map((result) => [parseInt(result.id, 36), result.words[0]]));
    }

    /** Result number → frequency of the phrase, for results that contain all of its words. */
    async times(words) {
      const { engine } = await this.opened();
      return new Map(this.arrived(await engine.search(words.join(" "))).map((result) => [parseInt(result.id, 36), rows(result.words, words.length)]));
    }

    /** The results of the engine; throws if a chunk of the index failed to load. */
    arrived({ results }) {
      if ([...broken].some((href) => href.startsWith(this.root) && href.includes("pf_"))) throw new Error("a piece of the index is missing");
      return results;
    }

    /** Result number → position of any of the stretches in a zone; of a short one in the text, position and rarity packed. */
    async any(runs, zone) {
      const known = await this.opened();
      const asked = runs.flatMap((run) => phrases(zone, run, known));
      return union(await Promise.all(asked.map((words) => this.phrase(words.join(" ")))));
    }

    /** Result number → `position * rarities + rarity` of any of the stretches in the text. */
    async inText(runs) {
      const { lengths, rarities } = await this.opened();
      const read = runs.map(async (run) => {
        const places = await this.any([run], TEXT);
        if (run.length < 3) return places;
        const times = places.size && places.size < COUNTED ? await this.times(wordsOf(run)) : new Map();
        const rarity = (number) => lengths.charCodeAt(number) - ZERO - Math.round(2 * Math.log2(times.get(number) ?? 1));
        return new Map([...places].map(([number, place]) => [number, place * rarities + Math.max(0, rarity(number))]));
      });
      return union(await Promise.all(read));
    }

    /** The numbers of results whose titles contain a stretch. */
    async titled(run) {
      return new Set((await this.any([run], TITLE)).keys());
    }

    /** Result number → { tier, place, rarity } for the results that match all stretches of a term. */
    async hits(runs) {
      const known = await this.opened();
      const read = runs.map((run) => readings(run, known));
      const [spelled, exact, texts, ...zones] = await Promise.all([
        this.spelled(runs),
        this.exact(runs),
        Promise.all(read.map((forms) => this.inText(forms))),
        ...[NAME, HEADING, TITLE].map((zone) => Promise.all(read.map((forms) => this.any(forms, zone)))),
      ]);
      const [names, headings, titles] = zones.map(common);
      const hits = new Map();
      for (const number of spelled) hits.set(number, { tier: IN_PINYIN, place: Infinity, rarity: 0 });
      for (const number of common(texts)) {
        const said = texts.map((text) => text.get(number));
        const rarity = Math.max(...said.map((packed) => packed % known.rarities));
        const place = Math.floor(said[0] / known.rarities);
        hits.set(number, { tier: IN_TEXT, place, rarity: Math.max(0, rarity - OFTEN) });
      }
      for (const [numbers, tier] of [[names, IN_NAME], [headings, IN_HEADING], [titles, IN_TITLE], [exact, EXACT]]) {
        for (const number of numbers) hits.set(number, { place: Infinity, ...hits.get(number), tier, rarity: 0 });
      }
      return hits;
    }

    /** The numbers of results with a name that equals the term, or whose initials do. */
    async exact(runs) {
      const ways = [runs.map(dated), ...(isSpelled(runs) ? [[spellings(runs[0]).initials]] : [])];
      const maps = await Promise.all(ways.map((way) => this.phrase(exactly(way.flatMap(wordsOf)).join(" "))));
      return union(maps).keys();
    }

    /** The numbers of results whose names in Pinyin contain the term as initials, or have it as a prefix. */
    async spelled(runs) {
      if (!isSpelled(runs)) return [];
      const { initials, beginning } = spellings(runs[0]);
      return (await this.any([initials, beginning], SPELLED)).keys();
    }

    /** The stored fields of a result: address, title, document, and the part of its text that contains the position. */
    async text(number, place = 0) {
      const { part, together } = await this.opened();
      const head = (await this.file(`texts/${Math.floor(number / together)}.json`))[number % together];
      const at = Math.floor(place / part);
      const text = at ? await this.file(`texts/${number}-${at}.json`).catch(() => head[3]) : head[3];
      return { url: new URL(head[0], this.root).href, title: head[1], where: head[2], text };
    }
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

  /** The number of disjoint sequences of `length` consecutive positions in an ascending list. */
  function rows(places, length) {
    let count = 0;
    let row = 0;
    let before = NaN;
    for (const place of places) {
      row = place === before + 1 ? row + 1 : 1;
      before = place;
      if (row === length) {
        count += 1;
        row = 0;
      }
    }
    return count;
  }

  /** The intersection of the maps' keys; empty without maps. */
  function common(maps) {
    const [first, ...others] = maps;
    return first ? [...first.keys()].filter((number) => others.every((map) => map.has(number))) : [];
  }

  return { Site, IN_TITLE, IN_NAME, common, mend: () => broken.clear() };
})();
