// Downloads of the filtered rows: CSV in the canonical form (UTF-8, LF, RFC 4180), or a workbook.

window.guihuaDownloads = (facts, read, base) => {
  const { save, write } = window.guihua_workbook;

  function quoted(cell) {
    return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  }

  /** The columns of downloads, each with a function from row index to cell; addresses are absolute. */
  const columns = facts.columns.filter((column) => !column.hidden).map((column) => ({
    ...column,
    cell: column.name === "url" ? (row) => new URL(read.url(row), base).href : read[column.name],
  }));
  const texts = (row) => columns.map((column) => column.cell(row));

  return {
    csv(rows) {
      const lines = [columns.map((column) => column.name), ...rows.map((row) => texts(row).map(quoted))];
      save(new Blob([lines.map((line) => `${line.join(",")}\n`).join("")], { type: "text/csv;charset=utf-8" }), `${facts.file}-${rows.length}.csv`);
    },
    /** `about`: lines of [what, text] for the sheet that says what the rows are. */
    xlsx: (rows, about) => write({ title: facts.title, file: `${facts.file}-${rows.length}`, columns, rows: rows.map(texts), about }),
  };
};
