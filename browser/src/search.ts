// Concordances: where a string stands in the folded texts, sentence by sentence.
import type { Loaded } from "./model";

export interface Hit {
  sentence: number;
  /** Offsets in the text of the sentence's document. */
  start: number;
  end: number;
}

export type Order = "place" | "left" | "right";

/** All places of a folded string that begin in a sentence, in the order of the corpus. */
export function find(texts: Loaded, wanted: string, wants: (speech: number) => boolean): Hit[] {
  const hits: Hit[] = [];
  if (!wanted) return hits;
  const { start, end, speech } = texts.sentences;
  texts.folded.forEach((text, d) => {
    let row = texts.from[d];
    const last = texts.from[d + 1];
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      while (row < last && end[row] <= at) row++;
      if (row === last) break;
      if (start[row] <= at && wants(speech[row])) hits.push({ sentence: row, start: at, end: at + wanted.length });
    }
  });
  return hits;
}

/** What stands before and behind a hit in its paragraph. */
export function around(texts: Loaded, hit: Hit, most: number): [string, string, string] {
  const text = texts.text[texts.sentences.document[hit.sentence]];
  const left = text.slice(Math.max(0, hit.start - most), hit.start);
  const right = text.slice(hit.end, hit.end + most);
  return [left.slice(left.lastIndexOf("\n") + 1), text.slice(hit.start, hit.end), right.split("\n", 1)[0]];
}

/** Hits in another order: by what stands behind them, or by what stands before them, read backwards. */
export function sorted(texts: Loaded, hits: Hit[], order: Order): Hit[] {
  if (order === "place") return hits;
  const key = (hit: Hit) => {
    const text = texts.folded[texts.sentences.document[hit.sentence]];
    if (order === "right") return text.slice(hit.end, hit.end + 12);
    return [...text.slice(Math.max(0, hit.start - 12), hit.start)].reverse().join("");
  };
  return hits
    .map((hit) => ({ hit, by: key(hit) }))
    .sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0))
    .map((one) => one.hit);
}
