// Query and filters → ranked results, as `window.guihua_search`. No page, no DOM.

window.guihua_search = (() => {
  const { KINDS, FACETS, sites, answering, facets, shown, warm, forget } = window.guihua_sites;
  const { understood, near } = window.guihua_reading;

  /**
   * { results, all, kinds, note, reread, marked }: `results` best first, `all` of them before `filters` { kind, plan, unit,
   * topic, year, site }, `kinds` their counts by kind, `note` the message about a relaxed query, `reread` whether that is a
   * guess, `marked` the stretches to highlight.
   */
  async function search(query, filters = {}) {
    const { searched, silent } = await answering();
    const read = await understood(searched, query);
    const unheard = silent.length ? `没有回应：${silent.map((site) => site.name).join("、")}。` : "";
    const kept = await passing(searched, read.results, filters);
    const kinds = {};
    for (const result of kept) kinds[result.kind] = (kinds[result.kind] ?? 0) + 1;
    return {
      results: filters.kind ? kept.filter((result) => result.kind === filters.kind) : kept,
      all: read.results,
      kinds,
      note: unheard + (read.note ?? ""),
      reread: Boolean(read.note) && !read.sure,
      marked: read.marked,
    };
  }

  const wanted = (filters) => FACETS.filter((facet) => filters[facet]);

  async function passing(searched, results, filters) {
    let kept = filters.site ? results.filter((result) => result.site.name === filters.site) : results;
    for (const facet of wanted(filters)) {
      const having = new Map();
      for (const site of searched) having.set(site, new Set((await facets(site))[facet].get(filters[facet])?.numbers ?? []));
      kept = kept.filter((result) => having.get(result.site).has(result.number));
    }
    return kept;
  }

  /** Facet counts: facet → [{ value, name, count }], each under the filters of the other facets, by descending count. */
  async function choices(all, filters) {
    const { searched } = await answering();
    const ofKind = all.filter((result) => !filters.kind || result.kind === filters.kind);
    const rest = {};
    for (const facet of FACETS) rest[facet] = await passing(searched, ofKind, { ...filters, [facet]: "" });
    const offered = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    for (const site of searched) {
      for (const [facet, values] of Object.entries(await facets(site))) {
        const own = new Set(rest[facet].filter((result) => result.site === site).map((result) => result.number));
        for (const [value, { name, numbers }] of values) {
          const count = numbers.filter((number) => own.has(number)).length;
          if (count) offered[facet].set(value, { value, name, count: count + (offered[facet].get(value)?.count ?? 0) });
        }
      }
    }
    return Object.fromEntries(FACETS.map((facet) => [facet, [...offered[facet].values()].sort((a, b) => b.count - a.count)]));
  }

  /** The display name of a facet value, also when no result has it. */
  async function called(facet, value) {
    for (const site of (await answering()).searched) {
      const known = (await facets(site))[facet]?.get(value);
      if (known) return known.name;
    }
    return value;
  }

  return { search, shown, choices, called, near, sites, warm, forget, KINDS };
})();
