// The explorer's page: facets, rows and downloads. Its whole state is in the query string, so that a view can be shared.

(() => {
  const place = document.getElementById("gh-explorer");
  const facts = window.guihua_explorer;
  if (!place || !facts) return;

  const STEP = 60;
  const MANY = 12;
  const WAIT = 120;
  const NARROW = matchMedia("(max-width: 59.99em)");
  const data = guihuaExplorerData(facts);
  const downloads = guihuaDownloads(facts, data.read, facts.base || location.href);
  const sortable = facts.shown.filter((column) => column.sort);

  function element(tag, properties = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.includes("-") || name === "role" || name === "for") made.setAttribute(name, value);
      else made[name] = value;
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  // State and address

  function fromAddress() {
    const asked = new URL(location.href).searchParams;
    const chosen = {};
    for (const facet of facts.facets) {
      const values = facet.kind === "years" ? [asked.get(`${facet.name}_from`) ?? "", asked.get(`${facet.name}_to`) ?? ""] : asked.getAll(facet.name);
      if (facet.kind === "years" ? values.some(Boolean) : values.length) chosen[facet.name] = values;
    }
    const sort = asked.get("sort") ?? "";
    return { q: asked.get("q") ?? "", chosen, sort: sortable.some((column) => column.sort === sort.replace(/^-/, "")) ? sort : "" };
  }

  function toAddress() {
    const address = new URL(location.href);
    address.search = "";
    if (state.q.trim()) address.searchParams.set("q", state.q.trim());
    for (const facet of facts.facets) {
      const values = state.chosen[facet.name] ?? [];
      if (facet.kind === "years") {
        if (values[0]) address.searchParams.set(`${facet.name}_from`, values[0]);
        if (values[1]) address.searchParams.set(`${facet.name}_to`, values[1]);
      } else for (const value of values) address.searchParams.append(facet.name, value);
    }
    if (state.sort) address.searchParams.set("sort", state.sort);
    return address;
  }

  let state = fromAddress();
  let rows = [];
  let shownRows = 0;

  /** Merges a change into the state, and updates the address and the page. */
  function change(part) {
    state = { ...state, ...part };
    history.replaceState(null, "", toAddress());
    refresh();
  }

  function choose(name, values) {
    const chosen = { ...state.chosen };
    if (values.length && values.some((value) => value !== undefined)) chosen[name] = values;
    else delete chosen[name];
    change({ chosen });
  }

  // Filters

  /** Options are created and counted lazily: a closed facet costs nothing. */
  function choiceFacet(facet) {
    const known = new Map(facet.labels);
    const chosen = () => state.chosen[facet.name] ?? [];
    const list = element("ul");
    const finder = known.size > MANY ? element("input", { type: "search", className: "gh-x__find", placeholder: `找${facet.title}`, "aria-label": `在“${facet.title}”的选项里找`, autocomplete: "off" }) : null;
    const mark = element("span", { className: "gh-x__chosen" });
    const body = element("details", { className: "gh-x__facet", open: chosen().length > 0 }, element("summary", {}, facet.title, mark), element("fieldset", {}, element("legend", { className: "gh-hidden", textContent: facet.title }), finder, list));
    const options = new Map();
    function option(value) {
      const box = element("input", { type: "checkbox", value });
      const count = element("span", { className: "gh-x__count" });
      const name = known.get(value) ?? value;
      const item = element("li", {}, element("label", {}, box, element("span", { textContent: name }), count));
      box.addEventListener("change", () => choose(facet.name, box.checked ? [...chosen(), value] : chosen().filter((other) => other !== value)));
      return { value, name, box, count, item };
    }
    function update() {
      mark.textContent = chosen().length || "";
      if (!body.open) return;
      const counts = data.counts(facet.name);
      const wanted = finder?.value.trim() ?? "";
      if (!options.size) {
        const values = [...known.keys()];
        if (known.size > MANY) values.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
        for (const value of values) options.set(value, option(value));
      }
      for (const value of chosen()) if (!options.has(value)) options.set(value, option(value));
      if (list.childElementCount < options.size) list.append(...[...options.values()].map((entry) => entry.item));
      for (const entry of options.values()) {
        const count = counts.get(entry.value) ?? 0;
        entry.box.checked = chosen().includes(entry.value);
        entry.count.textContent = count;
        entry.item.hidden = !entry.box.checked && (!count || !entry.name.includes(wanted));
      }
    }
    finder?.addEventListener("input", update);
    body.addEventListener("toggle", update);
    return { body, update, labelOf: (value) => known.get(value) ?? value };
  }

  function yearsFacet(facet) {
    const years = [...data.counts(facet.name).keys()].filter(Boolean).sort();
    const bound = (title, end) => {
      const select = element("select", { "aria-label": `${facet.title}，${title}` }, element("option", { value: "", textContent: "不限" }), ...years.map((year) => element("option", { value: year, textContent: `${year}年` })));
      select.addEventListener("change", () => {
        const values = [...(state.chosen[facet.name] ?? ["", ""])];
        values[end] = select.value;
        choose(facet.name, values.some(Boolean) ? values : []);
      });
      return { select, label: element("label", {}, title, select) };
    };
    const [from, to] = [bound("从", 0), bound("到", 1)];
    const mark = element("span", { className: "gh-x__chosen" });
    const open = Boolean(state.chosen[facet.name]);
    const body = element("details", { className: "gh-x__facet", open }, element("summary", {}, facet.title, mark), element("fieldset", { className: "gh-x__years" }, element("legend", { className: "gh-hidden", textContent: facet.title }), from.label, to.label));
    function update() {
      const values = state.chosen[facet.name] ?? ["", ""];
      for (const [select, value] of [[from.select, values[0]], [to.select, values[1]]]) {
        if (value && ![...select.options].some((option) => option.value === value)) select.append(element("option", { value, textContent: `${value}年` }));
        select.value = value;
      }
      mark.textContent = values.some(Boolean) ? "✓" : "";
    }
    return { body, update };
  }

  const facets = facts.facets.map((facet) => ({ facet, ...(facet.kind === "years" ? yearsFacet(facet) : choiceFacet(facet)) }));

  const field = element("input", { id: "gh-x-q", type: "search", value: state.q, autocomplete: "off", enterKeyHint: "search", placeholder: "名称、单位、文号" });
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => change({ q: field.value }), WAIT);
  });

  const order = element("select", { id: "gh-x-sort" }, element("option", { value: "", textContent: "原文次序" }), ...sortable.flatMap((column) => [
    element("option", { value: column.sort, textContent: `${column.title} ↑` }),
    element("option", { value: `-${column.sort}`, textContent: `${column.title} ↓` }),
  ]));
  order.addEventListener("change", () => change({ sort: order.value }));

  const chosenMark = element("span", { className: "gh-x__chosen" });
  const panel = element("details", { className: "gh-x__panel", open: !NARROW.matches }, element("summary", {}, "筛选", chosenMark), ...facets.map((facet) => facet.body));
  NARROW.addEventListener("change", () => { panel.open = !NARROW.matches; });
  const form = element("form", { className: "gh-x__filters", role: "search", "aria-label": "筛选" },
    element("label", { for: field.id, className: "gh-x__label", textContent: "在表里找" }), field,
    element("div", { className: "gh-x__order" }, element("label", { for: order.id, className: "gh-x__label", textContent: "排列" }), order),
    panel);
  form.addEventListener("submit", (event) => event.preventDefault());

  // What is chosen, and what can be done with it

  function words() {
    const conditions = [];
    if (state.q.trim()) conditions.push({ text: `“${state.q.trim()}”`, clear: () => { field.value = ""; change({ q: "" }); } });
    for (const { facet, labelOf } of facets) {
      const values = state.chosen[facet.name];
      if (!values) continue;
      if (facet.kind === "years") {
        const [from, to] = values;
        conditions.push({ text: `${facet.title}：${from ? `${from}年起` : ""}${from && to ? "，" : ""}${to ? `到 ${to}年` : ""}`, clear: () => choose(facet.name, []) });
      } else for (const value of values) conditions.push({ text: `${facet.title}：${labelOf(value)}`, clear: () => choose(facet.name, values.filter((other) => other !== value)) });
    }
    return conditions;
  }

  const status = element("p", { className: "gh-status", role: "status" });
  const chips = element("p", { className: "gh-x__chips" });
  const about = () => [
    ["内容", `${facts.title}：${status.textContent}`],
    ["筛选", words().map((condition) => condition.text).join("；") || "没有筛选"],
    ["这个视图", facts.base ? new URL(toAddress().search, facts.base).href : toAddress().href],
    ...facts.about,
  ];
  const action = (text, done) => {
    const button = element("button", { type: "button", className: "gh-x__action", textContent: text });
    button.addEventListener("click", async () => {
      try {
        const said = await done();
        if (said) button.textContent = said;
      } catch {
        button.textContent = "没有做成，请重试";
      }
      setTimeout(() => { button.textContent = text; }, 2000);
    });
    return button;
  };
  const tools = element("div", { className: "gh-x__tools" },
    action("下载 CSV", () => downloads.csv(rows)),
    action("下载 Excel", () => downloads.xlsx(rows, about())),
    action("复制本视图链接", async () => { await navigator.clipboard.writeText(toAddress().href); return "已复制"; }));

  // Rows

  const heads = facts.shown.map((column) => {
    if (!column.sort) return element("th", { scope: "col", role: "columnheader", className: column.css, textContent: column.title });
    const button = element("button", { type: "button", textContent: column.title });
    button.addEventListener("click", () => change({ sort: state.sort === column.sort ? `-${column.sort}` : state.sort === `-${column.sort}` ? "" : column.sort }));
    return element("th", { scope: "col", role: "columnheader", className: column.css }, button);
  });
  const body = element("tbody", { role: "rowgroup" });
  const table = element("table", { className: "gh-x__table", role: "table" },
    element("caption", { className: "gh-hidden", textContent: facts.title }),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...heads)), body);
  const scroller = element("div", { className: "gh-scroll", role: "region", "aria-label": facts.title, tabIndex: 0 }, table);
  const further = element("button", { type: "button", className: "gh-x__further" });
  further.addEventListener("click", () => {
    const next = shownRows;
    append();
    body.children[next]?.querySelector("a")?.focus({ preventScroll: true });
  });
  const empty = element("p", { className: "gh-empty", hidden: true }, "没有符合全部条件的。", element("button", { type: "button", className: "gh-x__action", textContent: "清除全部条件" }));
  empty.querySelector("button").addEventListener("click", clearAll);

  function clearAll() {
    field.value = "";
    change({ q: "", chosen: {} });
  }

  function cell(row, spec, first) {
    const text = data.read[spec.text](row);
    const made = element(first ? "th" : "td", { className: spec.css, role: first ? "rowheader" : "cell" });
    if (first) made.scope = "row";
    made.append(spec.href ? element("a", { href: data.read[spec.href](row), textContent: text }) : text);
    for (const name of spec.small) {
      const small = data.read[name](row);
      if (small) made.append(element("small", { textContent: small }));
    }
    return made;
  }

  function append() {
    const more = rows.slice(shownRows, shownRows + STEP);
    body.append(...more.map((row) => element("tr", { role: "row" }, ...facts.shown.map((spec, number) => cell(row, spec, number === 0)))));
    shownRows += more.length;
    const left = rows.length - shownRows;
    further.hidden = !left;
    further.textContent = `再看 ${Math.min(STEP, left)} 行（还有 ${left} 行）`;
  }

  function refresh() {
    rows = data.apply(state);
    for (const facet of facets) facet.update();
    const conditions = words();
    chosenMark.textContent = conditions.length - (state.q.trim() ? 1 : 0) || "";
    status.textContent = conditions.length ? `筛出 ${rows.length} ${facts.item}，共 ${data.count} ${facts.item}` : `共 ${data.count} ${facts.item}`;
    chips.replaceChildren(...conditions.map(({ text, clear }) => {
      const button = element("button", { type: "button", className: "gh-x__chip", "aria-label": `去掉条件 ${text}` }, text, element("span", { "aria-hidden": "true", textContent: "×" }));
      button.addEventListener("click", () => { clear(); (chips.querySelector("button") ?? field).focus(); });
      return button;
    }));
    if (conditions.length > 1) {
      const all = element("button", { type: "button", className: "gh-x__action", textContent: "全部清除" });
      all.addEventListener("click", () => { clearAll(); field.focus(); });
      chips.append(all);
    }
    order.value = state.sort;
    facts.shown.forEach((column, number) => {
      const direction = column.sort && state.sort === column.sort ? "ascending" : column.sort && state.sort === `-${column.sort}` ? "descending" : "";
      if (direction) heads[number].setAttribute("aria-sort", direction);
      else heads[number].removeAttribute("aria-sort");
    });
    body.replaceChildren();
    shownRows = 0;
    scroller.hidden = !rows.length;
    empty.hidden = rows.length > 0;
    append();
  }

  window.addEventListener("popstate", () => {
    state = fromAddress();
    field.value = state.q;
    refresh();
  });
  place.append(form, element("div", { className: "gh-x__result" }, status, chips, tools, scroller, empty, further));
  refresh();
})();
