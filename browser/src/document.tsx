// A document: its speeches and facts; source and clean text side by side; what was dropped; damage.
import { useEffect, useMemo } from "preact/hooks";
import { useWords } from "./i18n";
import type { Model } from "./model";
import { type Column, Csv, Pager, Rows, Tabs, Waiting, Zh, tally, useLoaded, useNumber } from "./parts";
import { change, href, useRoute } from "./router";
import type { Open } from "./speech";
import { type Pair, type Piece, lineOf, pairs, visible } from "./sides";

const LINES = 150;

export function DocumentView({ model, row, tab }: { model: Model; row: number; tab: string }) {
  const words = useWords();
  const d = model.core.documents;
  const { value, error } = useLoaded(async () => ({ part: await model.part(row), texts: await model.texts() }), [row]);
  return (
    <article>
      <h1>
        <Zh>{d.title[row] ?? words.untitled}</Zh>
      </h1>
      <Tabs
        base={["document", model.documentId(row)]}
        at={tab}
        tabs={[["", words.document], ["source", words.source], ["dropped", words.dropped], ["damage", words.damage]]}
      />
      {tab === "" ? (
        <About model={model} row={row} />
      ) : !value ? (
        <Waiting error={error} />
      ) : tab === "source" ? (
        <Source row={row} {...value} />
      ) : tab === "dropped" ? (
        <Dropped {...value} />
      ) : (
        <Damage row={row} {...value} />
      )}
    </article>
  );
}

function About({ model, row }: { model: Model; row: number }) {
  const words = useWords();
  const number = useNumber();
  const d = model.core.documents;
  const s = model.core.speeches;
  const facts: [string, string | null][] = [
    [words.path, d.path[row]], [words.subtitle, d.subtitle[row]], [words.year, d.year[row]], [words.event, d.event[row]], [words.genre, d.genre[row]],
    [words.encoding, `${d.encoding[row]} (${d.encoding_reason[row]})`], [words.url, d.url[row]], [words.publisher, d.publisher[row]],
    [words.retrieved, d.retrieved[row]], [words.rights, d.rights[row]], [words.note, d.note[row]],
    [words.characters, `${number(d.source_characters[row])} → ${number(d.characters[row])}`],
  ];
  return (
    <>
      <h2>{words.speeches}</h2>
      <ol>
        {model.speechesOf(row).map((i) => (
          <li value={s.ordinal[i]}>
            <a href={href(["speech", model.speechId(i)])}>
              <Zh>{s.title[i] ?? words.untitled}</Zh>
            </a>{" "}
            <span class="quiet">
              <Zh>{s.speaker[i]}</Zh>
            </span>
          </li>
        ))}
      </ol>
      <h2>{words.facts}</h2>
      <dl class="facts">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <>
              <dt>{name}</dt>
              <dd>
                <Zh>{value}</Zh>
              </dd>
            </>
          ),
        )}
      </dl>
    </>
  );
}

function Source({ row, part, texts }: { row: number } & Open) {
  const words = useWords();
  const { query } = useRoute();
  const text = texts.text[row];
  const lines = useMemo(() => pairs(part, text), [part]);
  const rules = useMemo(() => tally(part.edits.rule.map((rule) => part.names[rule])), [part]);
  const rule = query.get("rule");
  const shown = useMemo(() => lines.filter((line) => !rule || line.edits.some((i) => part.names[part.edits.rule[i]] === rule)), [lines, rule]);
  const at = query.has("at") ? Number(query.get("at")) : -1;
  const target = at < 0 ? -1 : shown.findLastIndex((line) => line.start <= at);
  const pages = Math.max(1, Math.ceil(shown.length / LINES));
  const page = Math.min(pages, Math.max(1, Number(query.get("p")) || (target < 0 ? 1 : Math.floor(target / LINES) + 1)));
  useEffect(() => {
    document.getElementById("at")?.scrollIntoView({ block: "center" });
  }, [at, part]);
  const reasons = useMemo(() => reasonsOf(part), [part]);
  return (
    <>
      <div class="filters">
        <label>
          {words.rule}{" "}
          <select name="rule" value={rule ?? ""} onChange={(event) => change({ rule: event.currentTarget.value, p: undefined, at: undefined })}>
            <option value="">{words.allRules}</option>
            {rules.map(([name, count]) => (
              <option value={name}>
                {name} ({count})
              </option>
            ))}
          </select>
        </label>
        <Csv
          name="edits"
          heads={["rule", "reason", "source_text", "text", "line"]}
          rows={() =>
            part.edits.rule.map((own, i) => [
              part.names[own], reasons.get(i) ?? "", part.source.slice(part.edits.source_start[i], part.edits.source_end[i]),
              text.slice(part.edits.start[i], part.edits.end[i]), lineOf(part.source, part.edits.source_start[i]),
            ])
          }
        />
      </div>
      <p class="quiet">{words.legend}</p>
      <div class="sides" role="table" aria-label={words.source}>
        <div role="row" class="heads">
          <span role="columnheader">{words.sourceText}</span>
          <span role="columnheader">{words.clean}</span>
          <span role="columnheader">{words.rulesOfLine}</span>
        </div>
        {shown.slice((page - 1) * LINES, page * LINES).map((line, i) => (
          <div role="row" class={line.edits.length ? "edited" : ""} id={(page - 1) * LINES + i === target ? "at" : undefined}>
            <div role="cell" lang="zh-Hans">
              <Marked pieces={line.source} line={line} part={part} of="del" />
            </div>
            <div role="cell" lang="zh-Hans">
              <Marked pieces={line.clean} line={line} part={part} of="ins" />
            </div>
            <div role="cell" class="rules">
              <ul>
                {grouped(line, part, reasons).map(([rule, numbers]) => (
                  <li>
                    <sup>{numbers.join(" ")}</sup> {rule}
                  </li>
                ))}
              </ul>
            </div>
          </div>
        ))}
      </div>
      <Pager page={page} pages={pages} />
    </>
  );
}

/** The rules of a row, each with the numbers of its edits. */
function grouped(line: Pair, part: Open["part"], reasons: Map<number, string>): [string, number[]][] {
  const found = new Map<string, number[]>();
  line.edits.forEach((edit, i) => {
    const reason = reasons.get(edit);
    const rule = part.names[part.edits.rule[edit]] + (reason ? ` (${reason})` : "");
    found.set(rule, [...(found.get(rule) ?? []), i + 1]);
  });
  return [...found];
}

/** Why each edit dropped what it dropped, by its row. */
function reasonsOf(part: Open["part"]): Map<number, string> {
  const found = new Map<number, string>();
  let edit = 0;
  part.dropped.source_start.forEach((start, i) => {
    while (edit < part.edits.rule.length && part.edits.source_end[edit] <= start) edit++;
    const reason = part.names[part.dropped.reason[i]];
    const known = found.get(edit);
    if (!known?.split(", ").includes(reason)) found.set(edit, known ? `${known}, ${reason}` : reason);
  });
  return found;
}

function Marked({ pieces, line, part, of }: { pieces: Piece[]; line: Pair; part: Open["part"]; of: "del" | "ins" }) {
  return (
    <>
      {pieces.map(({ text, edit }) => {
        if (edit < 0) return text;
        const replaced = of === "del" && part.edits.end[edit] > part.edits.start[edit];
        const rule = part.names[part.edits.rule[edit]];
        const number = line.edits.indexOf(edit) + 1;
        const Mark = of;
        return (
          <Mark class={replaced ? "replaced" : undefined} title={rule}>
            {number > 0 && <sup>{number}</sup>}
            {visible(text)}
          </Mark>
        );
      })}
    </>
  );
}

function Dropped({ part }: Open) {
  const words = useWords();
  const number = useNumber();
  const { dropped: d, names, source } = part;
  if (d.rule.length === 0) return <p>{words.nothingDropped}</p>;
  const rows = d.rule.map((_, i) => i);
  const text = (i: number) => source.slice(d.source_start[i], d.source_end[i]);
  const columns: Column[] = [
    { head: words.line, cell: (i) => number(lineOf(source, d.source_start[i])), number: true },
    { head: words.rule, cell: (i) => names[d.rule[i]] },
    { head: words.reason, cell: (i) => names[d.reason[i]] },
    { head: words.text, cell: (i) => <Zh>{visible(text(i))}</Zh>, class: "longest" },
  ];
  return (
    <>
      <div class="filters">
        <Csv name="dropped" heads={["line", "rule", "reason", "text"]} rows={() => rows.map((i) => [lineOf(source, d.source_start[i]), names[d.rule[i]], names[d.reason[i]], text(i)])} />
      </div>
      <p role="status">{words.rows(number(rows.length))}</p>
      <Rows rows={rows} columns={columns} caption={words.dropped} />
    </>
  );
}

function Damage({ row, part, texts }: { row: number } & Open) {
  const words = useWords();
  const { anomalies: a, names } = part;
  if (a.kind.length === 0) return <p>{words.noDamage}</p>;
  const text = texts.text[row];
  const columns: Column[] = [
    { head: words.kind, cell: (i) => names[a.kind[i]] },
    { head: words.message, cell: (i) => names[a.message[i]], class: "long" },
    { head: words.text, cell: (i) => <Zh>{visible(text.slice(Math.max(0, a.start[i] - 8), Math.min(a.end[i], a.start[i] + 60) + 8))}</Zh>, class: "long" },
  ];
  return <Rows rows={a.kind.map((_, i) => i)} columns={columns} caption={words.damage} />;
}
