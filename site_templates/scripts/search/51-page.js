// The search page, as `window.guihua_search_page`: results by kind with filters; its state is in the URL. The input is static
// HTML, and ../40-search.js hands it over with what the user has typed while this script was loading.

window.guihua_search_page = (() => {
  const { choices, called, sites, KINDS } = window.guihua_search;
  const { AT_FIRST, element, wire, arrows, hints } = window.guihua_results;
  const STEP = 10;
  const FACETS = { plan: "规划", unit: "单位", topic: "主题", year: "年份" };

  function makePage(place) {
    const form = place.querySelector("form");
    const input = form.querySelector("input");
    const status = place.querySelector(".gh-status");
    const list = element("ol", { className: "gh-results" });
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
    const advice = hints();
    form.after(narrow, kinds);
    place.append(list, advice);

    const state = Object.fromEntries(["q", "kind", ...Object.keys(selects)].map((name) => [name, new URL(location.href).searchParams.get(name) ?? ""]));
    const chosen = () => Object.keys(selects).filter((name) => state[name]);
    const left = history.state?.results; // the state of the page when a result was followed
    let limit = left?.limit ?? STEP;

    const remember = () => {
      state.q = input.value.trim();
      const address = new URL(location.href);
      for (const [name, value] of Object.entries(state)) value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
      history.replaceState({ ...history.state, results: null }, "", address);
    };

    const fill = async (answer) => {
      selects.site.parentElement.hidden = (await sites()).length < 2;
      const offered = narrow.open || chosen().length ? await choices(answer.all, state) : {};
      for (const [name, select] of Object.entries(selects)) {
        const options = name === "site" ? [...new Set(answer.all.map((result) => result.site.name))].filter(Boolean).map((site) => ({ value: site, name: site })) : offered[name] ?? [];
        if (state[name] && !options.some((option) => option.value === state[name])) options.unshift({ value: state[name], name: await called(name, state[name]), count: 0 });
        select.replaceChildren(element("option", { value: "", textContent: "全部" }), ...options.map((option) => {
          const count = option.count === undefined ? "" : `（${option.count}）`;
          return element("option", { value: option.value, textContent: option.name + count });
        }));
        select.value = state[name];
      }
      narrow.open ||= chosen().length > 0;
    };

    const view = {
      limit: () => limit,
      atFirst: () => (limit > STEP || left ? limit : AT_FIRST),
      filters: () => state,
      clear() {
        list.replaceChildren();
        advice.hidden = false;
        kinds.hidden = narrow.hidden = true;
      },
      async show(_query, answer, rows) {
        const total = Object.values(answer.kinds).reduce((sum, count) => sum + count, 0);
        const buttons = [["", "全部", total], ...Object.keys(KINDS).map((kind) => [kind, KINDS[kind], answer.kinds[kind] ?? 0])]
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
        narrow.hidden = !answer.all.length;
        advice.hidden = true;
        list.replaceChildren(...rows);
        if (!answer.results.length && answer.all.length) list.replaceChildren(unfiltered());
        if (answer.results.length > limit) list.append(further(answer.results.length));
        await fill(answer).catch(() => {}); // results are shown even if the facets failed to load
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
    if (input.value.trim() !== state.q.trim()) remember();
    list.addEventListener("click", () => history.replaceState({ ...history.state, results: { limit, top: scrollY } }, ""));
    place.addEventListener("keydown", (event) => arrows(event, input, list));
    if (input.value) run().then(() => left && scrollTo({ top: left.top, behavior: "instant" }));
    else if (chosen().length) status.textContent = "输入要找的词，就在选定的范围里找。";
  }

  return makePage;
})();
