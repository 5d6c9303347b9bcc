// Query interpretation, as `window.guihua_reading`: a conjunction of terms. Where nothing matches, the query is relaxed step
// by step, and `note` tells the user how.

window.guihua_reading = (() => {
  const { IN_TITLE, IN_NAME } = window.guihua_index;
  const { answering, gather, better, shown } = window.guihua_sites;
  const { terms, runs, readable, sampled } = window.guihua_text;
  const TERMS = 8;
  const NAMED = "piur"; // kinds with names that people abbreviate, and that are suggested as similar
  const SHORTENED = 3; // minimum length of an abbreviated name
  const LONGEST_CUT = 12;
  const LONGEST_COMPARED = 16;
  const COMPARED = 8; // candidates whose names are loaded for comparison
  const SHORT = 6;
  const NEAR = 6;
  const LIKE = 0.2;
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
    const results = together(named, all.length ? all : await gather(searched, present.map(sampled), false));
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
    const [named, { halves, results: ofHalves }] = await Promise.all([inOrder(searched, run), cut(searched, run)]);
    const ways = [
      ...(named.length ? ["名称里依次有这几个字"] : []),
      ...(halves.length ? [`同时有“${halves.map(readable).join("”和“")}”`] : []),
    ];
    const note = ways.length ? `没有连在一起的“${query}”，下面的${ways.join("，或")}。` : "";
    return { results: together(named, ofHalves), marked: halves, sure: named.length > 0, note };
  }

  /** Splits a stretch without a match into two that match together; of several splits the one with the longest first part. */
  async function cut(searched, run) {
    const nothing = { halves: [], results: [] };
    if (run.length < 4 || run.length > LONGEST_CUT || !HAN.test(run)) return nothing;
    for (let end = run.length - 2; end >= 2; end -= 1) {
      const halves = [run.slice(0, end), run.slice(end)];
      if (OF_A_NUMBER.test(halves[0].slice(-1)) && OF_A_NUMBER.test(halves[1][0])) continue;
      const results = await gather(searched, halves.map((half) => [half]));
      if (results.length) return { halves, results };
    }
    return nothing;
  }

  /** Names of which the stretch is a subsequence, as people abbreviate names: 市卫健委, 千人床位数. */
  async function inOrder(searched, run) {
    const results = [];
    if (run.length < SHORTENED || run.length > LONGEST_CUT || !HAN.test(run)) return results;
    for (const site of searched) {
      const { kinds } = await site.opened();
      const [first, ...others] = await Promise.all([...new Set(run)].map((character) => site.titled(character)));
      const candidates = [...first].filter((number) => NAMED.includes(kinds[number]) && others.every((numbers) => numbers.has(number)));
      const heads = await shown(candidates.slice(0, COMPARED).map((number) => ({ site, number, kind: kinds[number], part: 0 })));
      const called = heads.filter((head) => span(runs(head.title).join(""), run) <= run.length * (run.length - 1));
      results.push(...called.map(({ number, kind }) => ({ site, number, kind, matched: 1, tier: IN_NAME, title: 0, length: 0, rarity: 0, part: 0 })));
    }
    return results.sort(better);
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

  /** Plans, indicators, units and regions with similar titles, by similarity: common n-grams weighted by inverse document frequency. */
  async function near(query) {
    const { searched } = await answering();
    const plain = [...(await simplified(searched, query))].slice(0, LONGEST_COMPARED).join("");
    const long = plain.length > SHORT;
    const step = long ? 2 : 1;
    const asked = [...parts(plain, long, step)];
    const similar = [];
    for (const site of searched) {
      const { kinds } = await site.opened();
      const holding = await Promise.all(asked.map((part) => site.titled(part)));
      const weights = holding.map((numbers) => Math.log(kinds.length / (1 + numbers.size)));
      const shared = new Map();
      holding.forEach((numbers, place) => {
        for (const number of numbers) if (NAMED.includes(kinds[number])) shared.set(number, weights[place] + (shared.get(number) ?? 0));
      });
      const whole = weights.reduce((sum, weight) => sum + weight, 0);
      const candidates = [...shared].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, COMPARED).map(([number]) => number);
      for (const head of await shown(candidates.map((number) => ({ site, number, kind: kinds[number] })))) {
        const own = [...parts(head.title, long)];
        const likeness = Math.sqrt((shared.get(head.number) / whole) * (own.filter((part) => asked.includes(part)).length / own.length));
        if (likeness * Math.sqrt(step) > LIKE) similar.push({ ...head, likeness });
      }
    }
    return similar.sort((a, b) => b.likeness - a.likeness).slice(0, NEAR);
  }

  /** The n-grams by which texts are compared: unigrams and bigrams, or of a long text every `step`th trigram. */
  function parts(text, long, step = 1) {
    const threes = (run) => [...run].map((_, place) => run.slice(place, place + 3)).filter((gram, place) => gram.length === 3 && place % step === 0);
    const few = (run) => [...run, ...[...run].slice(1).map((_, place) => run.slice(place, place + 2))];
    return new Set(runs(text).flatMap(long ? threes : few));
  }

  return { understood, near };
})();
