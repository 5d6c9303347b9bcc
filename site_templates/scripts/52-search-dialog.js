// The search dialog of every page. The link in the header works without it; on the search page the field takes its place.

(() => {
  const { warm } = window.guihua_search;
  const { SEARCH_PAGE, element, counted, wire, arrows, hints, searchField } = window.guihua_results;
  const IN_DIALOG = 8;
  const COMPOSED = ["、", "Process"]; // what the key of the slash says while a Chinese input method is on

  function makeDialog() {
    const input = searchField("gh-dialog-q");
    const list = element("ol", { className: "gh-results" });
    const status = element("p", { className: "gh-status", role: "status" });
    const advice = hints();
    const close = element("button", { type: "button", className: "gh-close", textContent: "关闭" });
    const form = element("form", { method: "get", action: SEARCH_PAGE.href, role: "search" });
    form.append(element("label", { htmlFor: input.id, className: "gh-hidden", textContent: "搜索" }), input, close);
    const dialog = element("dialog", { className: "gh-dialog md-typeset" }, form, status, list, advice);
    dialog.setAttribute("aria-label", "搜索");
    const run = wire(input, status, {
      limit: () => IN_DIALOG,
      filters: () => ({}),
      clear() {
        list.replaceChildren();
        advice.hidden = false;
      },
      show(query, found, rows) {
        advice.hidden = true;
        list.replaceChildren(...rows);
        if (found.results.length <= IN_DIALOG) return;
        status.textContent += `：${counted(found.kinds)}`;
        const address = `${SEARCH_PAGE.href}?q=${encodeURIComponent(query)}`;
        list.append(element("li", { className: "gh-result" }, element("a", { href: address, textContent: `查看全部 ${found.results.length} 条` })));
      },
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => isOutside(dialog, event) && dialog.close());
    dialog.addEventListener("keydown", (event) => arrows(event, input, list));
    document.body.append(dialog);
    list.addEventListener("click", () => history.replaceState({ ...history.state, asked: input.value }, ""));
    dialog.addEventListener("close", () => history.replaceState({ ...history.state, asked: "" }, ""));
    return { dialog, input, run };
  }

  function isOutside(dialog, { target, clientX: x, clientY: y }) {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    return target === dialog && (x < left || x > right || y < top || y > bottom);
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
    const slash = (event.key === "/" || (event.code === "Slash" && COMPOSED.includes(event.key))) && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
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

  // Who comes back from a result finds the dialog as it was.
  const { asked } = history.state ?? {};
  if (asked && performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
    show();
    open.input.value = asked;
    open.run();
  }
})();
