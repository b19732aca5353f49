// The page: its frame, its settings, and which view the address asks for.
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { core } from "./data";
import { DocumentView } from "./document";
import { LANGUAGES, Language, useWords } from "./i18n";
import { Acts, Concordance, Documents, Help, Overview, Speeches } from "./lists";
import { Model } from "./model";
import { Reuse } from "./reuse";
import { type Route, change, href, useRoute } from "./router";
import { SentenceView, SpeechView } from "./speech";

const PLACES = ["", "documents", "speeches", "acts", "concordance", "reuse", "help"] as const;

/** A setting that this browser remembers, where it lets pages from files remember anything. */
function useSetting(name: string, first: string): [string, (value: string) => void] {
  const [value, set] = useState(() => {
    try {
      return localStorage.getItem(`chuangwen-${name}`) ?? first;
    } catch {
      return first;
    }
  });
  return [
    value,
    (next) => {
      set(next);
      try {
        localStorage.setItem(`chuangwen-${name}`, next);
      } catch {
        // then it is forgotten with the page
      }
    },
  ];
}

function View({ model, route, keys, setKeys }: { model: Model; route: Route; keys: boolean; setKeys: (on: boolean) => void }) {
  const words = useWords();
  const [place = "", id = "", tab = ""] = route.path;
  if (place === "") return <Overview model={model} />;
  if (place === "documents") return <Documents model={model} />;
  if (place === "speeches") return <Speeches model={model} />;
  if (place === "acts") return <Acts model={model} />;
  if (place === "concordance") return <Concordance model={model} />;
  if (place === "help") return <Help model={model} keys={keys} setKeys={setKeys} />;
  if (place === "reuse") return <Reuse model={model} unit={id === "sentence" ? "sentence" : "speech"} pair={tab ? Number(tab) : undefined} />;
  if (place === "sentence") return <SentenceView model={model} id={id} />;
  const row = place === "speech" ? model.speechOf(id) : place === "document" ? model.documentOf(id) : undefined;
  if (row === undefined) return <p class="error">{words.notFound}</p>;
  return place === "speech" ? <SpeechView key={row} model={model} row={row} tab={tab} /> : <DocumentView key={row} model={model} row={row} tab={tab} />;
}

function Frame({ model, children, language, setLanguage, theme, setTheme, keys }: { model: Model; children: preact.ComponentChildren; language: string; setLanguage: (value: string) => void; theme: string; setTheme: (value: string) => void; keys: boolean }) {
  const words = useWords();
  const route = useRoute();
  const place = route.path[0] ?? "";
  const main = useRef<HTMLElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const path = route.path.join("/");
  const before = useRef(path);
  useEffect(() => {
    const heading = main.current?.querySelector("h1")?.textContent;
    document.title = `${heading ? `${heading} · ` : ""}${model.core.about.title}`;
    if (before.current === path) return;
    before.current = path;
    if (place === "sentence" || document.activeElement === search.current) return; // the sentence takes the focus itself
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path, language]);
  useEffect(() => {
    if (!keys) return;
    const press = (event: KeyboardEvent) => {
      const element = event.target as HTMLElement;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName)) return;
      event.preventDefault();
      search.current?.focus();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [keys]);
  const labels = { "": words.overview, documents: words.documents, speeches: words.speeches, acts: words.acts, concordance: words.concordance, reuse: words.reuse, help: words.help };
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {words.skip}
      </a>
      <header>
        <nav aria-label={words.menu}>
          {PLACES.map((name) => (
            <a href={href(name ? [name] : [])} aria-current={name === place ? "page" : undefined}>
              {labels[name]}
            </a>
          ))}
        </nav>
        <form role="search" onSubmit={(event) => event.preventDefault()}>
          <input
            ref={search}
            type="search"
            aria-label={words.search}
            placeholder={words.searchHint}
            autocomplete="off"
            spellcheck={false}
            value={place === "concordance" ? (route.query.get("q") ?? "") : ""}
            onInput={(event) => {
              const q = event.currentTarget.value;
              if (place === "concordance") change({ q, p: undefined });
              else location.hash = href(["concordance"], { q });
            }}
          />
          <label>
            <span class="unseen">{words.language}</span>
            <select name="language" value={language} onChange={(event) => setLanguage(event.currentTarget.value)}>
              <option value="en" lang="en">
                English
              </option>
              <option value="zh" lang="zh-Hans">
                中文
              </option>
            </select>
          </label>
          <label>
            <span class="unseen">{words.theme}</span>
            <select name="theme" value={theme} onChange={(event) => setTheme(event.currentTarget.value)}>
              {(["auto", "light", "dark"] as const).map((one) => (
                <option value={one}>
                  {words.theme}: {words[one]}
                </option>
              ))}
            </select>
          </label>
        </form>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function App({ model }: { model: Model }) {
  const route = useRoute();
  const [language, setLanguage] = useSetting("language", navigator.language.startsWith("zh") ? "zh" : "en");
  const [theme, setTheme] = useSetting("theme", "auto");
  const [keys, setKeys] = useSetting("keys", "on");
  const spoken = language in LANGUAGES ? (language as Language) : "en";
  useEffect(() => {
    document.documentElement.lang = spoken === "zh" ? "zh-Hans" : "en";
    document.documentElement.dataset.theme = theme;
  }, [spoken, theme]);
  const shared = { model, keys: keys === "on" };
  return (
    <Language.Provider value={spoken}>
      <Frame {...shared} language={spoken} setLanguage={setLanguage} theme={theme} setTheme={setTheme}>
        <View {...shared} route={route} setKeys={(on) => setKeys(on ? "on" : "off")} />
      </Frame>
    </Language.Provider>
  );
}

core.then((data) => {
  const app = document.getElementById("app");
  if (app) render(<App model={new Model(data)} />, app);
});
