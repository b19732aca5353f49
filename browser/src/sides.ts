// Source and clean text beside each other: a row a line of the clean text, as `chuangwen show --source` has them.
import type { Part } from "./data";

export interface Piece {
  text: string;
  /** The edit that made or took it, as a row; -1 for text that both sides have. */
  edit: number;
}

export interface Pair {
  source: Piece[];
  clean: Piece[];
  edits: number[];
  /** Where the row begins in the clean text. */
  start: number;
}

export function pairs(part: Part, text: string): Pair[] {
  const found: Pair[] = [];
  let row: Pair = { source: [], clean: [], edits: [], start: 0 };
  const { edits, source } = part;
  const close = (start: number) => {
    found.push(row);
    row = { source: [], clean: [], edits: [], start };
  };
  const both = (from: number, to: number) => {
    let start = from;
    text.slice(from, to).split("\n").forEach((piece, i) => {
      if (i) close(start);
      if (piece) {
        row.source.push({ text: piece, edit: -1 });
        row.clean.push({ text: piece, edit: -1 });
      }
      start += piece.length + 1;
    });
  };
  let position = 0;
  for (let i = 0; i < edits.rule.length; i++) {
    both(position, edits.start[i]);
    row.edits.push(i);
    const before = source.slice(edits.source_start[i], edits.source_end[i]);
    if (before) row.source.push({ text: before, edit: i });
    let start = edits.start[i];
    text.slice(edits.start[i], edits.end[i]).split("\n").forEach((piece, j) => {
      if (j) close(start);
      if (piece) row.clean.push({ text: piece, edit: i });
      start += piece.length + 1;
    });
    position = edits.end[i];
  }
  both(position, text.length);
  found.push(row);
  return found;
}

/** White space and what cannot be seen, made visible. */
export function visible(text: string): string {
  return text
    .replace(/\r\n?|\n/g, "⏎\n")
    .replace(/\t/g, "⇥")
    .replace(/[ \u00a0\u2000-\u200a\u202f\u205f]/g, "␣")
    .replace(/\u3000/g, "□")
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "�");
}

/** The line of a text, from 1, that a place stands in. */
export function lineOf(text: string, place: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < place; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
