// The line below a text that says what is under the pointer or the focus: sentence, word, annotations with their rules.
import { useContext } from "preact/hooks";
import type { Part } from "./data";
import { Language, layerName, useWords } from "./i18n";
import { type Loaded, type Model, sentenceId } from "./model";
import { Zh } from "./parts";
import { href } from "./router";

export interface Seen {
  /** Rows; -1 for none. */
  sentence: number;
  token: number;
  annotations: number[];
}

const MOST = 6;

export function Inspector({ model, part, texts, seen }: { model: Model; part: Part; texts: Loaded; seen: Seen }) {
  const words = useWords();
  const language = useContext(Language);
  const { tokens, annotations: a, names } = part;
  if (seen.sentence < 0)
    return (
      <aside class="inspector" aria-label={words.inspector}>
        <p class="quiet">{words.inspectorHint}</p>
      </aside>
    );
  const document = texts.sentences.document[seen.sentence];
  const text = texts.text[document];
  const id = sentenceId(model, texts, seen.sentence);
  return (
    <aside class="inspector" aria-label={words.inspector} aria-live="polite">
      <p>
        {seen.token >= 0 && (
          <>
            <b lang="zh-Hans">{text.slice(tokens.start[seen.token], tokens.end[seen.token])}</b> {names[tokens.upos[seen.token]]} · {names[tokens.xpos[seen.token]]}
            {" · "}
          </>
        )}
        <a href={href(["sentence", id])}>{words.linkTo}</a>
        {" · "}
        <a href={href(["document", model.documentId(document), "source"], { at: String(texts.sentences.start[seen.sentence]) })}>{words.inSource}</a>
      </p>
      {seen.annotations.length > 0 && (
        <ul>
          {seen.annotations.slice(0, MOST).map((i) => (
            <li>
              <span class={`swatch l-${names[a.layer[i]]}`}>{layerName(names[a.layer[i]], language)}</span>{" "}
              <Zh>{text.slice(a.start[i], a.end[i])}</Zh>{" "}
              <span class="quiet">
                {a.said[i].map(([name, value]) => (
                  <>
                    {name} <Zh>{value}</Zh>;{" "}
                  </>
                ))}
                {names[a.rule[i]]}
              </span>
            </li>
          ))}
          {seen.annotations.length > MOST && <li class="quiet">+ {seen.annotations.length - MOST}</li>}
        </ul>
      )}
    </aside>
  );
}
