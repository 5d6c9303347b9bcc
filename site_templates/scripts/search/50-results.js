// The view of results, as `window.guihua_results`: rows with snippets, counts, suggestions, and search as you type.

window.guihua_results = (() => {
  const { search, shown, near, warm, forget, KINDS } = window.guihua_search;
  const { matches } = window.guihua_text;
  const SEARCH_PAGE = new URL("../search.html", document.currentScript.src);
  const WAIT = 15;
  const SLOW = 400;
  const BEFORE = 18;
  const SENTENCE = 40;
  const AROUND = 110;
  const AT_FIRST = 3; // results that are shown at first; more are loaded when they would be seen
  const TITLE = 48; // pixels that the title of the next result would take
  const FEW = 3; // results of a guess; where it has fewer, names that are near are shown as well
  const LONGEST_TOLD = 40;
  const FACTS = /^\s*[^\n。，：；]*[A-Za-z]{3}[^\n。，：；]*\n/; // topic and English name, below the title
  const COUNTERS = { p: "份", i: "个", u: "个", r: "个", d: "张表", t: "项", j: "个", c: "条", o: "页" };
  const HINTS = [
    "输入任何两个以上连着的字；几个词用空格隔开，要同时有。",
    "单位和指标可以打简称，如 市卫健委，也可以打拼音首字母，如 sjyj（市教育局）。",
    "繁体字、全角数字和字母也可以。",
  ];
  const LISTS = [["规划", "plans/index.html"], ["指标", "indicators/index.html"], ["单位", "units/index.html"]];

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  /** The start offset of a snippet around `place`: the beginning of its sentence or line if near, else shortly before. */
  function opening(text, place) {
    const before = text.slice(Math.max(0, place - SENTENCE), place);
    const read = before.match(/[。；！？\n](?=[^。；！？\n]*$)/);
    if (read) return place - before.length + read.index + 1;
    return place < BEFORE ? 0 : place - BEFORE;
  }

  /** `text` with the matches highlighted; with `length`, only a snippet around the first match. */
  function marked(text, runs, length = Infinity) {
    const spans = matches(text, runs);
    const start = length === Infinity ? 0 : opening(text, spans[0]?.[0] ?? 0);
    const end = Math.min(text.length, start + length);
    const made = document.createDocumentFragment();
    const say = (some) => some.replace(/\n/g, "　");
    let at = start;
    if (start) made.append("…");
    for (const [from, to] of spans) {
      if (from < at || to > end) continue;
      made.append(say(text.slice(at, from)), element("mark", { textContent: say(text.slice(from, to)) }));
      at = to;
    }
    made.append(say(text.slice(at, end)) + (end < text.length ? "…" : ""));
    return made;
  }

  /** The URL of a result, with the words to highlight on the page in the query string. */
  function landing(url, runs) {
    const address = new URL(url);
    if (runs.length) address.searchParams.set("mark", runs.join(" "));
    return address.href;
  }

  function row(result, runs) {
    const title = element("a", { href: landing(result.url, runs) });
    title.append(marked(result.title, runs));
    const line = element("p", { className: "gh-result__title" }, element("span", { className: "gh-tag", textContent: KINDS[result.kind] }), title);
    const where = [result.site, result.where].filter(Boolean).join(" · ");
    if (where) line.append(element("small", { textContent: where }));
    const rest = result.text.startsWith(result.title) ? result.text.slice(result.title.length) : result.text;
    const facts = rest.match(FACTS)?.[0] ?? "";
    const text = marked((matches(facts, runs).length ? rest : rest.slice(facts.length)).trim(), runs, AROUND);
    return element("li", { className: "gh-result" }, line, element("p", { className: "gh-result__text" }, text));
  }

  function counted(kinds) {
    return Object.keys(KINDS).filter((kind) => kinds[kind]).map((kind) => `${KINDS[kind]} ${kinds[kind]} ${COUNTERS[kind]}`).join("，");
  }

  /** Suggestions when nothing matches literally: similar names, and with `lists` the links to the indexes of the site. */
  async function help(query, lists) {
    const item = element("li", { className: "gh-result gh-nothing" });
    const like = await near(query);
    if (!like.length && !lists) return [];
    if (like.length) {
      const names = like.map((result) => element("li", {}, element("span", { className: "gh-tag", textContent: KINDS[result.kind] }), element("a", { href: result.url, textContent: result.title })));
      item.append(element("p", { textContent: "名称相近的有：" }), element("ul", {}, ...names));
    }
    if (lists) {
      const links = LISTS.flatMap(([name, path], at) => [at ? "、" : "", element("a", { href: new URL(path, SEARCH_PAGE).href, textContent: name })]);
      item.append(element("p", {}, "换个短一点的词，少打一个字，或从", ...links, "的目录里找。"));
    }
    return [item];
  }

  /** Whether the query is a single letter or digit, too short to search for; a single Chinese character may be a word. */
  function begun(query) {
    return [...query].length === 1 && query.codePointAt(0) < 0x2e80;
  }

  function told(query, answer) {
    const asked = query.length > LONGEST_TOLD ? `${query.slice(0, LONGEST_TOLD)}…` : query;
    if (answer.results.length) return `找到 ${answer.results.length} 条`;
    return answer.all.length ? `有“${asked}”，但都在筛选的范围之外。` : `没有找到“${asked}”。`;
  }

  /** Search as you type: debounced, and stale answers are dropped. `view` has the filters and shows the results. */
  function wire(input, status, view) {
    let asked = 0;
    let timer = 0;
    const run = async ({ isAgain = false } = {}) => {
      const query = input.value.trim();
      const mine = ++asked;
      if (!query || begun(query)) {
        status.textContent = query ? "请再输入一个字。" : "";
        view.clear();
        return;
      }
      const sign = setTimeout(() => mine === asked && (status.textContent = "正在搜索…"), SLOW);
      try {
        const answer = await search(query, view.filters());
        const listed = async (first, end) => (await shown(answer.results.slice(first, end))).map((result) => row(result, answer.marked));
        const rows = await listed(0, view.atFirst());
        const more = (last, first) => {
          const end = Math.min(view.limit(), answer.results.length);
          if (!last || first >= end) return;
          onceSeen(last, async (room) => {
            const next = await listed(first, Math.min(end, first + room));
            last.after(...next);
            more(next.at(-1) ?? last, first + room);
          });
        };
        const last = rows.at(-1);
        if (!answer.all.length || (answer.reread && rows.length < FEW)) rows.unshift(...(await help(query, !answer.all.length)));
        if (mine !== asked) return;
        status.textContent = answer.note + told(query, answer);
        await view.show(query, answer, rows);
        more(last, view.atFirst());
      } catch (failure) {
        forget();
        if (mine !== asked) return;
        if (failure.isGone && !isAgain) return run({ isAgain: true }); // another build has taken the place of the one that was open
        view.clear();
        status.textContent = location.protocol === "file:" ? "直接从文件夹打开时不能搜索；放到网站上，或用本机服务器打开就可以。" : "搜索没有加载成功。网络好了以后，再输入一次就可以。";
      } finally {
        clearTimeout(sign);
      }
    };
    const soon = (event) => {
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(() => run(), WAIT);
    };
    input.addEventListener("input", soon);
    input.addEventListener("compositionend", soon);
    for (const about of ["pointerdown", "keydown"]) input.addEventListener(about, warm, { once: true });
    return run;
  }

  /**
   * Calls `act` when the title of the next row would be in view, with the number of rows as high as this one of which that is so; a
   * failure is like the end of the list.
   */
  function onceSeen(row, act) {
    const end = element("span");
    const observer = new IntersectionObserver(([seen]) => {
      if (!seen.isIntersecting) return;
      observer.disconnect();
      end.remove();
      const { bottom, height } = row.getBoundingClientRect();
      act(Math.max(1, Math.ceil((innerHeight - TITLE - bottom) / height))).catch(() => {});
    }, { rootMargin: `0px 0px -${TITLE}px` });
    row.append(end);
    observer.observe(end);
  }

  /** The keys ↓ and ↑ move the focus through the results, from the input and back to it. */
  function arrows(event, input, list) {
    if (event.isComposing || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    const links = [...list.querySelectorAll(".gh-result > a, .gh-result > button, .gh-result__title a, .gh-nothing a")];
    const at = links.indexOf(document.activeElement);
    if (!links.length || (at < 0 && document.activeElement !== input)) return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? input : links[Math.min(next, links.length - 1)]).focus();
  }

  function hints() {
    return element("ul", { className: "gh-hints" }, ...HINTS.map((textContent) => element("li", { textContent })));
  }

  return { SEARCH_PAGE, AT_FIRST, element, counted, wire, arrows, hints };
})();
