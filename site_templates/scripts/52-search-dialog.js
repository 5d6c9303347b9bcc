// The search dialog of every page. The link in the header works without it; on the search page the field takes its place.

(() => {
  const { warm } = window.guihua_search;
  const { SEARCH_PAGE, element, counted, wire, searchField } = window.guihua_results;
  const IN_DIALOG = 8;

  function makeDialog() {
    const input = searchField("gh-dialog-q");
    const list = element("ol", { className: "gh-results" });
    const status = element("p", { className: "gh-status", role: "status" });
    const close = element("button", { type: "button", className: "gh-close", textContent: "关闭" });
    const form = element("form", { method: "get", action: SEARCH_PAGE.href, role: "search" });
    form.append(element("label", { htmlFor: input.id, className: "gh-hidden", textContent: "搜索" }), input, close);
    const dialog = element("dialog", { className: "gh-dialog md-typeset" }, form, status, list);
    dialog.setAttribute("aria-label", "搜索");
    wire(input, status, {
      limit: () => IN_DIALOG,
      filters: () => ({}),
      clear: () => list.replaceChildren(),
      show(query, found, rows) {
        list.replaceChildren(...rows);
        if (found.results.length <= IN_DIALOG) return;
        status.textContent += `：${counted(found.kinds)}`;
        const address = `${SEARCH_PAGE.href}?q=${encodeURIComponent(query)}`;
        list.append(element("li", { className: "gh-result" }, element("a", { href: address, textContent: `查看全部 ${found.results.length} 条` })));
      },
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("keydown", (event) => arrows(event, input, list));
    document.body.append(dialog);
    return { dialog, input };
  }

  /** ↓ and ↑ walk through the results, from the field and back to it. */
  function arrows(event, input, list) {
    if (event.isComposing || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    const links = [...list.querySelectorAll(".gh-result > a, .gh-result__title a, .gh-nothing a")];
    if (!links.length) return;
    event.preventDefault();
    const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? input : links[Math.min(next, links.length - 1)]).focus();
  }

  const place = document.getElementById("gh-search-page");
  let open = null;
  function show() {
    open ??= makeDialog();
    warm();
    if (!open.dialog.open) open.dialog.showModal();
    open.input.focus();
    open.input.select();
  }

  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !k) return;
    event.preventDefault();
    if (place) place.querySelector("input").focus();
    else show();
  });
  for (const link of document.querySelectorAll("[data-gh-search]")) {
    link.addEventListener("click", (event) => {
      if (place || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show();
    });
  }
})();
