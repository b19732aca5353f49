// The corpus as the views ask for it: ids, rows, loaded parts with offsets in units of JavaScript strings.
import { type Acts, type Core, type Part, type Repeats, type Texts, inUnits, load } from "./data";
import { type Fold, folder } from "./fold";

export interface Loaded extends Texts {
  /** The first sentence of each document; one more at the end. */
  from: number[];
  /** The folded text of each document, of the same length. */
  folded: string[];
  /** The document of each speech, and where it starts and ends in the document's text. */
  speechDocument: number[];
  speechStart: number[];
  speechEnd: number[];
}

export class Model {
  readonly fold: Fold;
  private documents = new Map<string, number>();
  private speeches = new Map<string, number>();

  constructor(readonly core: Core) {
    this.fold = folder(...core.fold);
    core.documents.document_id.forEach((id, row) => this.documents.set(id, row));
    core.speeches.id.forEach((_, row) => this.speeches.set(this.speechId(row), row));
  }

  documentId(row: number): string {
    return this.core.documents.document_id[row];
  }
  speechId(row: number): string {
    return `${this.documentId(this.core.speeches.document[row])}.${this.core.speeches.id[row]}`;
  }
  documentOf(id: string): number | undefined {
    return this.documents.get(id);
  }
  speechOf(id: string): number | undefined {
    return this.speeches.get(id);
  }
  speechesOf(document: number): number[] {
    const found: number[] = [];
    this.core.speeches.document.forEach((own, row) => own === document && found.push(row));
    return found;
  }

  texts(): Promise<Loaded> {
    return load("texts", (texts: Texts) => this.prepared(texts));
  }
  acts(): Promise<Acts> {
    return load("acts", (acts: Acts) => acts);
  }
  repeats(): Promise<Repeats> {
    return load("repeats", (repeats: Repeats) => repeats);
  }

  /** A document with all that is known of it. */
  async part(row: number): Promise<Part> {
    const [texts, parts] = await Promise.all([
      this.texts(),
      load(`part-${this.core.documents.part[row]}`, (parts: Record<string, Part>) => ({ parts, ready: new Set<string>() })),
    ]);
    const id = this.documentId(row);
    const part = parts.parts[id];
    if (!parts.ready.has(id)) {
      const { edits, dropped, anomalies } = part;
      const columns = [part.sections, part.paragraphs, part.tokens, part.annotations].flatMap((t) => [t.start, t.end]);
      inUnits(texts.text[row], edits.start, edits.end, anomalies.start, anomalies.end, ...columns);
      inUnits(
        part.source,
        ...[edits, dropped, anomalies].flatMap((table) => [table.source_start, table.source_end]),
      );
      parts.ready.add(id);
    }
    return part;
  }

  private prepared(texts: Texts): Loaded {
    const { document, start, end } = texts.sentences;
    const from = new Array<number>(texts.text.length + 1).fill(document.length);
    for (let row = document.length - 1; row >= 0; row--) from[document[row]] = row;
    for (let d = texts.text.length - 1; d >= 0; d--) from[d] = Math.min(from[d], from[d + 1]);
    const { speeches } = this.core;
    const speechStart = [...speeches.start_char];
    const speechEnd = [...speeches.end_char];
    texts.text.forEach((text, d) => {
      for (const [column, rows] of [[start, from] as const, [end, from] as const]) {
        const own = column.slice(rows[d], rows[d + 1]);
        inUnits(text, own);
        own.forEach((value, i) => (column[rows[d] + i] = value));
      }
    });
    speeches.document.forEach((d, row) => {
      const own = [speechStart[row], speechEnd[row]];
      inUnits(texts.text[d], own);
      [speechStart[row], speechEnd[row]] = own;
    });
    return { ...texts, from, folded: texts.text.map(this.fold), speechDocument: speeches.document, speechStart, speechEnd };
  }
}

export function sentenceId(model: Model, texts: Loaded, row: number): string {
  return `${model.documentId(texts.sentences.document[row])}.${texts.sentences.id[row]}`;
}

/** The row of a sentence. */
export function sentenceOf(model: Model, texts: Loaded, id: string): number | undefined {
  const dot = id.indexOf(".");
  const document = model.documentOf(id.slice(0, dot));
  if (document === undefined) return undefined;
  for (let row = texts.from[document]; row < texts.from[document + 1]; row++)
    if (texts.sentences.id[row] === id.slice(dot + 1)) return row;
  return undefined;
}

export function sentenceText(texts: Loaded, row: number): string {
  const { document, start, end } = texts.sentences;
  return texts.text[document[row]].slice(start[row], end[row]);
}
