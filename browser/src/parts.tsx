// Parts that several views have: tables in pages, filters, bars, a download.
import type { ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { type Cell, csv, download } from "./csv";
import { Language, useWords } from "./i18n";
import { change, href, useRoute } from "./router";

export const PER_PAGE = 100;

export function useNumber(): (value: number) => string {
  const language = useContext(Language);
  const form = new Intl.NumberFormat(language);
  return (value) => form.format(value);
}

/** What a promise gives, or what keeps it from being shown. */
export function useLoaded<T>(ask: () => Promise<T>, keys: unknown[]): { value?: T; error?: string } {
  const [state, set] = useState<{ value?: T; error?: string; keys?: unknown[] }>({});
  useEffect(() => {
    let wanted = true;
    ask().then(
      (value) => wanted && set({ value, keys }),
      (error: Error) => wanted && set({ error: error.message, keys }),
    );
    return () => {
      wanted = false;
    };
  }, keys);
  // What belongs to another address is not shown under this one.
  return state.keys && state.keys.every((key, i) => key === keys[i]) ? state : {};
}

export function Waiting({ error }: { error?: string }) {
  const words = useWords();
  return (
    <p role="status" class={error ? "error" : "quiet"}>
      {error ? `${words.failed} ${error}` : words.loading}
    </p>
  );
}

/** Text of the corpus: Chinese, whatever the language of the interface. */
export function Zh({ children }: { children: ComponentChildren }) {
  return <span lang="zh-Hans">{children}</span>;
}

export interface Column {
  head: string;
  cell: (row: number) => ComponentChildren;
  number?: boolean;
  class?: string;
}

export function Rows({ rows, columns, caption, per = PER_PAGE }: { rows: number[]; columns: Column[]; caption: string; per?: number }) {
  const words = useWords();
  const route = useRoute();
  const pages = Math.max(1, Math.ceil(rows.length / per));
  const page = Math.min(pages, Math.max(1, Number(route.query.get("p")) || 1));
  const shown = rows.slice((page - 1) * per, page * per);
  return (
    <>
      <div class="wide" tabIndex={0} role="region" aria-label={caption}>
        <table>
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col" class={column.number ? "number" : column.class}>
                  {column.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row}>
                {columns.map((column) => (
                  <td class={column.number ? "number" : column.class}>{column.cell(row)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <p class="quiet">{words.noHits}</p>}
      <Pager page={page} pages={pages} />
    </>
  );
}

export function Pager({ page, pages }: { page: number; pages: number }) {
  const words = useWords();
  const number = useNumber();
  if (pages === 1) return null;
  const go = (to: number) => {
    change({ p: to === 1 ? undefined : String(to) }, false);
    document.querySelector("main")?.scrollIntoView();
  };
  return (
    <nav class="pager" aria-label={words.pages}>
      <button type="button" disabled={page === 1} onClick={() => go(page - 1)}>
        ← {words.previous}
      </button>
      <span aria-live="polite">{words.page(number(page), number(pages))}</span>
      <button type="button" disabled={page === pages} onClick={() => go(page + 1)}>
        {words.next} →
      </button>
    </nav>
  );
}

export function Csv({ name, heads, rows }: { name: string; heads: string[]; rows: () => Iterable<Cell[]> }) {
  const words = useWords();
  return (
    <button type="button" class="csv" onClick={() => download(`${name}.csv`, csv(heads, rows()))}>
      ↓ {words.csv}
    </button>
  );
}

/** A choice among the values of a column, kept in the address. */
export function Choice({ name, label, values, words: shown, first }: { name: string; label: string; values: string[]; words?: Record<string, string>; first?: string }) {
  const words = useWords();
  const { query } = useRoute();
  return (
    <label>
      {label}{" "}
      <select
        name={name}
        value={query.get(name) ?? ""}
        onChange={(event) => change({ [name]: event.currentTarget.value, p: undefined })}
      >
        <option value="">{first ?? words.all}</option>
        {values.map((value) => (
          <option value={value}>{shown?.[value] ?? value}</option>
        ))}
      </select>
    </label>
  );
}

/** A field whose text is kept in the address while one types. */
export function Typed({ name, label, hint }: { name: string; label: string; hint?: string }) {
  const { query } = useRoute();
  return (
    <label class="typed">
      {label}{" "}
      <input
        type="search"
        name={name}
        value={query.get(name) ?? ""}
        placeholder={hint}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => change({ [name]: event.currentTarget.value, p: undefined })}
      />
    </label>
  );
}

/** Counts as a table with bars; the numbers are text, the bars a picture of them. */
export function Bars({ title, pairs, to, label }: { title: string; pairs: [string, number][]; to?: (value: string) => string; label?: (value: string) => string }) {
  const words = useWords();
  const number = useNumber();
  if (pairs.length === 0) return null;
  const most = Math.max(...pairs.map((pair) => pair[1]), 1);
  return (
    <section class="bars">
      <h2>{title}</h2>
      <table>
        <thead class="unseen">
          <tr>
            <th scope="col">{words.value}</th>
            <th scope="col">{words.count}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(([value, count]) => (
            <tr>
              <th scope="row">{to ? <a href={to(value)}>{label?.(value) ?? value}</a> : (label?.(value) ?? value)}</th>
              <td>
                <svg width="100%" height="10" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 10">
                  <rect width={(100 * count) / most} height="10" />
                </svg>
                <span>{number(count)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function tally(values: (string | null)[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

export function Tabs({ base, tabs, at }: { base: string[]; tabs: [string, string][]; at: string }) {
  return (
    <nav class="tabs" aria-label={tabs.map((tab) => tab[1]).join(", ")}>
      {tabs.map(([name, label]) => (
        <a href={href(name ? [...base, name] : base)} aria-current={name === at ? "page" : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}
