// Text cut at the edges of everything that is said of it: spans may nest, cross and touch.

export interface Span {
  start: number;
  end: number;
  /** What the span stands for: a row of its table. */
  row: number;
}

export interface Run {
  start: number;
  end: number;
  /** The spans that cover it, outermost (earliest, then longest) first. */
  spans: Span[];
  /** The token it is a part of, as a row; -1 for none. */
  token: number;
}

/** The runs of text[start:end]: within each the same spans hold, and one token at most. */
export function runs(start: number, end: number, spans: Span[], tokens: Span[]): Run[] {
  const own = spans.filter((span) => span.start < end && span.end > start).sort((a, b) => a.start - b.start || b.end - a.end);
  const words = tokens.filter((token) => token.start < end && token.end > start);
  const edges = new Set([start, end]);
  for (const span of [...own, ...words]) {
    if (span.start > start) edges.add(span.start);
    if (span.end < end) edges.add(span.end);
  }
  const places = [...edges].sort((a, b) => a - b);
  let word = 0;
  return places.slice(1).map((to, i) => {
    const from = places[i];
    while (word < words.length && words[word].end <= from) word++;
    const token = words[word];
    return {
      start: from,
      end: to,
      spans: own.filter((span) => span.start <= from && span.end >= to),
      token: token && token.start <= from ? token.row : -1,
    };
  });
}
