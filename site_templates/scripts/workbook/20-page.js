// The workbook of a page's own data, as `window.guihua_page_workbook`: the rows of its CSV file, which stands beside the button.

window.guihua_page_workbook = async (button) => {
  /** The cells of a CSV file as RFC 4180 writes it, by rows. */
  function cells(text) {
    const rows = [[]];
    for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
      rows[rows.length - 1].push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      if (end === "") break;
      if (end !== ",") rows.push([]);
    }
    return rows.filter((row) => row.length > 1 || row[0]);
  }

  async function load(address) {
    await new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject });
      document.head.append(script);
    });
    return window.guihua_columns;
  }

  const csv = new URL(button.dataset.workbook, location.href);
  const [answer, known] = await Promise.all([fetch(csv), window.guihua_columns ?? load(button.dataset.columns)]);
  if (!answer.ok) throw new Error(`${answer.status} ${csv}`);
  const [header, ...rows] = cells(await answer.text());
  const columns = header.map((name) => {
    const [title, type, about] = known.columns[name] ?? [name, "string", ""];
    return { name, title, type, about };
  });
  const title = document.querySelector("h1").firstChild.textContent;
  const documents = new Set(rows.map((row) => ["plan_title", "doc_number"].map((name) => row[header.indexOf(name)] ?? "").join(" ").trim()));
  await window.guihua_workbook.write({
    title: title.replace(/[[\]:*?/\\']/g, "·").slice(0, 31), // what the name of a sheet may be
    file: csv.pathname.split("/").pop().replace(/\.csv$/, ""),
    columns,
    rows,
    about: [
      ["内容", `${title}，${rows.length} 行`],
      ["网页", location.href.split(/[?#]/)[0]],
      ...[...documents].filter(Boolean).map((text) => ["文件", text]),
      ...known.about,
      ["怎样引用", document.querySelector(".gh-citethis [data-copy=引文]").textContent],
    ],
  });
};
