// The files of the index, as `window.guihua_shards`: loaded, decompressed and decoded. The format is that of
// generator/search/packing.py, the zones those of postings.py.

window.guihua_shards = (() => {
  const SIZE = 4; // characters of a gram
  const ZONES = { TEXT: 0, SHORT: 1, TITLE: 2, NAME: 3, HEADING: 4, SPELLED: 5, INITIALS: 6 };
  const STREAMS = [ // as in generator/search/packing.py
    ["shape", "zones", "counts", "repeats", "recordsAbove"],
    ["charactersAbove"],
    ["valuesAbove"],
    ["charactersBelow", "recordsBelow", "valuesBelow"],
  ];

  /** The bytes at an address; `options` are those of `fetch`. */
  async function bytes(address, options) {
    const answer = await fetch(address, options);
    if (!answer.ok) throw Object.assign(new Error(`${answer.status} ${address}`), { status: answer.status });
    return new Uint8Array(await answer.arrayBuffer());
  }

  /** The bytes of a DEFLATE stream that is given in pieces. */
  async function inflated(...pieces) {
    const stream = new Blob(pieces).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /** The JSON in a DEFLATE stream that is given in pieces, without its first `skipped` bytes. */
  async function json(pieces, skipped = 0, encoding = "utf-8") {
    return JSON.parse(new TextDecoder(encoding).decode((await inflated(...pieces)).subarray(skipped)));
  }

  /** A function that reads one variable-length integer of `content` after the other. */
  function numbers(content) {
    let at = 0;
    return () => {
      let number = 0;
      let shift = 0;
      for (;;) {
        const byte = content[at++];
        number += (byte & 127) * 2 ** shift;
        if (byte < 128) return number;
        shift += 7;
      }
    };
  }

  /** The bytes of a shard → gram → zone → record → its values. */
  async function decoded(content) {
    const packed = divided(content, STREAMS.length);
    const pieces = await Promise.all(packed.map(async (piece, number) => divided(await inflated(piece), STREAMS[number].length)));
    const parts = Object.fromEntries(STREAMS.flatMap((names, number) => names.map((name, at) => [name, pieces[number][at]])));
    const above = parts.charactersAbove;
    const characters = Array.from(parts.charactersBelow, (below, at) => String.fromCharCode(below + 256 * above[at])).join("");
    const [counts, repeats] = [numbers(parts.counts), numbers(parts.repeats)];
    const [records, values] = [joined(parts.recordsBelow, parts.recordsAbove), joined(parts.valuesBelow, parts.valuesAbove)];
    const grams = new Map();
    let gram = "";
    let at = 0;
    parts.shape.forEach((shape, number) => {
      const own = shape & 7;
      gram = gram.slice(0, shape >> 3) + characters.slice(at, at + own);
      at += own;
      const lists = [];
      for (const zone of Object.values(ZONES)) {
        if (parts.zones[number] & (1 << zone)) lists[zone] = postings(counts, records, repeats, values);
      }
      grams.set(gram, lists);
    });
    return grams;
  }

  /** The first `count` of the pieces of `content`, each of which has its length before it. */
  function divided(content, count) {
    const pieces = [];
    let rest = content;
    for (let left = count; left > 0; left -= 1) {
      const start = rest.findIndex((byte) => byte < 128) + 1;
      const end = start + numbers(rest)();
      pieces.push(rest.subarray(start, end));
      rest = rest.subarray(end);
    }
    return pieces;
  }

  /** A function that reads one number after the other: its lowest byte, and what is above it. */
  function joined(below, above) {
    const more = numbers(above);
    let at = 0;
    return () => below[at++] + 256 * more();
  }

  function postings(counts, records, repeats, values) {
    const list = new Map();
    let record = -1;
    for (let left = counts(); left > 0; left -= 1) {
      const step = records();
      record += Math.floor(step / 2) + 1;
      const own = [];
      let last = 0;
      for (let more = step % 2 ? repeats() + 2 : 1; more > 0; more -= 1) own.push((last += values()));
      list.set(record, own);
    }
    return list;
  }

  return { SIZE, ZONES, bytes, inflated, json, decoded };
})();
