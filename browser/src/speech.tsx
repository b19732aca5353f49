// A speech: outline, text with annotations as layers, words on hover, facts.
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Part } from "./data";
import { Language, layerMark, layerName, useWords } from "./i18n";
import { type Span, runs } from "./marks";
import { type Loaded, type Model, sentenceId, sentenceOf } from "./model";
import { type Column, Csv, Pager, Rows, Tabs, Waiting, Zh, useLoaded, useNumber } from "./parts";
import { change, href, useRoute } from "./router";
import { Inspector, type Seen } from "./inspector";

/** Lines of a page of the text: a speech may have some ten thousand. */
const LINES = 200;
const FIRST_LAYERS = ["commitment", "directive", "time", "quantity", "organisation"];

export interface Open {
  part: Part;
  texts: Loaded;
}

export function SentenceView({ model, id }: { model: Model; id: string }) {
  const words = useWords();
  const { value: texts, error } = useLoaded(() => model.texts(), []);
  if (!texts) return <Waiting error={error} />;
  const row = sentenceOf(model, texts, id);
  if (row === undefined) return <p class="error">{words.notFound}</p>;
  const speech = texts.sentences.speech[row];
  if (speech >= 0) return <SpeechView key={speech} model={model} row={speech} target={row} />;
  const document = model.documentId(texts.sentences.document[row]);
  return (
    <p>
      <a href={href(["document", document, "source"], { at: String(texts.sentences.start[row]) })}>{words.inSource}</a>
    </p>
  );
}

export function SpeechView({ model, row, tab = "", target = -1 }: { model: Model; row: number; tab?: string; target?: number }) {
  const words = useWords();
  const s = model.core.speeches;
  const document = s.document[row];
  const { value, error } = useLoaded(
    async () => ({ part: await model.part(document), texts: await model.texts() }),
    [document],
  );
  const base = ["speech", model.speechId(row)];
  return (
    <article>
      <h1>
        <Zh>{s.title[row] ?? words.untitled}</Zh>
      </h1>
      <p class="quiet">
        {[s.speaker[row], s.genre[row], s.date[row]].filter(Boolean).map((said) => (
          <>
            <Zh>{said}</Zh>
            {" · "}
          </>
        ))}
        <a href={href(["document", model.documentId(document), "source"], { at: value && String(value.texts.speechStart[row]) })}>{words.source}</a>
        {" · "}
        <a href={href(["document", model.documentId(document)])}>{words.document}</a>
      </p>
      <Tabs base={base} at={tab} tabs={[["", words.text], ["annotations", words.annotations], ["facts", words.facts]]} />
      {!value ? (
        <Waiting error={error} />
      ) : tab === "facts" ? (
        <Facts model={model} row={row} {...value} />
      ) : tab === "annotations" ? (
        <Annotations model={model} row={row} {...value} />
      ) : (
        <Text model={model} row={row} target={target} {...value} />
      )}
    </article>
  );
}

function spansOf(part: Part, texts: Loaded, row: number, layers?: Set<string>): Span[] {
  const { start, end, layer } = part.annotations;
  const found: Span[] = [];
  for (let i = 0; i < start.length; i++)
    if (start[i] < texts.speechEnd[row] && end[i] > texts.speechStart[row] && (!layers || layers.has(part.names[layer[i]])))
      found.push({ start: start[i], end: end[i], row: i });
  return found;
}

function Text({ model, row, target, part, texts }: { model: Model; row: number; target: number } & Open) {
  const words = useWords();
  const language = useContext(Language);
  const { query } = useRoute();
  const said = query.get("layers");
  const layers = useMemo(() => new Set(said === null ? FIRST_LAYERS : said.split(",")), [said]);
  const names = query.get("names") !== "0";
  const withTokens = query.get("tokens") !== "0";
  const [seen, see] = useState<Seen>({ sentence: -1, token: -1, annotations: [] });
  const region = useRef<HTMLDivElement>(null);
  const all = useMemo(() => spansOf(part, texts, row), [part, row]);
  const counts = useMemo(() => {
    const found: Record<string, number> = {};
    for (const span of all) {
      const layer = part.names[part.annotations.layer[span.row]];
      found[layer] = (found[layer] ?? 0) + 1;
    }
    return found;
  }, [all]);
  useEffect(() => {
    if (target < 0) return;
    const found = region.current?.querySelector<HTMLElement>(`[data-s="${target}"]`);
    found?.focus({ preventScroll: true });
    found?.scrollIntoView({ block: "center" });
  }, [target]);
  const allLines = useMemo(() => linesOf(texts, row), [row]);
  const pages = Math.max(1, Math.ceil(allLines.length / LINES));
  const at = target < 0 ? 0 : Math.max(0, allLines.findIndex((line) => line[1] > texts.sentences.start[target]));
  const page = Math.min(pages, Math.max(1, Number(query.get("p")) || Math.floor(at / LINES) + 1));
  const lines = useMemo(() => allLines.slice((page - 1) * LINES, page * LINES), [allLines, page]);
  const look = (event: Event) => {
    const element = event.target as HTMLElement;
    const sentence = element.closest<HTMLElement>("[data-s]");
    if (!sentence) return;
    const annotations: number[] = [];
    for (let one = element.closest<HTMLElement>("[data-a]"); one; one = one.parentElement?.closest<HTMLElement>("[data-a]") ?? null)
      annotations.push(Number(one.dataset.a));
    if (element === sentence) for (const one of sentence.querySelectorAll<HTMLElement>("[data-a].first")) annotations.push(Number(one.dataset.a));
    see({ sentence: Number(sentence.dataset.s), token: Number(element.closest<HTMLElement>("[data-t]")?.dataset.t ?? -1), annotations: [...new Set(annotations)].sort((a, b) => a - b) });
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !region.current) return;
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = document.activeElement as HTMLElement | null;
    if (event.key === "Enter") {
      const sentence = at?.closest<HTMLElement>("[data-s]");
      if (sentence) location.hash = href(["sentence", sentenceId(model, texts, Number(sentence.dataset.s))]);
      return;
    }
    if (!step) return;
    const kind = event.key === "ArrowDown" || event.key === "ArrowUp" ? "[data-s]" : "[data-t]";
    const places = [...region.current.querySelectorAll<HTMLElement>(kind)];
    let to: HTMLElement | undefined;
    const own = at?.closest<HTMLElement>(kind);
    if (own) to = places[places.indexOf(own) + step];
    else if (at && at !== region.current && kind === "[data-t]") to = at.querySelector<HTMLElement>(kind) ?? undefined;
    else to = places[0];
    if (!to) return;
    event.preventDefault();
    to.focus();
    to.scrollIntoView({ block: "nearest" });
  };
  const toggle = (layer: string, on: boolean) => {
    const next = new Set(layers);
    on ? next.add(layer) : next.delete(layer);
    change({ layers: [...next].join(",") || "none" });
  };
  return (
    <div class="speech">
      <details class="side" open={innerWidth > 1000}>
        <summary>
          {words.outline} · {words.layers}
        </summary>
        <Outline model={model} row={row} part={part} texts={texts} />
        <fieldset class="layers">
          <legend>{words.layers}</legend>
          <div>
            <button type="button" onClick={() => change({ layers: model.core.layers.join(",") })}>
              {words.allLayers}
            </button>{" "}
            <button type="button" onClick={() => change({ layers: "none" })}>
              {words.noLayers}
            </button>
          </div>
          {model.core.layers.map((layer) => (
            <label class="check">
              <input type="checkbox" name={layer} checked={layers.has(layer)} onChange={(event) => toggle(layer, event.currentTarget.checked)} />
              <span class={`swatch l-${layer}`}>{layerMark(layer, language)}</span> {layerName(layer, language)}{" "}
              <span class="quiet">{counts[layer] ?? 0}</span>
            </label>
          ))}
          <label class="check apart">
            <input type="checkbox" name="names" checked={names} onChange={(event) => change({ names: event.currentTarget.checked ? undefined : "0" })} /> {words.names}
          </label>
          <label class="check">
            <input type="checkbox" name="tokens" checked={withTokens} onChange={(event) => change({ tokens: event.currentTarget.checked ? undefined : "0" })} /> {words.showTokens}
          </label>
        </fieldset>
      </details>
      <div class="reading">
        <div
          ref={region}
          class={`text${names ? " named" : ""}`}
          lang="zh-Hans"
          role="group"
          tabIndex={0}
          aria-label={words.textRegion}
          onMouseOver={look}
          onFocusIn={look}
          onKeyDown={press}
        >
          <Lines row={row} part={part} texts={texts} lines={lines} layers={layers} withTokens={withTokens} target={target} />
        </div>
        <Pager page={page} pages={pages} />
        <Inspector model={model} part={part} texts={texts} seen={seen} />
      </div>
    </div>
  );
}

/** Where the lines of a speech begin and end; empty ones are left out. */
function linesOf(texts: Loaded, row: number): [number, number][] {
  const text = texts.text[texts.speechDocument[row]];
  const end = texts.speechEnd[row];
  const lines: [number, number][] = [];
  for (let from = texts.speechStart[row]; from < end; ) {
    const feed = text.indexOf("\n", from);
    const to = feed < 0 || feed > end ? end : feed;
    if (to > from) lines.push([from, to]);
    from = to + 1;
  }
  return lines;
}

function Lines({ row, part, texts, lines, layers, withTokens, target }: { row: number; lines: [number, number][]; layers: Set<string>; withTokens: boolean; target: number } & Open) {
  const language = useContext(Language);
  return useMemo(() => {
    const document = texts.sentences;
    const d = texts.speechDocument[row];
    const text = texts.text[d];
    if (lines.length === 0) return null;
    const [start, end] = [lines[0][0], lines[lines.length - 1][1]]; // what is not seen is not gone through line by line
    const spans = spansOf(part, texts, row, layers).filter((span) => span.start < end && span.end > start);
    const tokens: Span[] = [];
    if (withTokens)
      part.tokens.start.forEach((from, i) => from >= start && part.tokens.end[i] <= end && tokens.push({ start: from, end: part.tokens.end[i], row: i }));
    const sentences: Span[] = [];
    for (let i = texts.from[d]; i < texts.from[d + 1]; i++)
      if (document.speech[i] === row && document.start[i] < end && document.end[i] > start) sentences.push({ start: document.start[i], end: document.end[i], row: i });
    const begun = new Set<number>();
    return lines.map(([from, to]) => {
      const own = sentences.filter((one) => one.start < to && one.end > from);
      const kinds = [...new Set(own.map((one) => texts.kinds[document.kind[one.row]]))];
      const kind = kinds.length === 1 ? kinds[0] : kinds.includes("heading") ? "run-in" : "body";
      const pieces = runs(from, to, own, []);
      return (
        <p class={kind}>
          {pieces.map((piece) => {
            const marked = runs(piece.start, piece.end, spans, tokens).map((run) => {
              let inside = run.token < 0 ? <>{text.slice(run.start, run.end)}</> : <span data-t={run.token} tabIndex={-1}>{text.slice(run.start, run.end)}</span>;
              [...run.spans].reverse().forEach((span, depth) => {
                const layer = part.names[part.annotations.layer[span.row]];
                const first = !begun.has(span.row);
                if (first) begun.add(span.row);
                inside = (
                  <span class={`a l-${layer} d${Math.min(depth, 5)}${first ? " first" : ""}`} data-a={span.row} data-l={layerMark(layer, language)}>
                    {inside}
                  </span>
                );
              });
              return inside;
            });
            const sentence = piece.spans[0];
            if (!sentence) return marked;
            return (
              <span class={`s ${texts.kinds[document.kind[sentence.row]]}${sentence.row === target ? " target" : ""}`} data-s={sentence.row} tabIndex={-1} id={`s-${document.id[sentence.row]}`}>
                {marked}
              </span>
            );
          })}
        </p>
      );
    });
  }, [row, part, lines, layers, withTokens, target, language]);
}

function Outline({ model, row, part, texts }: { model: Model; row: number } & Open) {
  const words = useWords();
  const { sections } = part;
  const own = model.core.speeches.id[row];
  const rows = sections.id.map((_, i) => i).filter((i) => sections.speech[i] === own);
  const text = texts.text[texts.speechDocument[row]];
  return (
    <nav aria-label={words.outline}>
      <ol class="outline" lang="zh-Hans">
        {rows.map((i) => (
          <li class={`level-${Math.min(sections.level[i], 4)}`}>
            <a
              href={href(["sentence", firstSentence(model, texts, row, sections.start[i])])}
            >
              {sections.marker[i] ? `${sections.marker[i]}${sections.heading[i] ?? text.slice(sections.start[i], sections.start[i] + 18).replace(sections.marker[i] ?? "", "")}` : text.slice(sections.start[i], Math.min(sections.end[i], sections.start[i] + 16)).split("\n")[0] + "…"}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function firstSentence(model: Model, texts: Loaded, speech: number, place: number): string {
  const d = texts.speechDocument[speech];
  for (let i = texts.from[d]; i < texts.from[d + 1]; i++)
    if (texts.sentences.speech[i] === speech && texts.sentences.end[i] > place) return sentenceId(model, texts, i);
  return "";
}

function Annotations({ model, row, part, texts }: { model: Model; row: number } & Open) {
  const words = useWords();
  const number = useNumber();
  const language = useContext(Language);
  const a = part.annotations;
  const text = texts.text[texts.speechDocument[row]];
  const rows = spansOf(part, texts, row).map((span) => span.row);
  const sentence = (i: number) => firstSentence(model, texts, row, a.start[i]);
  const said = (i: number) => a.said[i].map(([name, value]) => `${name}=${value}`).join("; ");
  const columns: Column[] = [
    { head: words.layer, cell: (i) => <span class={`swatch l-${part.names[a.layer[i]]}`}>{layerName(part.names[a.layer[i]], language)}</span> },
    { head: words.text, cell: (i) => <a href={href(["sentence", sentence(i)])}><Zh>{text.slice(a.start[i], a.end[i])}</Zh></a>, class: "long" },
    { head: words.attributes, cell: (i) => <Zh>{said(i)}</Zh>, class: "long" },
    { head: words.rule, cell: (i) => part.names[a.rule[i]] },
  ];
  return (
    <>
      <div class="filters">
        <Csv
          name="annotations"
          heads={["layer", "text", "attributes", "rule", "sentence_id"]}
          rows={() => rows.map((i) => [part.names[a.layer[i]], text.slice(a.start[i], a.end[i]), said(i), part.names[a.rule[i]], sentence(i)])}
        />
      </div>
      <p role="status">{words.rows(number(rows.length))}</p>
      <Rows rows={rows} columns={columns} caption={words.annotations} />
    </>
  );
}

function Facts({ model, row, part }: { model: Model; row: number } & Open) {
  const words = useWords();
  const s = model.core.speeches;
  const p = part.speeches;
  const at = p.id.indexOf(s.id[row]);
  const by = (name: string) => p.head_evidence[at].find((one) => one.split(" ")[0] === name)?.split(" ").slice(1).join(" ");
  const listed = ["title", "speaker", "unit", "kind", "level", "genre", "campaign", "date"] as const;
  const further = ["subtitle", "marker", "office", "addressee", "salutation", "signature", "date_iso"] as const;
  const facts: [keyof typeof words, string | null][] = [...listed.map((name): [typeof name, string | null] => [name, s[name][row]]), ...further.map((name): [typeof name, string | null] => [name, p[name][at]])];
  return (
    <>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{words.facts}</th>
            <th scope="col">{words.value}</th>
            <th scope="col">{words.foundBy}</th>
          </tr>
        </thead>
        <tbody>
          {facts.map(([name, value]) => (
            <tr>
              <th scope="row">{words[name] as string}</th>
              <td>{value === null ? <span class="quiet">{words.none}</span> : <Zh>{value}</Zh>}</td>
              <td>{by(name)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{words.whyCut}</h2>
      <ul>
        {p.evidence[at].map((line) => (
          <li>
            <Zh>{line}</Zh>
          </li>
        ))}
      </ul>
    </>
  );
}
