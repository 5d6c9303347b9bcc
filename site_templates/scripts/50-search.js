// The search dialog of every page, and the search page. The link in the header works without any of this.

(() => {
  const { search, shown } = window.guihua_search;
  const KINDS = { home: "首页", plan: "规划", indicator: "指标", unit: "单位", region: "地区", data: "数据", index: "目录", page: "页面" };
  const SEARCH_PAGE = new URL("../search.html", document.currentScript.src);
  const IN_DIALOG = 8;
  const STEP = 20;
  const WAIT = 120;

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  /** An excerpt's text and marks, and nothing else that its HTML might hold. */
  function excerpt(html) {
    const parsed = new DOMParser().parseFromString(html, "text/html").body;
    const line = element("p", { className: "gh-result__text" });
    for (const node of parsed.childNodes) {
      line.append(node.nodeName === "MARK" ? element("mark", { textContent: node.textContent }) : node.textContent);
    }
    return line;
  }

  function row(result) {
    const item = element("li", { className: "gh-result" });
    const title = element("a", { href: result.url, textContent: result.title });
    item.append(element("p", { className: "gh-result__title" }, element("span", { className: "gh-tag", textContent: KINDS[result.kind] ?? "页面" }), title));
    item.append(excerpt(result.excerpt));
    if (result.places.length) {
      const places = element("p", { className: "gh-result__places" });
      for (const place of result.places) places.append(element("a", { href: place.url, textContent: place.title }));
      item.append(places);
    }
    return item;
  }

  /** Wires an input to a list. `limit` results are shown, then `more(query)` decides what stands below them. */
  function wire(input, list, status, limit, more) {
    let asked = 0;
    let timer = 0;
    const run = async () => {
      const query = input.value.trim();
      const mine = ++asked;
      if (!query) {
        list.replaceChildren();
        status.textContent = "";
        return;
      }
      try {
        const found = await search(query);
        const rows = await shown(found.results.slice(0, limit()), query);
        if (mine !== asked) return;
        list.replaceChildren(...rows.map(row), ...more(query, found.count));
        status.textContent = found.count
          ? `找到 ${found.count} 页`
          : `没有找到“${query}”。换个短一点的词试试，或看看指标和单位的目录。`;
      } catch {
        status.textContent =
          location.protocol === "file:" ? "直接从文件夹打开时不能搜索；放到网站上，或用本机服务器打开就可以。" : "搜索没有加载成功，请刷新再试。";
      }
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(run, WAIT);
    });
    return run;
  }

  function searchField(id) {
    return element("input", { id, type: "search", name: "q", autocomplete: "off", placeholder: "规划、指标、单位、条款里的任何词", enterKeyHint: "search" });
  }

  function makeDialog() {
    const input = searchField("gh-dialog-q");
    const list = element("ol", { className: "gh-results" });
    const status = element("p", { className: "gh-status", role: "status" });
    const close = element("button", { type: "button", className: "gh-close", textContent: "关闭" });
    const form = element("form", { method: "get", action: SEARCH_PAGE.href, role: "search" });
    form.append(element("label", { htmlFor: input.id, className: "gh-hidden", textContent: "搜索" }), input, close);
    const dialog = element("dialog", { className: "gh-dialog md-typeset" }, form, status, list);
    dialog.setAttribute("aria-label", "搜索");
    const all = (query, count) =>
      count > IN_DIALOG
        ? [element("li", { className: "gh-result" }, element("a", { href: `${SEARCH_PAGE.href}?q=${encodeURIComponent(query)}`, textContent: `查看全部 ${count} 页` }))]
        : [];
    wire(input, list, status, () => IN_DIALOG, all);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("keydown", (event) => arrows(event, input, list));
    document.body.append(dialog);
    return { dialog, input };
  }

  /** ↓ and ↑ walk through the results, from the field and back to it. */
  function arrows(event, input, list) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = [...list.querySelectorAll(".gh-result > a, .gh-result__title a")];
    if (!links.length) return;
    event.preventDefault();
    const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? input : links[Math.min(next, links.length - 1)]).focus();
  }

  function makePage(place) {
    const input = searchField("gh-page-q");
    const list = element("ol", { className: "gh-results" });
    const status = element("p", { className: "gh-status", role: "status" });
    const form = element("form", { role: "search", className: "gh-hero__search" });
    form.append(element("label", { htmlFor: input.id, textContent: "在规划、指标、单位和条款里找" }), input, element("button", { type: "submit", textContent: "搜索" }));
    place.append(form, status, list);
    let limit = STEP;
    const remember = () => {
      const address = new URL(location.href);
      if (input.value.trim()) address.searchParams.set("q", input.value.trim());
      else address.searchParams.delete("q");
      history.replaceState(null, "", address);
    };
    const further = (_query, count) => {
      if (count <= limit) return [];
      const button = element("button", { type: "button", className: "md-button", textContent: `再看 ${Math.min(STEP, count - limit)} 页` });
      button.addEventListener("click", () => {
        limit += STEP;
        run();
      });
      return [element("li", { className: "gh-result" }, button)];
    };
    const run = wire(input, list, status, () => limit, further);
    input.addEventListener("input", () => {
      limit = STEP;
      remember();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      remember();
      run();
    });
    input.value = new URL(location.href).searchParams.get("q") ?? "";
    if (input.value) run();
    else input.focus();
  }

  const place = document.getElementById("gh-search-page");
  if (place) makePage(place);

  let open = null;
  function show() {
    open ??= makeDialog();
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
