// Query → results, as `window.guihua_search`. No page, no DOM: only the index and what a query means.
// A classic script, as modules do not load from a folder on disk.
//
// The index holds one Han character a word. A typed word becomes the exact phrase of its characters: that gives
// precisely the pages that hold it. The same text unquoted gives the order. Several words must all be there.

window.guihua_search = (() => {
  const ROOT = new URL("../", document.currentScript.src);
  const HAN = /([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])/g;
  const GLUE = /([\u3000-\u303f\u3400-\u9fff\uf900-\uffef“”‘’—…·](?:<\/?mark>)*) +(?=(?:<\/?mark>)*[\u3000-\u303f\u3400-\u9fff\uf900-\uffef“”‘’—…·])/g;

  let loading = null;

  /** The index, fetched on first use; rejects where it cannot be read. A folder on disk is not even asked for it. */
  function index() {
    if (ROOT.protocol === "file:") return Promise.reject(new Error("no index in a folder"));
    loading ??= import(new URL("pagefind/pagefind.js", ROOT).href).then(async (pagefind) => {
      await pagefind.options({ baseUrl: ROOT.pathname, excerptLength: 40 });
      await pagefind.init();
      return pagefind;
    });
    return loading;
  }

  /** 5G基站 → 5G 基 站 */
  function spaced(text) {
    return text.replace(HAN, " $1 ").split(/\s+/).filter(Boolean).join(" ");
  }

  /** Takes the spaces between Han characters out again; marks are kept. */
  function closed(text) {
    return text.replace(GLUE, "$1").replaceAll("</mark><mark>", "");
  }

  function words(query) {
    return query.normalize("NFKC").replaceAll('"', " ").split(/\s+/).filter(Boolean);
  }

  /** All pages that hold every word of the query, best first: `{count, page(number) → Promise<result>}`. */
  async function search(query) {
    const asked = words(query);
    if (!asked.length) return { count: 0, results: [] };
    const pagefind = await index();
    const sets = await Promise.all(asked.map((word) => pagefind.search(`"${spaced(word)}"`)));
    const ranked = await pagefind.search(asked.map(spaced).join(" "));
    const wanted = sets.map((found) => new Set(found.results.map((each) => each.id)));
    const inAll = (each) => wanted.every((ids) => ids.has(each.id));
    const ordered = new Map([...ranked.results, ...sets[0].results].filter(inAll).map((each) => [each.id, each]));
    return { count: ordered.size, results: [...ordered.values()] };
  }

  /** What is shown of some results; those with a word in their title go first. */
  async function shown(results, query) {
    const asked = words(query);
    const loaded = await Promise.all(results.map((each) => each.data()));
    const rows = loaded.map((data) => ({
      title: data.meta.title ?? "",
      kind: data.meta.kind ?? "",
      url: data.url,
      excerpt: closed(data.excerpt),
      places: (data.sub_results ?? [])
        .filter((place) => place.url.includes("#") && place.excerpt.includes("<mark>"))
        .slice(0, 3)
        .map((place) => ({ title: closed(place.title), url: place.url })),
    }));
    const named = (row) => asked.every((word) => row.title.includes(word));
    return [...rows.filter(named), ...rows.filter((row) => !named(row))];
  }

  return { search, shown };
})();
