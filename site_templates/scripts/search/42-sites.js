// Federated search, as `window.guihua_sites`: this site and its sister sites, queried as one index.

window.guihua_sites = (() => {
  const { Site, common } = window.guihua_index;
  const HOME = new URL("../", document.currentScript.src);
  const KINDS = { p: "规划", i: "指标", r: "地区", u: "单位", t: "任务", j: "项目", c: "条款", o: "页面", d: "数据" };
  const ORDER = Object.keys(KINDS);
  const FACETS = ["plan", "unit", "topic", "year"];
  const IN_PARTS = 6; // the tier of a term that only a part of the plan (a clause, a task) contains
  const PATIENCE = 5000; // milliseconds

  let loading = null;

  /** This site and its sister sites; rejects where there is no index, and without a request for pages opened from a disk. */
  function sites() {
    if (HOME.protocol === "file:") return Promise.reject(new Error("no index in a folder"));
    loading ??= (async () => {
      const own = new Site(HOME.href);
      const { name = "", sites: others = [] } = await own.entry();
      if (others.length) own.name = name;
      return [own, ...others.map((sister) => new Site(new URL(sister.address, HOME).href, sister.name))];
    })();
    loading.catch(() => (loading = null));
    return loading;
  }

  /** { searched, silent }: the sites whose index is loaded (this one, or it rejects), and those without an answer in time. */
  async function answering() {
    const [own, ...others] = await sites();
    await own.opened();
    own.warm();
    const late = () => new Promise((_, fail) => setTimeout(fail, PATIENCE));
    const asked = await Promise.allSettled(others.map((site) => Promise.race([site.opened(), late()])));
    const silent = others.filter((_, place) => asked[place].status === "rejected");
    return { searched: [own, ...others.filter((site) => !silent.includes(site))], silent };
  }

  async function gather(searched, asked, { all = true } = {}) {
    const lists = await Promise.all(searched.map((site) => ofSite(site, asked, all)));
    return lists.flat().sort(better);
  }

  /** Results of one site for terms (lists of stretches): conjunction of the terms if `all`, else disjunction. */
  async function ofSite(site, asked, all) {
    const { kinds, titles, lengths, plans } = await site.opened();
    const hits = await Promise.all(asked.map((term) => site.hits(term)));
    const numbers = all ? common(hits) : [...new Set(hits.flatMap((map) => [...map.keys()]))];
    if (all && hits.length > 1) numbers.push(...plansHolding(plans, kinds, hits).filter((number) => !numbers.includes(number)));
    return numbers.map((number) => {
      const own = hits.map((map) => map.get(number) ?? (all ? { tier: IN_PARTS, part: 0, rarity: 0 } : null)).filter(Boolean);
      return {
        site,
        number,
        kind: kinds[number],
        title: titles.charCodeAt(number),
        length: lengths.charCodeAt(number),
        matched: own.length,
        tier: own.reduce((sum, hit) => sum + hit.tier, 0),
        rarity: Math.max(...own.map((hit) => hit.rarity)),
        part: Math.min(...own.map((hit) => hit.part)),
      };
    });
  }

  /** The plans whose clauses, tasks and projects together match all terms. */
  function plansHolding(plans, kinds, hits) {
    const holding = [];
    for (const parts of plans) {
      if (hits.every((map) => parts.some((number) => map.has(number)))) holding.push(parts.find((number) => kinds[number] === "p"));
    }
    return holding.filter((number) => number !== undefined);
  }

  /** Best first; among equal ones by kind, the shorter titles, which are nearer to the query, and the longer texts. */
  function better(a, b) {
    return (
      b.matched - a.matched || a.tier - b.tier || a.rarity - b.rarity || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
      a.title - b.title || b.length - a.length || a.number - b.number
    );
  }

  const unpacked = new Map();

  /** Facet → value → { name, numbers } of a site; the file has the numbers delta-coded. */
  async function facets(site) {
    if (!unpacked.has(site)) {
      const packed = await site.file("facets");
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

  /** The stored fields of some results; those that failed to load are left out, and it throws if all did, or if one is not there any more. */
  async function shown(results) {
    const asked = await Promise.allSettled(
      results.map(async (result) => ({
        ...(await result.site.text(result.number, result.part)),
        number: result.number,
        kind: result.kind,
        site: result.site.name,
      }))
    );
    const gone = asked.find(({ reason }) => reason?.isGone);
    if (gone) throw gone.reason;
    const arrived = asked.filter((answer) => answer.status === "fulfilled").map((answer) => answer.value);
    if (asked.length && !arrived.length) throw asked[0].reason;
    return arrived;
  }

  /** Preloads what every query needs of all sites when the user is about to type. */
  function warm() {
    sites().then((all) => Promise.all(all.map((site) => site.opened().then(() => site.warm())))).catch(() => {});
  }

  /** Asks for everything anew after a failure: another build may have taken the place of this one. */
  function forget() {
    loading = null;
    unpacked.clear();
  }

  return { KINDS, FACETS, sites, answering, gather, better, facets, shown, warm, forget };
})();
