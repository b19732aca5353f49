// Views that are lists: the overview, documents, speeches, commitments and directives, the concordance, help.
import { useContext, useMemo } from "preact/hooks";
import type { Cell } from "./csv";
import { Language, layerName, useWords } from "./i18n";
import { type Model, sentenceId, sentenceText } from "./model";
import { Bars, Choice, type Column, Csv, Rows, Typed, Waiting, Zh, tally, useLoaded, useNumber } from "./parts";
import { href, useRoute } from "./router";
import { type Order, around, find, sorted } from "./search";

const LENGTHS = [100, 200, 400, 800, 1600, 3200];

export function Overview({ model }: { model: Model }) {
  const words = useWords();
  const number = useNumber();
  const language = useContext(Language);
  const { about, counts, speeches, documents, tallies } = model.core;
  const by = (name: string) => (value: string) => href(["speeches"], { [name]: value });
  const lengths = useMemo(() => {
    const found = new Map<string, number>();
    const label = (i: number) => (i < LENGTHS.length ? `< ${LENGTHS[i]}` : `≥ ${LENGTHS[LENGTHS.length - 1]}`);
    for (let i = 0; i <= LENGTHS.length; i++) found.set(label(i), 0);
    for (const tokens of speeches.token_count) {
      const at = LENGTHS.findIndex((end) => tokens < end);
      const key = label(at < 0 ? LENGTHS.length : at);
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    return [...found];
  }, []);
  return (
    <>
      <h1>
        <Zh>{about.title}</Zh>
      </h1>
      <p>{about.description}</p>
      <p class="quiet">
        {words.version} {about.data_version}
        {about.date_published && ` · ${about.date_published}`}
        {about.creators.length > 0 && ` · ${words.creators} ${about.creators.join(", ")}`} · chuangwen-corpus{" "}
        {about.package_version}
      </p>
      <dl class="glance">
        {(["documents", "speeches", "sentences", "tokens", "annotations", "edits"] as const).map((name) => (
          <div>
            <dt>{words[name]}</dt>
            <dd>{number(counts[name] ?? 0)}</dd>
          </div>
        ))}
      </dl>
      <div class="charts">
        <Bars title={words.byGenre} pairs={tally(speeches.genre)} to={by("genre")} />
        <Bars title={words.byLevel} pairs={tally(speeches.level)} to={by("level")} />
        <Bars title={words.byKind} pairs={tally(speeches.kind)} to={by("kind")} />
        <Bars title={words.byYear} pairs={tally(documents.year).sort((a, b) => (a[0] < b[0] ? -1 : 1))} to={(year) => href(["documents"], { year })} />
        <Bars title={words.byLength} pairs={lengths} />
        <Bars title={words.byLayer} pairs={tallies.layers} label={(layer) => layerName(layer, language)} />
        <Bars title={words.keywords} pairs={tallies.keywords.slice(0, 15)} to={(q) => href(["concordance"], { q })} />
        <Bars title={words.byUpos} pairs={tallies.upos} />
        <Bars title={words.byRule} pairs={tallies.rules} />
        <Bars title={words.byAnomaly} pairs={tallies.anomalies} />
        <Bars title={words.byReject} pairs={tallies.rejects} />
        <Bars title={words.tables} pairs={Object.entries(counts)} />
      </div>
    </>
  );
}

export function Documents({ model }: { model: Model }) {
  const words = useWords();
  const number = useNumber();
  const { query } = useRoute();
  const d = model.core.documents;
  const q = model.fold(query.get("q") ?? "");
  const folded = useMemo(() => d.document_id.map((id, i) => model.fold([d.title[i], d.path[i], d.event[i], id].join("\n"))), []);
  const rows = d.document_id
    .map((_, i) => i)
    .filter((i) => folded[i].includes(q) && ["genre", "year"].every((name) => matches(query.get(name), d[name as "genre" | "year"][i])));
  const columns: Column[] = [
    { head: words.title, cell: (i) => <a href={href(["document", d.document_id[i]])}><Zh>{d.title[i] ?? words.untitled}</Zh></a>, class: "long" },
    { head: words.genre, cell: (i) => <Zh>{d.genre[i]}</Zh> },
    { head: words.year, cell: (i) => d.year[i] },
    { head: words.speeches, cell: (i) => number(d.speech_count[i]), number: true },
    { head: words.characters, cell: (i) => number(d.characters[i]), number: true },
    { head: words.path, cell: (i) => <Zh>{d.path[i]}</Zh>, class: "long" },
  ];
  const names = ["document_id", "path", "title", "subtitle", "year", "event", "genre", "declared_speech_count", "speech_count", "encoding", "characters", "source_characters", "url", "rights"] as const;
  return (
    <>
      <h1>{words.documents}</h1>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <Typed name="q" label={words.filter} />
        <Choice name="genre" label={words.genre} values={tally(d.genre).map((pair) => pair[0])} />
        <Choice name="year" label={words.year} values={tally(d.year).map((pair) => pair[0]).sort()} />
        <Csv name="documents" heads={[...names]} rows={() => rows.map((i) => names.map((name) => d[name][i] as Cell))} />
      </form>
      <p role="status">{words.rows(number(rows.length))}</p>
      <Rows rows={rows} columns={columns} caption={words.documents} />
    </>
  );
}

function matches(wanted: string | null, value: string | null): boolean {
  return !wanted || wanted === value;
}

const FACETS = ["genre", "kind", "level", "campaign"] as const;

export function Speeches({ model }: { model: Model }) {
  const words = useWords();
  const number = useNumber();
  const { query } = useRoute();
  const s = model.core.speeches;
  const q = model.fold(query.get("q") ?? "");
  const folded = useMemo(() => s.id.map((_, i) => model.fold([s.title[i], s.speaker[i], s.unit[i]].join("\n"))), []);
  const rows = s.id
    .map((_, i) => i)
    .filter((i) => folded[i].includes(q) && FACETS.every((name) => matches(query.get(name), s[name][i])));
  const columns: Column[] = [
    { head: words.title, cell: (i) => <a href={href(["speech", model.speechId(i)])}><Zh>{s.title[i] ?? words.untitled}</Zh></a>, class: "long" },
    { head: words.speaker, cell: (i) => <Zh>{s.speaker[i]}</Zh> },
    { head: words.genre, cell: (i) => <Zh>{s.genre[i]}</Zh> },
    { head: words.kind, cell: (i) => s.kind[i] },
    { head: words.level, cell: (i) => s.level[i] },
    { head: words.date, cell: (i) => <Zh>{s.date[i]}</Zh> },
    { head: words.sentences, cell: (i) => number(s.sentence_count[i]), number: true },
    { head: words.tokens, cell: (i) => number(s.token_count[i]), number: true },
  ];
  const names = ["title", "speaker", "unit", "kind", "level", "date", "genre", "campaign", "sentence_count", "token_count"] as const;
  return (
    <>
      <h1>{words.speeches}</h1>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <Typed name="q" label={words.filter} />
        {FACETS.map((name) => (
          <Choice name={name} label={words[name]} values={tally(s[name]).map((pair) => pair[0])} />
        ))}
        <Csv name="speeches" heads={["speech_id", ...names]} rows={() => rows.map((i) => [model.speechId(i), ...names.map((name) => s[name][i] as Cell)])} />
      </form>
      <p role="status">{words.rows(number(rows.length))}</p>
      <Rows rows={rows} columns={columns} caption={words.speeches} />
    </>
  );
}

export function Acts({ model }: { model: Model }) {
  const words = useWords();
  const number = useNumber();
  const { query } = useRoute();
  const { value, error } = useLoaded(() => Promise.all([model.acts(), model.texts()]), []);
  const q = model.fold(query.get("q") ?? "");
  const folded = useMemo(
    // Folded once they are searched, as there may be some ten thousand.
    () => (value && q ? value[0].who.map((who, i) => model.fold([who, value[0].predicate[i], value[0].object[i], value[0].deadline[i]].join("\n"))) : []),
    [value, q !== ""],
  );
  if (!value) return <Waiting error={error} />;
  const [acts, texts] = value;
  const [type, negated, deadline, genre] = ["type", "negated", "deadline", "genre"].map((name) => query.get(name));
  const rows = acts.who
    .map((_, i) => i)
    .filter(
      (i) =>
        (!q || folded[i].includes(q)) &&
        (!type || acts.directive[i] === (type === "directive")) &&
        (!negated || acts.negated[i] === (negated === "yes")) &&
        (!deadline || acts.deadline[i] !== null) &&
        (!genre || model.core.speeches.genre[acts.speech[i]] === genre),
    );
  const speaker = (i: number) => model.core.speeches.speaker[acts.speech[i]] ?? null;
  const columns: Column[] = [
    { head: words.kind, cell: (i) => (acts.directive[i] ? words.directive : words.commitment) },
    { head: words.who, cell: (i) => <Zh>{acts.who[i]}</Zh> },
    { head: words.does, cell: (i) => <Zh>{acts.predicate[i]}</Zh> },
    { head: words.what, cell: (i) => <Zh>{acts.object[i]}</Zh>, class: "long" },
    { head: words.when, cell: (i) => <Zh>{acts.deadline[i]}</Zh> },
    { head: words.amount, cell: (i) => <Zh>{acts.quantity[i]}</Zh> },
    { head: words.negated, cell: (i) => (acts.negated[i] ? words.yes : words.no) },
    { head: words.speaker, cell: (i) => <Zh>{speaker(i)}</Zh> },
    {
      head: words.sentence,
      cell: (i) => acts.sentence[i] >= 0 && <a href={href(["sentence", sentenceId(model, texts, acts.sentence[i])])}><Zh>{sentenceText(texts, acts.sentence[i])}</Zh></a>,
      class: "longest",
    },
  ];
  const names = ["predicate", "object", "deadline", "deadline_iso", "quantity", "negated", "marker", "modality", "strength", "beneficiary"] as const;
  return (
    <>
      <h1>{words.acts}</h1>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <Typed name="q" label={words.filter} />
        <Choice name="type" label={words.kind} values={["commitment", "directive"]} words={words as unknown as Record<string, string>} />
        <Choice name="negated" label={words.negated} values={["yes", "no"]} words={words as unknown as Record<string, string>} />
        <Choice name="deadline" label={words.when} values={["withDeadline"]} words={words as unknown as Record<string, string>} />
        <Choice name="genre" label={words.genre} values={tally(model.core.speeches.genre).map((pair) => pair[0])} />
        <Csv
          name="commitments-directives"
          heads={["layer", "who", ...names, "speaker", "sentence", "sentence_id", "speech_id"]}
          rows={() =>
            rows.map((i) => [
              acts.directive[i] ? "directive" : "commitment", acts.who[i], ...names.map((name) => acts[name][i] as Cell), speaker(i),
              acts.sentence[i] < 0 ? "" : sentenceText(texts, acts.sentence[i]), acts.sentence[i] < 0 ? "" : sentenceId(model, texts, acts.sentence[i]),
              acts.speech[i] < 0 ? "" : model.speechId(acts.speech[i]),
            ])
          }
        />
      </form>
      <p role="status">{words.rows(number(rows.length))}</p>
      <Rows rows={rows} columns={columns} caption={words.acts} />
    </>
  );
}

const CONTEXT = 24;

export function Concordance({ model }: { model: Model }) {
  const words = useWords();
  const number = useNumber();
  const { query } = useRoute();
  const { value: texts, error } = useLoaded(() => model.texts(), []);
  const said = query.get("q") ?? "";
  const q = model.fold(said);
  const [genre, order] = [query.get("genre"), (query.get("sort") ?? "place") as Order];
  const hits = useMemo(
    () => (texts ? find(texts, q, (speech) => !genre || model.core.speeches.genre[speech] === genre) : []),
    [texts, q, genre],
  );
  const ordered = useMemo(() => (texts ? sorted(texts, hits, order) : []), [hits, order]);
  const rows = useMemo(() => ordered.map((_, i) => i), [ordered]);
  const inSpeeches = useMemo(() => new Set(hits.map((hit) => texts?.sentences.speech[hit.sentence])).size, [hits]);
  if (!texts) return <Waiting error={error} />;
  const speech = (i: number) => texts.sentences.speech[ordered[i].sentence];
  const id = (i: number) => sentenceId(model, texts, ordered[i].sentence);
  const columns: Column[] = [
    { head: words.before, cell: (i) => <Zh>{around(texts, ordered[i], CONTEXT)[0]}</Zh>, class: "left" },
    { head: words.hit, cell: (i) => <a href={href(["sentence", id(i)])}><mark lang="zh-Hans">{around(texts, ordered[i], CONTEXT)[1]}</mark></a>, class: "hit" },
    { head: words.behind, cell: (i) => <Zh>{around(texts, ordered[i], CONTEXT)[2]}</Zh>, class: "right" },
    { head: words.speech, cell: (i) => <Zh>{speech(i) < 0 ? "" : (model.core.speeches.speaker[speech(i)] ?? model.core.speeches.title[speech(i)])}</Zh>, class: "long" },
  ];
  return (
    <>
      <h1>{words.concordance}</h1>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <Typed name="q" label={words.search} hint="创建" />
        <Choice name="genre" label={words.genre} values={tally(model.core.speeches.genre).map((pair) => pair[0])} />
        <Choice name="sort" label={words.sort} first={words.place} values={["left", "right"]} words={words as unknown as Record<string, string>} />
        <Csv
          name="concordance"
          heads={["left", "hit", "right", "sentence", "sentence_id", "speech_id"]}
          rows={() => rows.map((i) => [...around(texts, ordered[i], CONTEXT), sentenceText(texts, ordered[i].sentence), id(i), speech(i) < 0 ? "" : model.speechId(speech(i))])}
        />
      </form>
      <p role="status">{said ? words.hits(number(hits.length), number(inSpeeches)) : words.type}</p>
      {said && <Rows rows={rows} columns={columns} caption={words.concordance} per={50} />}
    </>
  );
}

export function Help({ model, keys, setKeys }: { model: Model; keys: boolean; setKeys: (on: boolean) => void }) {
  const words = useWords();
  return (
    <>
      <h1>{words.help}</h1>
      <p>{words.about}</p>
      <h2>{words.keys}</h2>
      <label class="check">
        <input type="checkbox" checked={keys} onChange={(event) => setKeys(event.currentTarget.checked)} /> {words.keysOn}
      </label>
      <ul>
        {[words.keySearch, words.keyText, words.keyWord, words.keyEnter].map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <h2>CSV</h2>
      <p>{words.csvNote}</p>
      <p>{words.clip}</p>
      <h2>{words.licences}</h2>
      <dl class="facts">
        {Object.entries(model.core.about.licences).map(([what, said]) => (
          <>
            <dt>{what}</dt>
            <dd>{said}</dd>
          </>
        ))}
      </dl>
      <p>
        <a href="LICENSES.txt">LICENSES.txt</a>
      </p>
    </>
  );
}
