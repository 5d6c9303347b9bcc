// Highlights the query on a page opened from the search: ?mark=地下水 in the URL, which is then removed from it. Highlights are
// painted by the browser (CSS Custom Highlight API) and do not change the DOM.

(() => {
  const address = new URL(location.href);
  if (!address.searchParams.has("mark")) return;
  const runs = address.searchParams.get("mark").split(" ").filter(Boolean);
  address.searchParams.delete("mark");
  history.replaceState(history.state, "", address);
  if (!runs.length || !window.Highlight || !CSS.highlights) return;

  const BLOCKS = "p, li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, figcaption, summary, caption";
  const article = document.querySelector("article");
  const blocks = new Map();
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("script, style, svg, nav, button, form, .gh-nosearch, .headerlink")) continue;
    const block = node.parentElement.closest(BLOCKS) ?? article;
    if (!blocks.has(block)) blocks.set(block, []);
    blocks.get(block).push(node);
  }
  const marks = new Highlight();
  for (const nodes of blocks.values()) {
    for (const [start, end] of window.guihua_text.matches(nodes.map((node) => node.data).join(""), runs)) {
      const range = new Range();
      range.setStart(...at(nodes, start));
      range.setEnd(...at(nodes, end - 1, 1));
      marks.add(range);
    }
  }
  CSS.highlights.set("guihua-found", marks);
  const folded = [...marks].map((range) => range.startContainer.parentElement.closest("details:not([open])")).filter(Boolean);
  if (folded.length === marks.size) folded.slice(0, 1).forEach((details) => (details.open = true));

  // The first match of a long clause may be off screen: it is scrolled into view after the browser has scrolled to the clause.
  const bring = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const first = [...marks].find((range) => !target || target.compareDocumentPosition(range.startContainer) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY));
    const place = first?.getBoundingClientRect();
    if (target && place && (place.bottom > innerHeight || place.top < 0)) scrollBy({ top: place.top - innerHeight / 3, behavior: "instant" });
  };
  if (document.readyState === "complete") bring();
  else addEventListener("load", () => setTimeout(bring));

  /** [text node, offset in it] for an offset in the concatenated text of the nodes. */
  function at(nodes, place, after = 0) {
    let left = place;
    for (const node of nodes) {
      if (left < node.length) return [node, left + after];
      left -= node.length;
    }
    const last = nodes[nodes.length - 1];
    return [last, last.length];
  }
})();
