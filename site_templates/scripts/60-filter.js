// Client-side filters of lists: <form class="gh-filter" data-filter="selector of the entries" hidden>.
// A group without a match is hidden with its heading; collapsed groups are open while there is a query.

document.querySelectorAll("form[data-filter]").forEach((form) => {
  const input = form.querySelector("input");
  const output = form.querySelector("output");
  const article = form.closest("article") || document;
  const entries = [...article.querySelectorAll(form.dataset.filter)];
  const groups = [...article.querySelectorAll("[data-group]")];
  const texts = entries.map((entry) => entry.textContent.toLowerCase());
  const opened = new Map(groups.map((group) => [group, group.open]));

  const apply = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    entries.forEach((entry, index) => {
      const fits = words.every((word) => texts[index].includes(word));
      entry.hidden = !fits;
      shown += fits;
    });
    groups.forEach((group) => {
      const own = entries.filter((entry) => group.contains(entry));
      group.hidden = own.length > 0 && own.every((entry) => entry.hidden);
      if ("open" in group) group.open = words.length ? true : opened.get(group);
    });
    output.textContent = words.length ? (shown ? `${shown} 条` : "没有") : "";
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", apply);
});
