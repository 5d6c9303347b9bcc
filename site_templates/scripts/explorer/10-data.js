// Decodes an explorer's columns, and filters and sorts its rows (TanStack Table). No DOM here.

(() => {
  const { makeTable } = guihua_table;

  /** Column name → function from row index to value; the encoding is that of generator/pages/_explorer.py. */
  function readers(columns) {
    const read = {};
    for (const column of columns) {
      const { values, distinct, by, pattern } = column;
      if (pattern) read[column.name] = (row) => pattern.replace(/{(\w+)}/g, (_, name) => read[name](row));
      else if (by) {
        const source = columns.find((other) => other.name === by);
        read[column.name] = (row) => values[source.values[row]];
      } else if (distinct) read[column.name] = (row) => distinct[values[row]];
      else read[column.name] = (row) => values[row];
    }
    return read;
  }

  /** Normalised for matching: NFKC (full width → half width) and lower case. */
  function plain(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  const NUMBERS = new Set(["number", "integer", "year"]);
  const collator = new Intl.Collator("zh", { numeric: true });

  function inYears(row, id, [from, to]) {
    return row.getUniqueValues(id).some((year) => year && (!from || year >= from) && (!to || year <= to));
  }

  window.guihuaExplorerData = (facts) => {
    const read = readers(facts.columns);
    const count = facts.columns[0].values.length;
    const typed = Object.fromEntries(facts.columns.map((column) => [column.name, column.type]));
    const haystacks = [];
    const haystack = (row) => (haystacks[row] ??= plain(facts.searched.map((name) => read[name](row)).join("\n")));

    const facets = facts.facets.map((facet) => ({
      id: facet.name,
      accessorFn: (row) => read[facet.column](row),
      getUniqueValues: (row) => read[facet.column](row).split(facts.several),
      filterFn: facet.kind === "years" ? inYears : (row, id, wanted) => row.getUniqueValues(id).some((value) => wanted.includes(value)),
      enableSorting: false,
    }));
    const sorts = [...new Set(facts.shown.map((shown) => shown.sort).filter(Boolean))].map((name) => ({
      id: `sort:${name}`,
      accessorFn: (row) => {
        const value = read[name](row);
        return value === "" ? undefined : NUMBERS.has(typed[name]) ? Number(value) : value;
      },
      sortFn: (one, other, id) => {
        const [a, b] = [one.getValue(id), other.getValue(id)];
        return typeof a === "number" ? a - b : collator.compare(a, b);
      },
      sortUndefined: "last", // empty values come last in either direction
      enableColumnFilter: false,
    }));
    const words = {
      id: "q",
      accessorFn: haystack,
      filterFn: (row, id, asked) => asked.every((word) => row.getValue(id).includes(word)),
      enableSorting: false,
    };
    const table = makeTable({ data: Array.from({ length: count }, (_, row) => row), columns: [words, ...facets, ...sorts] });

    return {
      read,
      count,
      /** Applies a state `{q, chosen: {facet: [values]}, sort}` and returns row indexes; `sort` is a column name, with - for descending. */
      apply({ q, chosen, sort }) {
        const asked = plain(q).split(/\s+/).filter(Boolean);
        const filters = Object.entries(chosen).filter(([, value]) => value.some(Boolean) || value.includes("")).map(([id, value]) => ({ id, value }));
        table.setColumnFilters(asked.length ? [{ id: "q", value: asked }, ...filters] : filters);
        table.setSorting(sort ? [{ id: `sort:${sort.replace(/^-/, "")}`, desc: sort.startsWith("-") }] : []);
        return table.getRowModel().rows.map((row) => row.original);
      },
      /** Facet counts: a Map from value to the number of rows that all other filters leave. */
      counts: (facet) => table.getColumn(facet).getFacetedUniqueValues(),
    };
  };
})();
