// The content of the search dialog, as `window.guihua_search_dialog`: ../40-search.js opens the dialog and passes it on.

window.guihua_search_dialog = (dialog) => {
  const { warm } = window.guihua_search;
  const { SEARCH_PAGE, AT_FIRST, element, counted, wire, arrows, hints } = window.guihua_results;
  const IN_DIALOG = 8;

  const input = dialog.querySelector("input");
  const status = dialog.querySelector(".gh-status");
  const list = element("ol", { className: "gh-results" });
  const advice = hints();
  dialog.append(list, advice);
  const run = wire(input, status, {
    limit: () => IN_DIALOG,
    atFirst: () => AT_FIRST,
    filters: () => ({}),
    clear() {
      list.replaceChildren();
      advice.hidden = false;
    },
    show(query, answer, rows) {
      advice.hidden = true;
      list.replaceChildren(...rows);
      if (answer.results.length <= IN_DIALOG) return;
      status.textContent += `：${counted(answer.kinds)}`;
      const address = `${SEARCH_PAGE.href}?q=${encodeURIComponent(query)}`;
      list.append(element("li", { className: "gh-result" }, element("a", { href: address, textContent: `查看全部 ${answer.results.length} 条` })));
    },
  });
  dialog.addEventListener("keydown", (event) => arrows(event, input, list));
  list.addEventListener("click", () => history.replaceState({ ...history.state, asked: input.value }, ""));
  warm();
  if (input.value) run();
};
