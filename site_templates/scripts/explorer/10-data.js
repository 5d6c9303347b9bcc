// The rows of an explorer, unpacked, and the table that filters and sorts them. No page here.

(() => {
  const { makeTable } = guihua_table;

  /** name → how to read a column's value of a row (a number); see generator/composing/explorer.py. */
  function readers(columns) {
    const read = {};
    for (const column of columns) {
      const { values, distinct, by, pattern } = column;
      if (pattern) read[column.name] = (row) => pattern.replace(/{(\w+)}/g, (_, name) => read[name](row));
      else if (by) {
        const source = columns.find((each) => each.name === by);
        read[column.name] = (row) => values[source.values[row]];
      } else if (distinct) read[column.name] = (row) => distinct[values[row]];
      else read[column.name] = (row) => values[row];
    }
    return read;
  }

  /** For comparing what is typed with what is written: full width like half width, capitals like small letters. */
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
    const sorts = [...new Set(facts.shown.map((each) => each.sort).filter(Boolean))].map((name) => ({
      id: `sort:${name}`,
      accessorFn: (row) => {
        const value = read[name](row);
        return value === "" ? undefined : NUMBERS.has(typed[name]) ? Number(value) : value;
      },
      sortFn: (one, other, id) => {
        const [a, b] = [one.getValue(id), other.getValue(id)];
        return typeof a === "number" ? a - b : collator.compare(a, b);
      },
      sortUndefined: "last", // what is not printed stands at the end, whichever way the rest is sorted
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
      /** Applies a state: `{q, chosen: {facet: [values]}, sort}`, a sort being a column's name, with - before it for falling. */
      apply({ q, chosen, sort }) {
        const asked = plain(q).split(/\s+/).filter(Boolean);
        const filters = Object.entries(chosen).filter(([, value]) => value.some(Boolean) || value.includes("")).map(([id, value]) => ({ id, value }));
        table.setColumnFilters(asked.length ? [{ id: "q", value: asked }, ...filters] : filters);
        table.setSorting(sort ? [{ id: `sort:${sort.replace(/^-/, "")}`, desc: sort.startsWith("-") }] : []);
        return table.getRowModel().rows.map((row) => row.original);
      },
      /** How many of the rows left by all other filters have each value: a Map. */
      counts: (facet) => table.getColumn(facet).getFacetedUniqueValues(),
    };
  };
})();
