// Query → results in the order that people mean, as `window.guihua_search`. No page, no DOM.
// All terms must be there. Where nothing holds them all, the query is read more freely, and `note` says how.

window.guihua_search = (() => {
  const { Site, IN_TITLE, IN_NAME, common, mend } = window.guihua_index;
  const { terms, runs, readable, sampled } = window.guihua_text;
  const HOME = new URL("../", document.currentScript.src);
  const KINDS = { p: "规划", i: "指标", r: "地区", u: "单位", t: "任务", j: "项目", c: "条款", o: "页面", d: "数据" };
  const ORDER = Object.keys(KINDS);
  const FACETS = ["plan", "unit", "topic", "year"];
  const LONGEST_CUT = 12;
  const LONGEST_COMPARED = 16;
  const SHORT = 6;
  const LIKE = 0.2;
  const HAN = /[\u3400-\u9fff]/;
  const OF_A_NUMBER = /[0-9\ua000-\ua002]/;
  const TERMS = 8;
  const IN_PARTS = 6; // a term that stands in a clause of the plan, not in what is said of it as a whole
  const NAMED = "piur"; // kinds of which a near name is offered
  const NEAR = 6;
  const COMPARED = 12;
  const SHORTENED = 3; // the least characters of a shortened name
  const PATIENCE = 5000;
  const IN_PLAN = "pctj";

  let loading = null;

  /** This site, and those that it searches too; rejects where there is no index. A folder on disk is not even asked. */
  function sites() {
    if (HOME.protocol === "file:") return Promise.reject(new Error("no index in a folder"));
    loading ??= (async () => {
      const own = new Site(HOME.href);
      const { name = "", sites: others = [] } = await own.entry();
      if (others.length) own.name = name;
      return [own, ...others.map((each) => new Site(new URL(each.address, HOME).href, each.name))];
    })();
    loading.catch(() => (loading = null));
    return loading;
  }

  /** The sites that can be asked; this one always, the others if they answer in time. */
  async function answering() {
    const [own, ...others] = await sites();
    await own.opened();
    const late = () => new Promise((_, fail) => setTimeout(fail, PATIENCE));
    const asked = await Promise.allSettled(others.map((site) => Promise.race([site.opened(), late()])));
    const silent = others.filter((_, place) => asked[place].status === "rejected");
    return { searched: [own, ...others.filter((site) => !silent.includes(site))], silent };
  }

  /** Results of one site for lists of stretches, one list a term; `all` or any of the terms must be there. */
  async function ofSite(site, asked, all) {
    const { kinds } = await site.opened();
    const hits = await Promise.all(asked.map((each) => site.hits(each)));
    const numbers = all ? common(hits) : [...new Set(hits.flatMap((each) => [...each.keys()]))];
    if (all && hits.length > 1) numbers.push(...(await plansHolding(site, kinds, hits)).filter((number) => !numbers.includes(number)));
    return numbers.map((number) => {
      const own = hits.map((each) => each.get(number) ?? (all ? { tier: IN_PARTS, place: Infinity, rarity: 0 } : null)).filter(Boolean);
      return {
        site,
        number,
        kind: kinds[number],
        matched: own.length,
        tier: own.reduce((sum, each) => sum + each.tier, 0),
        rarity: Math.max(...own.map((each) => each.rarity)),
        place: Math.min(...own.map((each) => each.place)),
      };
    });
  }

  /** Plans whose clauses, tasks and projects hold all terms between them, though no single one does. */
  async function plansHolding(site, kinds, hits) {
    const found = [];
    const plans = await facets(site).then((each) => each.plan, () => new Map());
    for (const { numbers } of plans.values()) {
      const parts = numbers.filter((number) => IN_PLAN.includes(kinds[number]));
      if (hits.every((each) => parts.some((number) => each.has(number)))) found.push(parts.find((number) => kinds[number] === "p"));
    }
    return found.filter((number) => number !== undefined);
  }

  function better(a, b) {
    return (
      b.matched - a.matched || a.tier - b.tier || a.rarity - b.rarity || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.number - b.number
    );
  }

  async function gather(searched, asked, all = true) {
    const found = await Promise.all(searched.map((site) => ofSite(site, asked, all)));
    return found.flat().sort(better);
  }

  /** A stretch that stands nowhere as it is, cut into two that stand together somewhere; the longest first part wins. */
  async function cut(searched, run) {
    const nothing = { halves: [], found: [] };
    if (run.length < 4 || run.length > LONGEST_CUT || !HAN.test(run)) return nothing;
    for (let end = run.length - 2; end >= 2; end -= 1) {
      const halves = [run.slice(0, end), run.slice(end)];
      if (OF_A_NUMBER.test(halves[0].slice(-1)) && OF_A_NUMBER.test(halves[1][0])) continue;
      const found = await gather(searched, halves.map((each) => [each]));
      if (found.length) return { halves, found };
    }
    return nothing;
  }

  /** What is called by the characters of a stretch in their order, as people shorten names: 市卫健委, 千人床位数. */
  async function inOrder(searched, run) {
    const found = [];
    if (run.length < SHORTENED || run.length > LONGEST_CUT || !HAN.test(run)) return found;
    for (const site of searched) {
      const { kinds } = await site.opened();
      const [first, ...others] = await Promise.all([...new Set(run)].map((each) => site.titled(each)));
      const candidates = [...first].filter((number) => NAMED.includes(kinds[number]) && others.every((each) => each.has(number)));
      const heads = await shown(candidates.slice(0, COMPARED).map((number) => ({ site, number, kind: kinds[number], place: 0 })));
      const called = heads.filter((each) => span(runs(each.title).join(""), run) <= run.length * (run.length - 1));
      found.push(...called.map(({ number, kind }) => ({ site, number, kind, matched: 1, tier: IN_NAME, rarity: 0, place: Infinity })));
    }
    return found.sort(better);
  }

  /** Within how many characters of a name those of a stretch follow one another. */
  function span(name, characters) {
    let least = Infinity;
    for (let start = name.indexOf(characters[0]); start >= 0; start = name.indexOf(characters[0], start + 1)) {
      let at = start;
      for (const each of characters.slice(1)) at = at < 0 ? at : name.indexOf(each, at + 1);
      if (at >= 0) least = Math.min(least, at - start + 1);
    }
    return least;
  }

  /** Results of `first`, then those of `rest` that are not among them. */
  function together(first, rest) {
    const known = new Set(first.map((each) => `${each.site.root} ${each.number}`));
    return first.concat(rest.filter((each) => !known.has(`${each.site.root} ${each.number}`)));
  }

  async function simplified(searched, query) {
    const tables = await Promise.all(searched.map((site) => site.file("traditional.json").catch(() => ["", ""])));
    const simple = new Map(tables.flatMap(([old, now]) => [...old].map((each, place) => [each, [...now][place]])));
    return [...query].map((each) => simple.get(each) ?? each).join("");
  }

  /**
   * { results, all, kinds, note, reread, marked }: `results` best first, `all` of them before `filters` { kind, plan, unit,
   * topic, year, site }, `kinds` their number by kind, `note` how the query was read where not as it stands, `reread`
   * whether that is a guess, `marked` the stretches to mark.
   */
  async function search(query, filters = {}) {
    const { searched, silent } = await answering();
    const read = await understood(searched, query);
    const unheard = silent.length ? `没有回应：${silent.map((site) => site.name).join("、")}。` : "";
    const kept = await passing(searched, read.found, filters);
    const kinds = {};
    for (const each of kept) kinds[each.kind] = (kinds[each.kind] ?? 0) + 1;
    return {
      results: filters.kind ? kept.filter((each) => each.kind === filters.kind) : kept,
      all: read.found,
      kinds,
      note: unheard + (read.note ?? ""),
      reread: Boolean(read.note) && !read.sure,
      marked: read.marked,
    };
  }

  async function understood(searched, query) {
    const asked = terms(query).slice(0, TERMS);
    const marked = asked.flat();
    if (!asked.length) return { found: [], marked };
    const spelled = marked.join("");
    if (asked.length > 1 && /^[a-z]+$/.test(spelled)) {
      const found = await gather(searched, [[spelled]]);
      if (found.length) return { found, marked: [spelled] };
    }
    const found = await gather(searched, asked.map(sampled));
    if (found.length) return literally(searched, asked, found);
    const simple = await simplified(searched, query);
    if (simple !== query) {
      const read = await understood(searched, simple);
      return { ...read, note: read.found.length ? `按简体“${simple}”查找。${read.note ?? ""}` : "" };
    }
    return marked.length > 1 ? someOf(searched, asked.length > 1 ? asked : marked.map((run) => [run])) : freely(searched, query, marked[0]);
  }

  /** What holds the words as they stand; where nothing is called so, before it what is called so for long. */
  async function literally(searched, asked, found) {
    const marked = asked.flat();
    if (asked.some((each) => sampled(each) !== each)) return { found, marked, sure: true, note: "这段话长，按其中几处查找。" };
    const isCalled = found.some((each) => NAMED.includes(each.kind) && each.tier <= IN_TITLE);
    const named = marked.length === 1 && marked[0].length > SHORTENED && !isCalled ? await inOrder(searched, marked[0]) : [];
    return { found: together(named, found).sort(better), marked, sure: true, note: named.length ? "也有名称里依次有这几个字的。" : "" };
  }

  /** Terms that do not stand together: those of which nothing is found are said and left out. */
  async function someOf(searched, asked) {
    const marked = asked.flat();
    const alone = await Promise.all(asked.map((runs) => gather(searched, [sampled(runs)])));
    const absent = asked.filter((_, place) => !alone[place].length);
    const present = asked.filter((_, place) => alone[place].length);
    if (!present.length) return { found: [], marked };
    const named = (await Promise.all(absent.map((each) => inOrder(searched, each.join(""))))).flat();
    const all = absent.length ? await gather(searched, present.map(sampled)) : [];
    const found = together(named, all.length ? all : await gather(searched, present.map(sampled), false));
    const left = absent.map((each) => each.map(readable).join("、")).join("”和“");
    const told = [
      ...(left ? [`没有“${left}”`] : []),
      ...(named.length ? ["名称里依次有这几个字的在前"] : []),
      left && all.length ? "下面的有其余的词" : "没有一处同时有这几个词，下面的只有其中一部分",
    ];
    return { found, marked, sure: named.length > 0, note: `${told.join("，")}。` };
  }

  /** A stretch that stands nowhere: names that are shortened by it, then what holds it in two. */
  async function freely(searched, query, run) {
    const [named, { halves, found: parted }] = await Promise.all([inOrder(searched, run), cut(searched, run)]);
    const ways = [
      ...(named.length ? ["名称里依次有这几个字"] : []),
      ...(halves.length ? [`同时有“${halves.map(readable).join("”和“")}”`] : []),
    ];
    const note = ways.length ? `没有连在一起的“${query}”，下面的${ways.join("，或")}。` : "";
    return { found: together(named, parted), marked: halves, sure: named.length > 0, note };
  }

  const wanted = (filters) => FACETS.filter((facet) => filters[facet]);

  async function passing(searched, found, filters) {
    let kept = filters.site ? found.filter((each) => each.site.name === filters.site) : found;
    for (const facet of wanted(filters)) {
      const having = new Map();
      for (const site of searched) having.set(site, new Set((await facets(site))[facet].get(filters[facet])?.numbers ?? []));
      kept = kept.filter((each) => having.get(each.site).has(each.number));
    }
    return kept;
  }

  const unpacked = new Map();

  /** Facet → value → { name, numbers } of a site. */
  async function facets(site) {
    if (!unpacked.has(site)) {
      const packed = await site.file("facets.json");
      const entries = FACETS.map((facet) => {
        const values = packed[facet].map(([value, name, steps]) => {
          let last = 0;
          return [value, { name, numbers: steps.map((step) => (last += step)) }];
        });
        return [facet, new Map(values)];
      });
      unpacked.set(site, Object.fromEntries(entries));
    }
    return unpacked.get(site);
  }

  /** Facet → [{ value, name, count }] for all results, narrowed by the other filters; the most frequent first. */
  async function choices(all, filters) {
    const { searched } = await answering();
    const ofKind = all.filter((each) => !filters.kind || each.kind === filters.kind);
    const rest = {};
    for (const facet of FACETS) rest[facet] = await passing(searched, ofKind, { ...filters, [facet]: "" });
    const offered = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    for (const site of searched) {
      for (const [facet, values] of Object.entries(await facets(site))) {
        const own = new Set(rest[facet].filter((each) => each.site === site).map((each) => each.number));
        for (const [value, { name, numbers }] of values) {
          const count = numbers.filter((number) => own.has(number)).length;
          if (count) offered[facet].set(value, { value, name, count: count + (offered[facet].get(value)?.count ?? 0) });
        }
      }
    }
    return Object.fromEntries(FACETS.map((facet) => [facet, [...offered[facet].values()].sort((a, b) => b.count - a.count)]));
  }

  /** What a value to filter by is called, though nothing that was found has it. */
  async function called(facet, value) {
    for (const site of (await answering()).searched) {
      const known = (await facets(site))[facet]?.get(value);
      if (known) return known.name;
    }
    return value;
  }

  /** What is shown of some results; one whose text did not arrive is left out, unless that is all of them. */
  async function shown(results) {
    const asked = await Promise.allSettled(
      results.map(async (each) => ({
        ...(await each.site.text(each.number, Number.isFinite(each.place) ? each.place : 0)),
        number: each.number,
        kind: each.kind,
        site: each.site.name,
      }))
    );
    const arrived = asked.filter((each) => each.status === "fulfilled").map((each) => each.value);
    if (asked.length && !arrived.length) throw asked[0].reason;
    return arrived;
  }

  /** What a text is compared by: its characters and pairs of them, or of a longer one three at every `step`. */
  function parts(text, long, step = 1) {
    const threes = (run) => [...run].map((_, place) => run.slice(place, place + 3)).filter((each, place) => each.length === 3 && place % step === 0);
    const few = (run) => [...run, ...[...run].slice(1).map((_, place) => run.slice(place, place + 2))];
    return new Set(runs(text).flatMap(long ? threes : few));
  }

  /** Plans, indicators, units and regions whose titles are like the query, the likest first; what is rare counts for more. */
  async function near(query) {
    const { searched } = await answering();
    const plain = [...(await simplified(searched, query))].slice(0, LONGEST_COMPARED).join("");
    const long = plain.length > SHORT;
    const step = long ? 2 : 1;
    const asked = [...parts(plain, long, step)];
    const found = [];
    for (const site of searched) {
      const { kinds } = await site.opened();
      const holding = await Promise.all(asked.map((part) => site.titled(part)));
      const weights = holding.map((numbers) => Math.log(kinds.length / (1 + numbers.size)));
      const shared = new Map();
      holding.forEach((numbers, place) => {
        for (const number of numbers) if (NAMED.includes(kinds[number])) shared.set(number, weights[place] + (shared.get(number) ?? 0));
      });
      const whole = weights.reduce((sum, each) => sum + each, 0);
      const candidates = [...shared].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, COMPARED).map(([number]) => number);
      for (const each of await shown(candidates.map((number) => ({ site, number, kind: kinds[number] })))) {
        const own = [...parts(each.title, long)];
        const likeness = Math.sqrt((shared.get(each.number) / whole) * (own.filter((part) => asked.includes(part)).length / own.length));
        if (likeness * Math.sqrt(step) > LIKE) found.push({ ...each, likeness });
      }
    }
    return found.sort((a, b) => b.likeness - a.likeness).slice(0, NEAR);
  }

  /** Fetches the engine, for who is about to type. */
  function warm() {
    sites().then((all) => Promise.all(all.map((site) => site.opened()))).catch(() => {});
  }

  /** Begins anew: what could not be fetched, the engine would not ask for again. */
  function forget() {
    loading = null;
    unpacked.clear();
    mend();
  }

  return { search, shown, choices, called, near, sites, warm, forget, KINDS };
})();
