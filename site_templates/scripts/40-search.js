// Opening the search. The input is there at once and accepts text; the engine, guihua-search.js (scripts/search/), is lazy: loaded
// on intent, that is a pointer or the focus on the link, "/", Ctrl+K, or the search page.

(() => {
  const PACK = new URL("guihua-search.js", document.currentScript.src).href;
  const SEARCH_PAGE = new URL("../search.html", document.currentScript.src).href;
  const COMPOSED = ["、", "Process"]; // `event.key` of the slash while a Chinese input method is active
  const SLOW = 400;

  let loading = null;

  /** Resolves once the search is loaded; a failed load is retried on the next call. */
  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: PACK });
      const failed = () => {
        loading = null;
        script.remove();
        reject(new Error(PACK));
      };
      script.onload = () => (window.guihua_search_dialog ? resolve() : failed());
      script.onerror = failed;
      document.head.append(script);
    });
    return loading;
  }

  /** Returns a function that loads the search and then calls `take` once; typing in `input` calls it too, and so retries a failure. */
  function attended(input, status, take) {
    let taken = false;
    const ask = () => {
      if (taken) return;
      const sign = setTimeout(() => { status.textContent = "正在加载搜索…"; }, SLOW);
      load().then(() => {
        if (taken) return;
        taken = true;
        status.textContent = "";
        take();
      }, () => { status.textContent = "搜索没有加载成功。网络好了以后，再输入一次就可以。"; }).finally(() => clearTimeout(sign));
    };
    input.addEventListener("input", ask);
    return ask;
  }

  function makeDialog() {
    const dialog = Object.assign(document.createElement("dialog"), {
      className: "gh-dialog md-typeset",
      innerHTML: '<form role="search"><label for="gh-dialog-q" class="gh-hidden">搜索</label>'
        + '<input id="gh-dialog-q" type="search" name="q" autocomplete="off" spellcheck="false" placeholder="规划、指标、单位、条款" enterkeyhint="search">'
        + '<button type="button" class="gh-close">关闭</button></form><p class="gh-status" role="status"></p>',
    });
    dialog.setAttribute("aria-label", "搜索");
    dialog.querySelector("form").action = SEARCH_PAGE; // Enter submits to the search page, whether or not the engine is loaded
    const input = dialog.querySelector("input");
    dialog.querySelector("button").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (isOutside(dialog, event)) dialog.close(); });
    dialog.addEventListener("close", () => history.replaceState({ ...history.state, asked: "" }, ""));
    document.body.append(dialog);
    return { dialog, input, ask: attended(input, dialog.querySelector(".gh-status"), () => window.guihua_search_dialog(dialog)) };
  }

  function isOutside(dialog, { target, clientX: x, clientY: y }) {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    return target === dialog && (x < left || x > right || y < top || y > bottom);
  }

  let open = null;
  function show(query = "") {
    open ??= makeDialog();
    if (!open.dialog.open) open.dialog.showModal();
    if (query) open.input.value = query;
    open.input.focus();
    open.input.select();
    open.ask();
  }

  const place = document.getElementById("gh-search-page");
  if (place) {
    const input = place.querySelector("input");
    input.value = new URL(location.href).searchParams.get("q") ?? "";
    if (!input.value) input.focus();
    attended(input, place.querySelector(".gh-status"), () => window.guihua_search_page(place))();
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
    for (const reached of ["pointerenter", "focus"]) link.addEventListener(reached, () => load().catch(() => {}), { once: true });
    link.addEventListener("click", (event) => {
      if (place || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show();
    });
  }

  // Back navigation from a result restores the dialog; the page of a result highlights the query (search/60-landing.js).
  const { asked } = history.state ?? {};
  if (asked && performance.getEntriesByType("navigation")[0]?.type === "back_forward") show(asked);
  if (new URL(location.href).searchParams.has("mark")) load().catch(() => {});
})();
