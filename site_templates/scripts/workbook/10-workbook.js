// Workbooks made in the browser, as `window.guihua_workbook`: typed cells under Chinese headings, and a sheet that explains
// them. The library (write-excel-file) is lazy: loaded with the first workbook.

window.guihua_workbook = (() => {
  const LIBRARY = new URL("vendor/spreadsheet.js", document.currentScript.src).href;
  const NUMBERS = new Set(["number", "integer", "year"]);
  const EXACT = 15; // significant digits that a spreadsheet keeps (IEEE 754 double)
  const LOOKED_AT = 50; // rows sampled for the width of a column
  const NARROWEST = 10, WIDEST = 40;

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
      script.onerror = () => {
        script.remove();
        reject(new Error(LIBRARY));
      };
      document.head.append(script);
    });
  }

  const bold = (value) => ({ value, type: String, fontWeight: "bold" });

  /** A number where the column is numeric and no digit is lost; an empty cell for empty text. */
  function typed(type, text) {
    if (text === "") return null;
    if (NUMBERS.has(type) && text.replace(/\D/g, "").length <= EXACT && Number.isFinite(Number(text))) return { value: Number(text), type: Number };
    return { value: text, type: String };
  }

  /** Saves `file`.xlsx: `columns` are { name, title, type, about }, `rows` texts in their order, `about` lines of [what, text]. */
  async function write({ title, file, columns, rows, about }) {
    const { writeSpreadsheet } = await library();
    const width = (column, at) => Math.min(WIDEST, Math.max(NARROWEST, column.title.length * 2.2, ...rows.slice(0, LOOKED_AT).map((row) => row[at].length * 1.4)));
    const data = [columns.map((column) => bold(column.title)), ...rows.map((row) => row.map((text, at) => typed(columns[at].type, text)))];
    const notes = [...about, ...columns.map((column) => [`列：${column.title}`, `${column.name}${column.about ? `。${column.about}` : ""}`])];
    const book = writeSpreadsheet([
      { data, sheet: title, columns: columns.map((column, at) => ({ width: width(column, at) })), stickyRowsCount: 1 },
      { data: notes.map(([what, text]) => [bold(what), { value: text, type: String, wrap: true }]), sheet: "说明", columns: [{ width: 20 }, { width: 90 }] },
    ]);
    save(await book.toBlob(), `${file}.xlsx`);
  }

  return { save, write };
})();
