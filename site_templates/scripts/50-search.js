// The search dialog of every page, and the search page. The link in the header works without any of this.

(() => {
  const { search, shown, choices, called, near, sites, warm, forget, KINDS } = window.guihua_search;
  const { found: places } = window.guihua_text;
  const SEARCH_PAGE = new URL("../search.html", document.currentScript.src);
  const IN_DIALOG = 8;
  const STEP = 10;
  const WAIT = 15;
  const WAIT_FOR_MORE = 400;
  const BEFORE = 18;
  const AROUND = 110;
  const LONGEST_TOLD = 40;
  const FACETS = { plan: "规划", unit: "单位", topic: "主题", year: "年份" };
  const COUNTERS = { p: "份", i: "个", u: "个", r: "个", d: "张表", t: "项", j: "个", c: "条", o: "页" };
  const HINTS = [
    "输入任何两个以上连着的字；几个词用空格隔开，要同时有。",
    "单位和指标的名称可以打拼音首字母，如 sjyj（市教育局）。",
    "繁体字、全角数字和字母也可以。",
  ];
  const LISTS = [["规划", "plans/index.html"], ["指标", "indicators/index.html"], ["单位", "units/index.html"]];

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  /** `text` with what was looked for marked; with `length`, only what stands around the first mark. */
  function marked(text, runs, length = Infinity) {
    const spans = places(text, runs);
    const first = spans[0]?.[0] ?? 0;
    const start = length === Infinity || first < BEFORE ? 0 : first - BEFORE;
    const end = Math.min(text.length, start + length);
    const made = document.createDocumentFragment();
    let at = start;
    if (start) made.append("…");
    for (const [from, to] of spans) {
      if (from < at || to > end) continue;
      made.append(text.slice(at, from), element("mark", { textContent: text.slice(from, to) }));
      at = to;
    }
    made.append(text.slice(at, end) + (end < text.length ? "…" : ""));
    return made;
  }

  /** The address of a result, with the words to mark where one lands. */
  function landing(url, runs) {
    const address = new URL(url);
    address.searchParams.set("mark", runs.join(" "));
    return address.href;
  }

  function row(result, runs) {
    const title = element("a", { href: landing(result.url, runs) });
    title.append(marked(result.title, runs));
    const line = element("p", { className: "gh-result__title" }, element("span", { className: "gh-tag", textContent: KINDS[result.kind] }), title);
    const where = [result.site, result.where].filter(Boolean).join(" · ");
    if (where) line.append(element("small", { textContent: where }));
    const rest = result.text.startsWith(result.title) ? result.text.slice(result.title.length) : result.text;
    const text = marked(rest.replace(/\n/g, "　").trim(), runs, AROUND);
    return element("li", { className: "gh-result" }, line, element("p", { className: "gh-result__text" }, text));
  }

  function counted(kinds) {
    return Object.keys(KINDS).filter((kind) => kinds[kind]).map((kind) => `${KINDS[kind]} ${kinds[kind]} ${COUNTERS[kind]}`).join("，");
  }

  /** What helps when nothing is found as it was typed: names that are like it; `lists` of everything. */
  async function help(query, lists) {
    const item = element("li", { className: "gh-result gh-nothing" });
    const like = await near(query);
    if (!like.length && !lists) return [];
    if (like.length) {
      const names = like.map((each) => element("li", {}, element("span", { className: "gh-tag", textContent: KINDS[each.kind] }), element("a", { href: each.url, textContent: each.title })));
      item.append(element("p", { textContent: "名称相近的有：" }), element("ul", {}, ...names));
    }
    if (lists) {
      const links = LISTS.flatMap(([name, path], at) => [at ? "、" : "", element("a", { href: new URL(path, SEARCH_PAGE).href, textContent: name })]);
      item.append(element("p", {}, "换个短一点的词，少打一个字，或从", ...links, "的目录里找。"));
    }
    return [item];
  }

  /** A single letter or digit stands nearly everywhere and is not looked for; a single Chinese character may be a word. */
  function lone(query) {
    if ([...query].length !== 1) return "";
    return query.codePointAt(0) < 0x2e80 ? "letter" : "character";
  }

  function told(query, found) {
    const asked = query.length > LONGEST_TOLD ? `${query.slice(0, LONGEST_TOLD)}…` : query;
    if (found.results.length) return `找到 ${found.results.length} 条`;
    return found.all.length ? `有“${asked}”，但都在筛选的范围之外。` : `没有找到“${asked}”。`;
  }

  /** Asks as one types, and shows only the last answer. `view` says what is asked and shows what came. */
  function wire(input, status, view) {
    let asked = 0;
    let timer = 0;
    const run = async () => {
      const query = input.value.trim();
      const mine = ++asked;
      if (!query || lone(query) === "letter") {
        status.textContent = query ? "请再输入一个字。" : "";
        view.clear();
        return;
      }
      try {
        const found = await search(query, view.filters());
        const rows = (await shown(found.results.slice(0, view.limit()))).map((each) => row(each, found.marked));
        if (found.reread || !found.all.length) rows.unshift(...(await help(query, !found.all.length)));
        if (mine !== asked) return;
        status.textContent = found.note + told(query, found);
        await view.show(query, found, rows);
      } catch {
        forget();
        if (mine !== asked) return;
        status.textContent = location.protocol === "file:" ? "直接从文件夹打开时不能搜索；放到网站上，或用本机服务器打开就可以。" : "搜索没有加载成功。网络好了以后，再输入一次就可以。";
      }
    };
    const soon = (event) => {
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(run, lone(input.value.trim()) ? WAIT_FOR_MORE : WAIT);
    };
    input.addEventListener("input", soon);
    input.addEventListener("compositionend", soon);
    for (const about of ["pointerdown", "keydown"]) input.addEventListener(about, warm, { once: true });
    return run;
  }

  function searchField(id) {
    return element("input", { id, type: "search", name: "q", autocomplete: "off", spellcheck: false, placeholder: "规划、指标、单位、条款里的任何词", enterKeyHint: "search" });
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

  function makePage(place) {
    const input = searchField("gh-page-q");
    const list = element("ol", { className: "gh-results" });
    const status = element("p", { className: "gh-status", role: "status" });
    const form = element("form", { role: "search", className: "gh-hero__search" });
    form.append(element("label", { htmlFor: input.id, textContent: "在规划、指标、单位和条款里找" }), input, element("button", { type: "submit", textContent: "搜索" }));
    const kinds = element("div", { className: "gh-kinds", hidden: true });
    kinds.setAttribute("role", "group");
    kinds.setAttribute("aria-label", "种类");
    const fields = element("div", { className: "gh-narrow__fields" });
    const narrow = element("details", { className: "gh-narrow", hidden: true }, element("summary", { textContent: "筛选" }), fields);
    const selects = Object.fromEntries([["site", "网站"], ...Object.entries(FACETS)].map(([name, title]) => {
      const select = element("select", { id: `gh-${name}` });
      fields.append(element("div", {}, element("label", { htmlFor: select.id, textContent: title }), select));
      return [name, select];
    }));
    selects.site.parentElement.hidden = true;
    const hints = element("ul", { className: "gh-hints" }, ...HINTS.map((textContent) => element("li", { textContent })));
    place.append(form, narrow, kinds, status, list, hints);

    const state = Object.fromEntries(["q", "kind", ...Object.keys(selects)].map((name) => [name, new URL(location.href).searchParams.get(name) ?? ""]));
    const chosen = () => Object.keys(selects).filter((name) => state[name]);
    let limit = STEP;

    const remember = () => {
      state.q = input.value.trim();
      const address = new URL(location.href);
      for (const [name, value] of Object.entries(state)) value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
      history.replaceState(null, "", address);
    };

    const fill = async (found) => {
      const offered = narrow.open || chosen().length ? await choices(found.results) : {};
      for (const [name, select] of Object.entries(selects)) {
        const options = name === "site" ? [...new Set(found.all.map((each) => each.site.name))].filter(Boolean).map((each) => ({ value: each, name: each })) : offered[name] ?? [];
        if (state[name] && !options.some((each) => each.value === state[name])) options.unshift({ value: state[name], name: await called(name, state[name]), count: 0 });
        select.replaceChildren(element("option", { value: "", textContent: "全部" }), ...options.map((each) => {
          const count = each.count === undefined ? "" : `（${each.count}）`;
          return element("option", { value: each.value, textContent: each.name + count });
        }));
        select.value = state[name];
      }
      narrow.open ||= chosen().length > 0;
    };

    const view = {
      limit: () => limit,
      filters: () => state,
      clear() {
        list.replaceChildren();
        hints.hidden = false;
        kinds.hidden = narrow.hidden = true;
      },
      async show(_query, found, rows) {
        const total = Object.values(found.kinds).reduce((sum, each) => sum + each, 0);
        const buttons = [["", "全部", total], ...Object.keys(KINDS).map((kind) => [kind, KINDS[kind], found.kinds[kind] ?? 0])]
          .filter(([kind, , count]) => count || kind === state.kind)
          .map(([kind, name, count]) => {
            const button = element("button", { type: "button" }, name, element("small", { textContent: count }));
            button.setAttribute("aria-pressed", String(kind === state.kind));
            button.addEventListener("click", () => choose("kind", kind));
            return button;
          });
        const focused = kinds.contains(document.activeElement);
        kinds.replaceChildren(...buttons);
        if (focused) kinds.querySelector("[aria-pressed=true]")?.focus();
        kinds.hidden = !total && !state.kind;
        narrow.hidden = !found.all.length;
        hints.hidden = true;
        list.replaceChildren(...rows);
        if (!found.results.length && found.all.length) list.replaceChildren(unfiltered());
        if (found.results.length > limit) list.append(further(found.results.length));
        await fill(found);
      },
    };
    const run = wire(input, status, view);

    const choose = (name, value) => {
      state[name] = value;
      limit = STEP;
      remember();
      run();
    };

    const unfiltered = () => {
      const button = element("button", { type: "button", className: "md-button", textContent: "去掉筛选" });
      button.addEventListener("click", () => {
        for (const name of ["kind", ...Object.keys(selects)]) state[name] = "";
        choose("kind", "");
        input.focus();
      });
      return element("li", { className: "gh-result" }, button);
    };

    const further = (count) => {
      const button = element("button", { type: "button", className: "md-button", textContent: `再看 ${Math.min(STEP, count - limit)} 条` });
      button.addEventListener("click", async () => {
        const before = limit;
        limit += STEP;
        await run();
        list.children[before]?.querySelector("a")?.focus();
      });
      return element("li", { className: "gh-result" }, button);
    };

    for (const [name, select] of Object.entries(selects)) select.addEventListener("change", () => choose(name, select.value));
    narrow.addEventListener("toggle", () => narrow.open && run());
    const typed = (event) => {
      if (event.isComposing) return;
      limit = STEP;
      remember();
    };
    input.addEventListener("input", typed);
    input.addEventListener("compositionend", typed);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      remember();
      run();
    });
    sites().then((all) => (selects.site.parentElement.hidden = all.length < 2), () => {});
    input.value = state.q;
    if (input.value) run();
    else input.focus();
  }

  const place = document.getElementById("gh-search-page");
  if (place) makePage(place);

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
