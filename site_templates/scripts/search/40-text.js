// The tokenizer, as `window.guihua_text`: the same as generator/search/tokens.py, which tokenizes for the index. A stretch
// ("run") is a maximal sequence of letters and digits in normalized text; a year in it is one character.

window.guihua_text = (() => {
  const PASSED = "\\u200b-\\u200d\\u2060\\ufeff“”‘’\"'`《》〈〉「」『』【】〔〕〖〗()\\[\\]{}%‰℃·";
  const TRANSPARENT = new RegExp(`[${PASSED}]`, "g");
  const BETWEEN_NUMBERS = new RegExp(`(\\d)[${PASSED}]+(?=\\d)`, "g");
  const HAN = "\u3007\u3400-\u9fff\uf900-\ufaff";
  const IS_HAN = new RegExp(`[${HAN}]`);
  const SPACE_AFTER_HAN = new RegExp(`([${HAN}])[ \\t\u00a0\u2009]+`, "g");
  const SPACE_BEFORE_HAN = new RegExp(`[ \\t\u00a0\u2009]+(?=[${HAN}])`, "g");
  const DASH = /(\d)[-\u2010-\u2015\u2212~\uff5e](?=\d)/g;
  const MARK_IN_NUMBER = /(\d)([.|-])(?=\d)/g;
  const MARK_IN_NAME = /([a-z])(&)(?=[a-z])/g;
  const LIST_IN_BRACKETS = /[(（][\p{L}\p{N}_](?:、[\p{L}\p{N}_])+(?=[)）])/gu;
  const MARKS = { ".": "\ua000", "-": "\ua001", "&": "\ua002", "|": "\ua003" };
  const STRETCH = /[\p{L}\p{N}]+/gu;
  const SIZE = 4; // characters of a gram
  const LONGEST = 12;
  const SAMPLES = 3;
  const WIDE = 3;
  const NUMBER = /[0-9]+(?:\ua000[0-9]+)*/g; // with its decimals
  const YEAR = /^(19|20)[0-9]{2}$/;
  const YEARS = 0xe000;

  function normalized(text) {
    const marked = closed(text).normalize("NFKC").toLowerCase().replace(BETWEEN_NUMBERS, "$1|");
    return marked.replace(TRANSPARENT, "").replace(SPACE_AFTER_HAN, "$1").replace(SPACE_BEFORE_HAN, "").replace(DASH, "$1-");
  }

  /** 县（市、区） → 县（市区）: removes the commas of a bracketed list, or replaces them by `mark`. */
  function closed(text, mark = "") {
    return text.replace(LIST_IN_BRACKETS, (list) => list.replaceAll("、", mark));
  }

  /** The stretches of a text, normalized, with their punctuation encoded as in `MARKS`. */
  function runs(text) {
    const kept = (_, before, mark) => before + MARKS[mark];
    return normalized(text).replace(MARK_IN_NUMBER, kept).replace(MARK_IN_NAME, kept).match(STRETCH) ?? [];
  }

  /** A stretch with its punctuation decoded, for display. */
  function readable(run) {
    return Object.entries(MARKS).reduce((text, [mark, letter]) => text.replaceAll(letter, mark === "|" ? "" : mark), run);
  }

  const year = (number) => (YEAR.test(number) ? String.fromCharCode(YEARS + (Number(number) % 1000)) : number);
  const dated = (run) => run.replace(NUMBER, year);

  /**
   * Query expansion: the forms that a stretch may have in the index. Digits at its ends may be part of one of the `years`,
   * if that occurs beside the same character, or of a `longer` number that begins or ends like a year.
   */
  function readings(run, { years, longer }) {
    const number = (digits) => (YEAR.test(digits) && !longer.includes(digits) ? [] : [digits]);
    const within = (digits, fits) => (digits ? [...number(digits), ...years.filter(fits).map(([full]) => year(full))] : [""]);
    const [, before, middle, after] = run.match(/^([0-9]*)(.*?)([0-9]*)$/s);
    if (!middle) return within(before, ([full]) => full.includes(before));
    const starts = within(before, ([full, , next]) => full.endsWith(before) && next.includes(middle[0]));
    const ends = within(after, ([full, previous]) => full.startsWith(after) && previous.includes(middle.slice(-1)));
    return starts.flatMap((start) => ends.map((end) => start + dated(middle) + end));
  }

  /** [gram, its offset] pairs that cover a stretch, as few as can be: the grams of its phrase query. */
  function cover(run) {
    const last = Math.max(0, run.length - SIZE);
    const offsets = Array.from({ length: Math.ceil(last / SIZE) }, (_, number) => number * SIZE);
    return [...offsets, last].map((offset) => [run.slice(offset, offset + SIZE), offset]);
  }

  /** Both ends of a long stretch, of a gram each; of a short one nothing. */
  function ends(run) {
    return run.length < 2 * SIZE ? [] : [run.slice(0, SIZE), run.slice(-SIZE)];
  }

  /** A query → its terms, each a list of stretches; terms are separated by spaces. A single letter or digit is ignored. */
  function terms(query) {
    const words = query.replace(/([a-z])\s*([&＆])\s*(?=[a-z])/gi, "$1$2").split(/\s+/);
    return words.map((word) => runs(word).filter((run) => !/^[a-z0-9]$/.test(run))).filter((stretches) => stretches.length);
  }

  /** Of a long term a few short stretches, evenly spread: each of its grams would load a shard of the index. */
  function sampled(runs) {
    if (runs.join("").length <= LONGEST) return runs;
    const cuts = runs.flatMap((run) => Array.from({ length: Math.ceil(run.length / WIDE) }, (_, number) => {
      const start = Math.max(0, Math.min(number * WIDE, run.length - WIDE));
      return run.slice(start, start + WIDE);
    }));
    const count = Math.min(SAMPLES, cuts.length);
    return Array.from({ length: count }, (_, number) => cuts[Math.round((number * (cuts.length - 1)) / Math.max(1, count - 1))]);
  }

  /** A text without ignored punctuation, as `plain`, and `at`: for each of its UTF-16 units the offset in the text. */
  function folded(text) {
    let plain = "";
    const at = [];
    let place = 0;
    for (const character of closed(text, "“")) { // an ignored character in its place keeps the offsets
      const kept = character.normalize("NFKC").toLowerCase().replace(TRANSPARENT, "");
      const blank = /^[ \t\u00a0\u2009]+$/.test(kept);
      if (!(blank && (IS_HAN.test(plain.slice(-1)) || IS_HAN.test(text[place + 1] ?? "")))) {
        for (const letter of kept.replace(/[\u2010-\u2015\u2212~]/, "-")) {
          plain += letter;
          for (let unit = 0; unit < letter.length; unit += 1) at.push(place);
        }
      }
      place += character.length;
    }
    at.push(text.length);
    return { plain, at };
  }

  /** The matches of any of the stretches `wanted` in `text`, as [start, end) offsets, in order and without overlaps. */
  function matches(text, wanted) {
    const { plain, at } = folded(text);
    const spans = [];
    for (const run of wanted) {
      const bare = readable(run);
      for (let start = plain.indexOf(bare); start >= 0; start = plain.indexOf(bare, start + bare.length)) {
        spans.push([at[start], endOf(text, at[start + bare.length - 1])]);
      }
    }
    spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return spans.filter((span, place) => !spans.slice(0, place).some((other) => span[0] < other[1] && span[0] >= other[0]));
  }

  function endOf(text, start) {
    return start + String.fromCodePoint(text.codePointAt(start)).length;
  }

  return { runs, readable, readings, dated, cover, ends, terms, sampled, matches };
})();
