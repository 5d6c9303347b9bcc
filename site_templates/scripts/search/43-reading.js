// Query interpretation, as `window.guihua_reading`: a conjunction of terms. Where nothing matches, the query is relaxed step
// by step, and `note` tells the user how.

window.guihua_reading = (() => {
  const { IN_TITLE, IN_NAME } = window.guihua_index;
  const { answering, gather, better, shown } = window.guihua_sites;
  const { terms, runs, readable, sampled, ends } = window.guihua_text;
  const TERMS = 8;
  const NAMED = "piur"; // kinds with names that people abbreviate, and that are suggested as similar
  const SHORTENED = 3; // minimum length of an abbreviated name
  const LONGEST_CUT = 12;
  const MOST_LOADED = 2; // files that the splits of a stretch may cost
  const LONGEST_COMPARED = 16;
  const LOOKED = 3, SHARED = 2; // characters of a query by which similar names are looked for, and that a name has of them
  const LEAST_LOOKED = 2, FEW = 2; // characters of a short form that are looked up, and names that are read instead of the others
  const NEAR = 3;
  const LIKE = 0.2;
  const ZERO = "0".charCodeAt(0);
  const HAN = /[\u3400-\u9fff]/;
  const OF_A_NUMBER = /[0-9\ua000-\ua002]/;

  /** { results, marked, note, sure } for a query: results, stretches to highlight, message, and whether no guess was made. */
  async function understood(searched, query) {
    const asked = terms(query).slice(0, TERMS);
    const marked = asked.flat();
    if (!asked.length) return { results: [], marked };
    const spelled = marked.join("");
    if (asked.length > 1 && /^[a-z]+$/.test(spelled)) {
      const results = await gather(searched, [[spelled]]);
      if (results.length) return { results, marked: [spelled] };
    }
    const results = await gather(searched, asked.map(sampled));
    if (results.length) return literally(searched, asked, results);
    const simple = await simplified(searched, query);
    if (simple !== query) {
      const read = await understood(searched, simple);
      return { ...read, note: read.results.length ? `按简体“${simple}”查找。${read.note ?? ""}` : "" };
    }
    return marked.length > 1 ? someOf(searched, asked.length > 1 ? asked : marked.map((run) => [run])) : freely(searched, query, marked[0]);
  }

  /** The literal matches; where none is an exact match of a name, also names that the query may abbreviate. */
  async function literally(searched, asked, results) {
    const marked = asked.flat();
    if (asked.some((term) => sampled(term) !== term)) return { results, marked, sure: true, note: "这段话长，按其中几处查找。" };
    const isCalled = results.some((result) => NAMED.includes(result.kind) && result.tier <= IN_TITLE);
    const named = marked.length === 1 && marked[0].length > SHORTENED && !isCalled ? await inOrder(searched, marked[0]) : [];
    return { results: together(named, results).sort(better), marked, sure: true, note: named.length ? "也有名称里依次有这几个字的。" : "" };
  }

  /** Terms without a common match: those without any match are dropped, and the message names them. */
  async function someOf(searched, asked) {
    const marked = asked.flat();
    const alone = await Promise.all(asked.map((runs) => gather(searched, [sampled(runs)])));
    const absent = asked.filter((_, place) => !alone[place].length);
    const present = asked.filter((_, place) => alone[place].length);
    if (!present.length) return { results: [], marked };
    const named = (await Promise.all(absent.map((term) => inOrder(searched, term.join(""))))).flat();
    const all = absent.length ? await gather(searched, present.map(sampled)) : [];
    const results = together(named, all.length ? all : await gather(searched, present.map(sampled), { all: false }));
    const left = absent.map((term) => term.map(readable).join("、")).join("”和“");
    const told = [
      ...(left ? [`没有“${left}”`] : []),
      ...(named.length ? ["名称里依次有这几个字的在前"] : []),
      left && all.length ? "下面的有其余的词" : "没有一处同时有这几个词，下面的只有其中一部分",
    ];
    return { results, marked, sure: named.length > 0, note: `${told.join("，")}。` };
  }

  /** A stretch without a match: names that it abbreviates, then matches of its two halves. */
  async function freely(searched, query, run) {
    const named = await inOrder(searched, run);
    const { halves, results: ofHalves } = await cut(searched, run);
    const ways = [
      ...(named.length ? ["名称里依次有这几个字"] : []),
      ...(halves.length ? [`同时有“${halves.map(readable).join("”和“")}”`] : []),
    ];
    const note = ways.length ? `没有连在一起的“${query}”，下面的${ways.join("，或")}。` : "";
    return { results: together(named, ofHalves), marked: halves, sure: named.length > 0, note };
  }

  /**
   * Two parts of a stretch without a match that match together: its ends, if it is long, else those of a split, and of several splits
   * the one for which the fewest files are to be loaded, and of those the one with the longest first part.
   */
  async function cut(searched, run) {
    const nothing = { halves: [], results: [] };
    if (run.length < 4 || run.length > LONGEST_CUT || !HAN.test(run)) return nothing;
    const isThere = async (half) => (await Promise.all(searched.map((site) => site.has(half)))).some(Boolean);
    if (ends(run).length > 1 && !(await isNowhere(searched, ends(run)))) {
      const results = await gather(searched, ends(run).map((end) => [end]));
      if (results.length) return { halves: ends(run), results };
    }
    let [least, most] = [2, run.length - 2]; // where the first half may end: no longer half is there if a shorter one is not
    let left = MOST_LOADED;
    for (const { end, halves } of await splits(searched, run)) {
      if (end < least || end > most || (await isNowhere(searched, halves))) continue;
      left -= await missing(searched, halves);
      if (left < 0) break;
      if (!(await isThere(halves[0]))) most = end - 1;
      else if (!(await isThere(halves[1]))) least = end + 1;
      else {
        const results = await gather(searched, halves.map((half) => [half]));
        if (results.length) return { halves, results };
      }
    }
    return nothing;
  }

  /** Whether what is here tells that one of the stretches is on none of the sites. */
  async function isNowhere(searched, stretches) {
    const lacking = await Promise.all(stretches.map(async (run) => (await Promise.all(searched.map((site) => site.lacks(run)))).every(Boolean)));
    return lacking.some(Boolean);
  }

  /** The ways to split a stretch, none within a number, in the order in which they are tried. */
  async function splits(searched, run) {
    const firsts = Array.from({ length: run.length - 3 }, (_, number) => run.length - 2 - number);
    const ways = firsts.map(async (end) => {
      const halves = [run.slice(0, end), run.slice(end)];
      return { end, halves, cost: await missing(searched, halves) };
    });
    const isWithinNumber = ({ halves: [first, second] }) => OF_A_NUMBER.test(first.slice(-1)) && OF_A_NUMBER.test(second[0]);
    return (await Promise.all(ways)).filter((way) => !isWithinNumber(way)).sort((a, b) => a.cost - b.cost);
  }

  /** How many files are still to be loaded to look for the stretches. */
  async function missing(searched, stretches) {
    const counts = await Promise.all(searched.flatMap((site) => stretches.map((run) => site.missing(run))));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Names of which the stretch is a subsequence, as people abbreviate names: 市卫健委, 千人床位数. */
  async function inOrder(searched, run) {
    const results = [];
    if (run.length < SHORTENED || run.length > LONGEST_CUT || !HAN.test(run)) return results;
    for (const site of searched) {
      const { kinds } = await site.opened();
      const numbers = await called(site, run);
      results.push(...numbers.map((number) => ({ site, number, kind: kinds[number], matched: 1, tier: IN_NAME, title: 0, length: 0, rarity: 0, part: 0 })));
    }
    return results.sort(better);
  }

  /**
   * The numbers of the results with such names. The rarest characters are looked up first: they mostly tell that there is none.
   * Where few are left, their titles are read instead of all lists.
   */
  async function called(site, run) {
    const near = (name, characters) => span(name, characters) <= run.length * (run.length - 1);
    const rarest = await byRarity(site, run);
    if (rarest.length < new Set(run).size) return [];
    let names = null; // record → its name as far as it is known
    let asked = "";
    for (const character of rarest) {
      const places = await site.naming(character);
      asked += character;
      const some = [...run].filter((one) => asked.includes(one));
      names = new Map([...places].filter(([number]) => !names || names.has(number)).map(([number, own]) => {
        const name = names?.get(number) ?? [];
        for (const place of own) name[place] = character;
        return [number, name];
      }).filter(([, name]) => near(name, some)));
      const isNextHere = site.here.has(await site.namer(rarest[asked.length] ?? character));
      if (!names.size || (asked.length >= LEAST_LOOKED && names.size <= FEW && !isNextHere)) break;
    }
    const numbers = [...names.keys()];
    if (asked.length === rarest.length) return numbers;
    const heads = await shown(numbers.map((number) => ({ site, number, part: 0 })));
    return heads.filter((head) => near(runs(head.title).join(""), run)).map(({ number }) => number);
  }

  /** The characters of a text that stand in names, the rarest first. */
  async function byRarity(site, text) {
    const { characters } = await site.opened();
    const rank = (character) => characters.indexOf(character);
    return [...new Set(text)].filter((character) => rank(character) >= 0).sort((a, b) => rank(a) - rank(b));
  }

  /** The length of the shortest substring of a name that contains the characters as a subsequence; Infinity without one. */
  function span(name, characters) {
    let least = Infinity;
    for (let start = name.indexOf(characters[0]); start >= 0; start = name.indexOf(characters[0], start + 1)) {
      let at = start;
      for (const character of characters.slice(1)) at = at < 0 ? at : name.indexOf(character, at + 1);
      if (at >= 0) least = Math.min(least, at - start + 1);
    }
    return least;
  }

  /** The results of `first`, then those of `rest` without duplicates. */
  function together(first, rest) {
    const known = new Set(first.map((result) => `${result.site.root} ${result.number}`));
    return first.concat(rest.filter((result) => !known.has(`${result.site.root} ${result.number}`)));
  }

  async function simplified(searched, query) {
    const tables = await Promise.all(searched.map((site) => site.file("traditional").catch(() => ["", ""])));
    const simple = new Map(tables.flatMap(([old, now]) => [...old].map((character, place) => [character, [...now][place]])));
    return [...query].map((character) => simple.get(character) ?? character).join("");
  }

  /** Plans, indicators, units and regions with similar titles, by similarity; they are known by the rarest characters of the query. */
  async function near(query) {
    const { searched } = await answering();
    const plain = [...(await simplified(searched, query))].slice(0, LONGEST_COMPARED).join("");
    const asked = parts(plain);
    const similar = [];
    for (const site of searched) {
      const { kinds, titles } = await site.opened();
      const rarest = (await byRarity(site, runs(plain).join(""))).slice(0, LOOKED);
      const lists = new Map(await Promise.all(rarest.map(async (character) => [character, await site.naming(character)])));
      const shared = new Map();
      const count = (number, weight) => shared.set(number, weight + (shared.get(number) ?? 0));
      for (const part of asked) { // characters, and pairs of them
        const [first, second = first] = [...part].map((character) => lists.get(character));
        if (!first || !second) continue;
        const weight = Math.log(kinds.length / (1 + Math.min(first.size, second.size)));
        for (const [number, places] of first) {
          if (first === second || second.get(number)?.some((place) => places.includes(place - 1))) count(number, weight);
        }
      }
      const hasEnough = ([number]) => [...lists.values()].filter((list) => list.has(number)).length >= Math.min(SHARED, rarest.length);
      const worth = ([number, weight]) => weight / Math.sqrt(titles.charCodeAt(number) - ZERO); // a long name shares more by chance
      const likely = [...shared].filter(hasEnough).sort((a, b) => worth(b) - worth(a) || a[0] - b[0]);
      const candidates = likely.slice(0, NEAR).map(([number]) => number);
      for (const head of await shown(candidates.map((number) => ({ site, number, kind: kinds[number] })))) {
        const own = parts(head.title);
        const likeness = [...own].filter((part) => asked.has(part)).length / Math.sqrt(own.size * asked.size);
        if (likeness > LIKE) similar.push({ ...head, likeness });
      }
    }
    return similar.sort((a, b) => b.likeness - a.likeness).slice(0, NEAR);
  }

  /** The characters and pairs of characters by which names are compared. */
  function parts(text) {
    return new Set(runs(text).flatMap((run) => [...run, ...[...run].slice(1).map((_, place) => run.slice(place, place + 2))]));
  }

  return { understood, near };
})();
