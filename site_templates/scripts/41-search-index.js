// The index of one site, as `window.guihua_index`: which results hold a stretch of characters, and what they say.
// Everything is fetched when it is first asked for. Files lie in a folder named after the state of the index.

window.guihua_index = (() => {
  const { phrase, dated, letters, readings } = window.guihua_text;
  // Zones of a word, as in generator/search/records.py and postings.py.
  const HOLDING = "x";
  const FIRST = "q", INNER = "r", LAST = "s", ONLY = "w", TEXT = "", TITLE = "t", NAME = "u", HEADING = "v";
  // How near a result is to what was meant, best first.
  const EXACT = 0, IN_TITLE = 1, IN_HEADING = 2, IN_NAME = 3, IN_TEXT = 4;

  // The engine takes a piece that did not arrive for one with nothing in it, and says nothing. We watch what it fetches.
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

  /** Keeps what a function gave for each argument; what failed is asked for again. */
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

  /** The phrases that ask for a stretch in a zone, the text or one of those above; a short one is asked for in each block. */
  function phrases(zone, run, { kinds, block }) {
    const words = phrase(run);
    if (run.length > 2) return [words.map((word) => word + zone)];
    const blocks = Array.from({ length: Math.ceil(kinds.length / block) }, (_, number) => letters(number, 1) + zone);
    return blocks.map((each) => [run.length === 1 ? HOLDING + words[0] + each : words[0] + HOLDING + each]);
  }

  /** The words of a name that is asked for as a whole. */
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

    /** Result number → the places of an exact phrase of words. */
    async places(words) {
      const { engine } = await this.opened();
      return this.numbered(await engine.search(`"${words}"`));
    }

    /** Result number → places, if every piece of the index arrived. */
    numbered({ results }) {
      if ([...broken].some((href) => href.startsWith(this.root) && href.includes("pf_"))) throw new Error("a piece of the index is missing");
      return new Map(results.map((each) => [parseInt(each.id, 36), each.words]));
    }

    /** Result number → places for any of some stretches in a zone. */
    async any(runs, zone) {
      const known = await this.opened();
      const asked = runs.flatMap((run) => phrases(zone, run, known));
      const found = new Map();
      for (const some of await Promise.all(asked.map((words) => this.phrase(words.join(" "))))) {
        for (const [number, places] of some) {
          if (!(found.get(number)?.[0] <= places[0])) found.set(number, places);
        }
      }
      return found;
    }

    /** The numbers of results whose titles hold a stretch. */
    async titled(run) {
      return (await this.any([run], TITLE)).keys();
    }

    /** Result number → { tier, places } for everything that holds all stretches of a term. */
    async hits(runs) {
      const known = await this.opened();
      const read = runs.map((run) => readings(run, known));
      const zones = [TEXT, NAME, HEADING, TITLE].map((zone) => Promise.all(read.map((each) => this.any(each, zone))));
      const whole = this.phrase(exactly(runs.flatMap((run) => phrase(dated(run)))).join(" "));
      const [[texts, names, headings, titles], exact] = await Promise.all([Promise.all(zones), whole]);
      const found = new Map();
      const add = (numbers, tier, places) => {
        for (const number of numbers) {
          if (!found.has(number)) found.set(number, { tier, places: places?.get(number) ?? [] });
          found.get(number).tier = tier;
        }
      };
      add(common(texts), IN_TEXT, texts[0]);
      add(common(names), IN_NAME);
      add(common(headings), IN_HEADING);
      add(common(titles), IN_TITLE);
      add(exact.keys(), EXACT);
      return found;
    }

    /** What is shown of a result: address, title, where it stands, and the part of its text that holds the place. */
    async text(number, place = 0) {
      const { part, together } = await this.opened();
      const head = (await this.file(`texts/${Math.floor(number / together)}.json`))[number % together];
      const at = Math.floor(place / part);
      const text = at ? await this.file(`texts/${number}-${at}.json`).catch(() => head[3]) : head[3];
      return { url: new URL(head[0], this.root).href, title: head[1], where: head[2], text };
    }
  }

  /** The numbers that all of the maps have; none where there are no maps. */
  function common(maps) {
    const [first, ...others] = maps;
    return first ? [...first.keys()].filter((number) => others.every((each) => each.has(number))) : [];
  }

  return { Site, common, mend: () => broken.clear() };
})();
