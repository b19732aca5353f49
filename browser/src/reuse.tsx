// What repeats what: pairs of speeches or sentences, and two texts with their differences marked.
import { diffArrays } from "diff";
import { useMemo } from "preact/hooks";
import { useWords } from "./i18n";
import { type Loaded, type Model, sentenceId, sentenceText } from "./model";
import { Choice, type Column, Csv, Rows, Waiting, Zh, useLoaded, useNumber } from "./parts";
import { href, useRoute } from "./router";

type Unit = "speech" | "sentence";
const PATIENCE = 3000; // milliseconds; texts of some thousand characters take tens of them

export function Reuse({ model, unit, pair }: { model: Model; unit: Unit; pair?: number }) {
  const words = useWords();
  const { value, error } = useLoaded(() => Promise.all([model.repeats(), model.texts()]), []);
  const number = useNumber();
  const { query } = useRoute();
  if (!value) return <Waiting error={error} />;
  const [repeats, texts] = value;
  if (!repeats)
    return (
      <>
        <h1>{words.reuse}</h1>
        <p>{words.noReuse}</p>
      </>
    );
  const found = repeats[unit];
  const text = (row: number) => (unit === "sentence" ? sentenceText(texts, row) : speechText(texts, row));
  const name = (row: number) => (unit === "sentence" ? sentenceText(texts, row) : (model.core.speeches.title[row] ?? words.untitled));
  const id = (row: number) => (unit === "sentence" ? sentenceId(model, texts, row) : model.speechId(row));
  const kinds = words as unknown as Record<string, string>;
  if (pair !== undefined) {
    if (!(pair in found.first)) return <p class="error">{words.notFound}</p>;
    const [first, second] = [found.first[pair], found.second[pair]];
    return (
      <>
        <h1>{words.reuse}</h1>
        <p>
          {kinds[found.kind[pair]]} · {words.similarity} {found.similarity[pair]} · {words.containment} {found.containment[pair]}
        </p>
        <p>
          {words.first}: <a href={href([unit, id(first)])}><Zh>{name(first)}</Zh></a>
          {found.earlier[pair] === "first" && ` (${words.earlier})`}
          <br />
          {words.second}: <a href={href([unit, id(second)])}><Zh>{name(second)}</Zh></a>
          {found.earlier[pair] === "second" && ` (${words.earlier})`}
        </p>
        <p class="quiet">{words.legendReuse}</p>
        <Difference model={model} first={text(first)} second={text(second)} />
      </>
    );
  }
  const kind = query.get("kind");
  const rows = found.first.map((_, i) => i).filter((i) => !kind || found.kind[i] === kind);
  const columns: Column[] = [
    { head: words.compare, cell: (i) => <a href={href(["reuse", unit, String(i)])} aria-label={`${words.compare} ${i + 1}`}>{i + 1}</a>, number: true },
    { head: words.kind, cell: (i) => kinds[found.kind[i]] },
    { head: words.similarity, cell: (i) => found.similarity[i].toFixed(2), number: true },
    { head: words.containment, cell: (i) => found.containment[i].toFixed(2), number: true },
    { head: words.first, cell: (i) => <Zh>{name(found.first[i])}</Zh>, class: "long" },
    { head: words.second, cell: (i) => <Zh>{name(found.second[i])}</Zh>, class: "long" },
  ];
  return (
    <>
      <h1>{words.reuse}</h1>
      <nav class="tabs" aria-label={words.reuse}>
        {(["speech", "sentence"] as const).map((one) => (
          <a href={href(["reuse", one])} aria-current={one === unit ? "page" : undefined}>
            {one === "speech" ? words.speeches : words.sentences} ({number(repeats[one].pairs)})
          </a>
        ))}
      </nav>
      <div class="filters">
        <Choice name="kind" label={words.kind} values={["places", "words", "part", "exact"]} words={kinds} />
        <Csv
          name={`reuse-${unit}`}
          heads={["kind", "similarity", "containment", "earlier", "first_id", "second_id", "first_text", "second_text"]}
          rows={() => rows.map((i) => [found.kind[i], found.similarity[i], found.containment[i], found.earlier[i], id(found.first[i]), id(found.second[i]), text(found.first[i]), text(found.second[i])])}
        />
      </div>
      <p role="status">
        {words.rows(number(rows.length))}
        {found.pairs > found.first.length && ` · ${words.shown(number(found.first.length))}`}
      </p>
      {found.pairs === 0 ? <p>{words.noPairs}</p> : <Rows rows={rows} columns={columns} caption={words.reuse} />}
    </>
  );
}

function speechText(texts: Loaded, row: number): string {
  return texts.text[texts.speechDocument[row]].slice(texts.speechStart[row], texts.speechEnd[row]);
}

function Difference({ model, first, second }: { model: Model; first: string; second: string }) {
  const words = useWords();
  const pieces = useMemo(() => {
    const changes = diffArrays([...model.fold(first)], [...model.fold(second)], { timeout: PATIENCE });
    if (!changes) return null;
    let [one, two] = [0, 0];
    return changes.map(({ added, removed, value }) => {
      const length = value.join("").length; // a character beyond the basic plane has two units
      const text = added ? second.slice(two, two + length) : first.slice(one, one + length);
      if (!added) one += length;
      if (!removed) two += length;
      return { added, removed, text };
    });
  }, [first, second]);
  if (!pieces) return <p>{words.tooDifferent}</p>;
  return (
    <div class="text difference" lang="zh-Hans">
      {pieces.map(({ added, removed, text }) => (added ? <ins>{text}</ins> : removed ? <del>{text}</del> : text))}
    </div>
  );
}
