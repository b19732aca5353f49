// The data of the page: what the scripts in data/ hold, and how they are loaded.

export interface Core {
  about: {
    title: string;
    description: string;
    data_version: string;
    package_version: string;
    date_published: string | null;
    creators: string[];
    licences: Record<string, string>;
  };
  counts: Record<string, number>;
  layers: string[];
  documents: {
    document_id: string[];
    path: (string | null)[];
    title: (string | null)[];
    subtitle: (string | null)[];
    year: (string | null)[];
    event: (string | null)[];
    genre: (string | null)[];
    declared_speech_count: (number | null)[];
    speech_count: number[];
    encoding: string[];
    encoding_reason: string[];
    characters: number[];
    source_characters: number[];
    part: number[];
    url: (string | null)[];
    rights: (string | null)[];
    publisher: (string | null)[];
    retrieved: (string | null)[];
    note: (string | null)[];
  };
  speeches: {
    id: string[];
    document: number[];
    ordinal: number[];
    title: (string | null)[];
    speaker: (string | null)[];
    unit: (string | null)[];
    kind: (string | null)[];
    level: (string | null)[];
    date: (string | null)[];
    genre: (string | null)[];
    campaign: (string | null)[];
    sentence_count: number[];
    token_count: number[];
    start_char: number[];
    end_char: number[];
  };
  tallies: Record<"layers" | "rules" | "anomalies" | "upos" | "keywords" | "rejects", [string, number][]>;
  fold: [string, string];
}

export interface Texts {
  text: string[];
  sentences: { document: number[]; speech: number[]; kind: number[]; id: string[]; start: number[]; end: number[] };
  kinds: string[];
}

export interface Acts {
  directive: boolean[];
  who: (string | null)[];
  sentence: number[];
  speech: number[];
  predicate: (string | null)[];
  object: (string | null)[];
  deadline: (string | null)[];
  deadline_iso: (string | null)[];
  quantity: (string | null)[];
  negated: boolean[];
  marker: (string | null)[];
  modality: (string | null)[];
  strength: (string | null)[];
  beneficiary: (string | null)[];
  start_char: number[];
  end_char: number[];
}

export interface Pairs {
  pairs: number;
  first: number[];
  second: number[];
  kind: string[];
  similarity: number[];
  containment: number[];
  earlier: (string | null)[];
}
export type Repeats = Record<"speech" | "sentence", Pairs> | null;

export interface Part {
  source: string;
  head_evidence: string[];
  speeches: { id: string[]; head_evidence: string[][]; evidence: string[][] } & Record<
    "marker" | "subtitle" | "office" | "addressee" | "salutation" | "signature" | "date_iso",
    (string | null)[]
  >;
  edits: { source_start: number[]; source_end: number[]; start: number[]; end: number[]; rule: number[] };
  dropped: { source_start: number[]; source_end: number[]; rule: number[]; reason: number[] };
  sections: {
    id: string[];
    parent: (string | null)[];
    speech: (string | null)[];
    level: number[];
    role: number[];
    marker: (string | null)[];
    heading: (string | null)[];
    start: number[];
    end: number[];
  };
  paragraphs: { start: number[]; end: number[] };
  tokens: { start: number[]; end: number[]; xpos: number[]; upos: number[] };
  annotations: { start: number[]; end: number[]; layer: number[]; rule: number[]; said: [string, string][][] };
  anomalies: { kind: number[]; message: number[]; source_start: number[]; source_end: number[]; start: number[]; end: number[] };
  names: string[];
}

type Waiting = { resolve: (text: string) => void; reject: (error: Error) => void };
const waiting = new Map<string, Waiting>();
const loaded = new Map<string, Promise<unknown>>();

declare global {
  // The scripts in data/ call this with their name and JSON.
  var chuangwen: (name: string, text: string) => void;
}
globalThis.chuangwen = (name, text) => {
  const one = waiting.get(name);
  waiting.delete(name);
  one?.resolve(text);
};

function arrival(name: string): Promise<string> {
  return new Promise((resolve, reject) => waiting.set(name, { resolve, reject }));
}

/** The first script, which index.html itself names. */
export const core: Promise<Core> = arrival("core").then((text) => JSON.parse(text) as Core);

/** The data of a script, loaded once. A script that cannot be loaded is tried again when it is asked for again. */
export function load<T>(name: string, prepare: (value: never) => T): Promise<T> {
  const known = loaded.get(name);
  if (known) return known as Promise<T>;
  const made = arrival(name).then((text) => prepare(JSON.parse(text) as never));
  const script = document.createElement("script");
  script.src = `data/${name}.js`;
  script.onerror = () => {
    waiting.get(name)?.reject(new Error(`data/${name}.js`));
    waiting.delete(name);
    loaded.delete(name);
  };
  document.head.append(script);
  loaded.set(name, made);
  return made;
}

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;

/** Turns offsets in code points, as the corpus has them, into offsets of a JavaScript string; nothing is done where they are the same. */
export function inUnits(text: string, ...columns: number[][]): void {
  if (!ASTRAL.test(text)) return;
  const places: number[] = [];
  let unit = 0;
  for (const character of text) {
    places.push(unit);
    unit += character.length;
  }
  places.push(unit);
  for (const column of columns) for (let i = 0; i < column.length; i++) column[i] = places[column[i]];
}
