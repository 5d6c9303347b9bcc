// What is filtered, as a file: CSV as the site's canonical ones are (UTF-8, LF, quoted as RFC 4180 says), or a workbook.

(() => {
  const LIBRARY = new URL("../vendor/spreadsheet.js", document.currentScript.src).href;
  const NUMBERS = new Set(["number", "integer", "year"]);
  const WIDEST = 40;

  function quoted(cell) {
    return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  }

  /** The columns that downloads hold, each with a reader that makes addresses whole. */
  function columnsOf(facts, read, base) {
    return facts.columns.filter((column) => !column.hidden).map((column) => ({
      ...column,
      cell: column.name === "url" ? (row) => new URL(read.url(row), base).href : read[column.name],
    }));
  }

  function save(blob, name) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  function library() {
    return new Promise((resolve, reject) => {
      if (window.guihua_spreadsheet) return resolve(guihua_spreadsheet);
      const script = Object.assign(document.createElement("script"), { src: LIBRARY });
      script.onload = () => resolve(guihua_spreadsheet);
      script.onerror = () => reject(new Error(LIBRARY));
      document.head.append(script);
    });
  }

  window.guihuaDownloads = (facts, read, base) => {
    const columns = columnsOf(facts, read, base);
    return {
      csv(rows) {
        const lines = [columns.map((column) => column.name), ...rows.map((row) => columns.map((column) => quoted(column.cell(row))))];
        save(new Blob([lines.map((line) => `${line.join(",")}\n`).join("")], { type: "text/csv;charset=utf-8" }), `${facts.file}-${rows.length}.csv`);
      },
      /** A sheet of the rows under Chinese headings, a sheet that says what they are. `about`: lines of [what, text]. */
      async xlsx(rows, about) {
        const { writeSpreadsheet } = await library();
        const bold = (value) => ({ value, type: String, fontWeight: "bold" });
        const typed = (column, text) =>
          text === "" ? null : NUMBERS.has(column.type) ? { value: Number(text), type: Number } : { value: text, type: String };
        const width = (column) => Math.min(WIDEST, Math.max(10, column.title.length * 2.2, ...rows.slice(0, 50).map((row) => column.cell(row).length * 1.4)));
        const data = [columns.map((column) => bold(column.title)), ...rows.map((row) => columns.map((column) => typed(column, column.cell(row))))];
        const notes = [...about, ...columns.map((column) => [`列：${column.title}`, `${column.name}${column.about ? `。${column.about}` : ""}`])];
        const book = writeSpreadsheet([
          { data, sheet: facts.title, columns: columns.map((column) => ({ width: width(column) })), stickyRowsCount: 1 },
          { data: notes.map(([what, text]) => [bold(what), { value: text, type: String, wrap: true }]), sheet: "说明", columns: [{ width: 20 }, { width: 90 }] },
        ]);
        save(await book.toBlob(), `${facts.file}-${rows.length}.xlsx`);
      },
    };
  };
})();
