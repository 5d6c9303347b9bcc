// Text as the search reads it, as `window.guihua_text`: the same as generator/search/tokens.py, which writes the index.
// Every two neighbouring characters are a word, written as eight letters; a query is the exact phrase of its pairs.

window.guihua_text = (() => {
  const TRANSPARENT = /[“”‘’"'`《》〈〉「」『』【】〔〕〖〗()[\]{}%‰℃·]/g;
  const HAN = "\u3007\u3400-\u9fff\uf900-\ufaff";
  const IS_HAN = new RegExp(`[${HAN}]`);
  const SPACE_AFTER_HAN = new RegExp(`([${HAN}])[ \\t\u00a0\u2009]+`, "g");
  const SPACE_BEFORE_HAN = new RegExp(`[ \\t\u00a0\u2009]+(?=[${HAN}])`, "g");
  const DASH = /(\d)[-\u2010-\u2015\u2212~\uff5e](?=\d)/g;
  const MARK_IN_NUMBER = /(\d)([.-])(?=\d)/g;
  const MARK_IN_NAME = /([a-z])(&)(?=[a-z])/g;
  const LIST_IN_BRACKETS = /[(（][\p{L}\p{N}_](?:、[\p{L}\p{N}_])+(?=[)）])/gu;
  const MARKS = { ".": "\ua000", "-": "\ua001", "&": "\ua002" };
  const STRETCH = /[\p{L}\p{N}]+/gu;

  function normalized(text) {
    return closed(text).normalize("NFKC").toLowerCase().replace(TRANSPARENT, "").replace(SPACE_AFTER_HAN, "$1").replace(SPACE_BEFORE_HAN, "").replace(DASH, "$1-");
  }

  /** 县（市、区） → 县（市区）: what stands in brackets is read on; `mark` takes the place of the marks between. */
  function closed(text, mark = "") {
    return text.replace(LIST_IN_BRACKETS, (list) => list.replaceAll("、", mark));
  }

  /** The stretches of letters and digits in a text. */
  function runs(text) {
    const kept = (_, before, mark) => before + MARKS[mark];
    return normalized(text).replace(MARK_IN_NUMBER, kept).replace(MARK_IN_NAME, kept).match(STRETCH) ?? [];
  }

  /** A stretch as it is written, for people. */
  function readable(run) {
    return Object.entries(MARKS).reduce((text, [mark, letter]) => text.replaceAll(letter, mark), run);
  }

  function letters(unit) {
    return unit.charCodeAt(0).toString(16).padStart(4, "0").replace(/./g, (digit) => "abcdefghijklmnop"[parseInt(digit, 16)]);
  }

  /** 地下水 → the words of 地下 and 下水. */
  function pairs(run) {
    const units = Array.from({ length: run.length }, (_, place) => letters(run[place]));
    return units.slice(1).map((unit, place) => units[place] + unit);
  }

  /** What is typed → its terms, each a list of stretches; text between spaces is one term. */
  function terms(query) {
    return query.split(/\s+/).map((word) => ({ word, runs: runs(word) })).filter((term) => term.runs.length);
  }

  /** A text without what a search passes over, and for each of its characters where it stands in the text. */
  function folded(text) {
    let plain = "";
    const at = [];
    let place = 0;
    for (const character of closed(text, "“")) { // a mark that is passed over keeps the places
      const kept = character.normalize("NFKC").toLowerCase().replace(TRANSPARENT, "");
      const blank = /^[ \t\u00a0\u2009]+$/.test(kept);
      if (!(blank && (IS_HAN.test(plain.slice(-1)) || IS_HAN.test(text[place + 1] ?? "")))) {
        for (const each of kept.replace(/[\u2010-\u2015\u2212~]/, "-")) {
          plain += each;
          for (let unit = 0; unit < each.length; unit += 1) at.push(place);
        }
      }
      place += character.length;
    }
    at.push(text.length);
    return { plain, at };
  }

  /** The stretches of `text` that hold one of the runs, as [start, end), in order and without overlaps. */
  function found(text, wanted) {
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

  return { runs, readable, letters, pairs, terms, found };
})();
