"""One contender on one folder of pages: `python benchmarks/contenders.py NAME FOLDER` prints a line of JSON.

A process of its own for each, so that its peak of memory is its own. What is timed begins when packages are
imported and dictionaries loaded; for our build it is everything, the start of its workers included. What a peer
gives is checked to be what it claims, after the clock has stopped.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chuangwen_corpus.manifest import FormatName

Clock = Callable[[Callable[[], Any]], Any]
SENTENCE = r"[^。！？\n]*[。！？]+[”’」』）]*|[^。！？\n]+"


def texts_of(folder: Path) -> list[str]:
    """The decoded pages; what peers are given, as none of them decodes."""
    from chuangwen_corpus.read import decode

    return [decode(file.read_bytes()).text for file in sorted(folder.rglob("*")) if file.is_file()]


def covers(words: list[str], text: str) -> bool:
    """Whether words are a text cut into pieces, white space aside."""
    return "".join("".join(words).split()) == "".join(text.split())


def jieba(folder: Path, timed: Clock) -> None:
    """`jieba.lcut`, nothing else."""
    import jieba

    jieba.setLogLevel(logging.CRITICAL)
    texts = texts_of(folder)
    jieba.lcut("好。")
    words = timed(lambda: [jieba.lcut(text) for text in texts])
    assert all(map(covers, words, texts))


def rjieba(folder: Path, timed: Clock) -> None:
    """`rjieba.cut`, nothing else."""
    import rjieba

    texts = texts_of(folder)
    cut = rjieba.Jieba().cut
    words = timed(lambda: [cut(text) for text in texts])
    assert all(map(covers, words, texts))


def posseg(folder: Path, timed: Clock) -> None:
    """The usual script: jieba.posseg, a pandas row a token, CSV."""
    import jieba
    import jieba.posseg
    import pandas as pd

    jieba.setLogLevel(logging.CRITICAL)
    texts = texts_of(folder)
    jieba.posseg.lcut("好。")

    def run() -> Any:
        rows = [(i, pair.word, pair.flag) for i, text in enumerate(texts) for pair in jieba.posseg.cut(text)]
        frame = pd.DataFrame(rows, columns=["page", "word", "tag"])
        with tempfile.TemporaryDirectory() as out:
            frame.to_csv(Path(out) / "tokens.csv", index=False)
        return frame

    frame = timed(run)
    assert covers(frame["word"].tolist(), "".join(texts))
    assert frame["tag"].notna().all()


def spacy(folder: Path, timed: Clock) -> None:
    """spaCy's blank Chinese pipeline with jieba and its sentencizer."""
    import jieba
    import spacy

    jieba.setLogLevel(logging.CRITICAL)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    nlp.add_pipe("sentencizer", config={"punct_chars": ["。", "！", "？", "\n"]})
    nlp("好。")
    texts = texts_of(folder)
    found = timed(lambda: [(sum(1 for _ in doc.sents), [t.text for t in doc]) for doc in nlp.pipe(texts)])
    assert all(covers(words, text) for (_, words), text in zip(found, texts, strict=True))
    assert sum(count for count, _ in found) > len(texts)


def _sentences(texts: list[str]) -> Any:
    """Sentences with offsets and words of some texts, by polars and rjieba."""
    import polars as pl
    import rjieba

    cut = rjieba.Jieba().cut
    rows = [
        (i, match.start(), match.end(), match[0], cut(match[0]))
        for i, text in enumerate(texts)
        for match in re.finditer(SENTENCE, text)
    ]
    frame = pl.DataFrame(rows, schema=["page", "start", "end", "text", "words"], orient="row")
    with tempfile.TemporaryDirectory() as out:
        frame.write_parquet(Path(out) / "sentences.parquet")
    return frame.height, frame.get_column("text").to_list(), frame.get_column("words").to_list()


def polars(folder: Path, timed: Clock) -> None:
    """A short script: sentences and words by rjieba, Parquet by polars, on two cores."""
    texts = texts_of(folder)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(_sentences, [["好。"]] * 4)
        parts = timed(lambda: pool.map(_sentences, [texts[i : i + 50] for i in range(0, len(texts), 50)]))
    said = [sentence for _, sentences, _ in parts for sentence in sentences]
    assert covers(said, "".join(texts))
    assert all(covers(w, s) for _, sentences, words in parts for s, w in zip(sentences, words, strict=True))


def datatrove(folder: Path, timed: Clock) -> None:
    """datatrove on two workers: lines of symbols dropped, sentences and words by its Chinese tokenizer, JSON Lines."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.formatters import SymbolLinesFormatter
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter
    from datatrove_step import Tokenized

    texts = texts_of(folder)
    with tempfile.TemporaryDirectory() as name:
        raw, out = Path(name) / "raw", Path(name) / "out"
        raw.mkdir()
        for part in range(2):
            lines = (
                json.dumps({"text": text, "id": str(i)}) for i, text in enumerate(texts) if i % 2 == part
            )
            (raw / f"{part}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        executor = LocalPipelineExecutor(
            [
                JsonlReader(str(raw)),
                SymbolLinesFormatter(symbols_to_remove=["|", "◆", "■"]),
                Tokenized(),
                JsonlWriter(str(out), compression=None),
            ],
            tasks=2, workers=2, logging_dir=str(Path(name) / "logs"),
        )  # fmt: skip
        timed(executor.run)
        rows = [json.loads(line) for file in out.glob("*.jsonl") for line in file.open(encoding="utf-8")]
        assert len(rows) == sum(1 for text in texts if text.strip())
        assert all(covers(row["metadata"]["words"], row["text"]) for row in rows)


def _build(
    workers: int, layers: tuple[str, ...] | None, formats: tuple[FormatName, ...] | None = None
) -> Callable[[Path, Clock], None]:
    """A whole build: clean, structure, tokens, layers, checks; all formats, or some."""

    def run(folder: Path, timed: Clock) -> None:
        import chuangwen_corpus as cw

        with tempfile.TemporaryDirectory() as out:
            made = Path(out) / "build"
            result = timed(lambda: cw.build(folder, made, workers=workers, layers=layers, formats=formats))
            assert result.rows["documents"] == sum(1 for file in folder.rglob("*") if file.is_file())
            assert not result.rejects
            document = next(iter(cw.load(made).iter_documents()))
            assert covers(list(document.tokens.form), "".join(s.text for s in document.sentences))

    return run


CONTENDERS: dict[str, Callable[[Path, Clock], None]] = {
    "bare jieba.lcut": jieba,
    "bare rjieba.cut": rjieba,
    "pandas + jieba.posseg script": posseg,
    "spaCy zh + jieba": spacy,
    "datatrove, 2 workers": datatrove,
    "polars + rjieba script, 2 processes": polars,
    "build, 1 worker": _build(1, None),
    "build, 2 workers": _build(2, None),
    "build without layers, 1 worker": _build(1, ()),
    "build without layers, 2 workers": _build(2, ()),
    "Parquet alone without layers, 1 worker": _build(1, (), ("parquet",)),
    "Parquet alone without layers, 2 workers": _build(2, (), ("parquet",)),
}


def main(name: str, folder: Path) -> None:
    seconds = 0.0

    def timed(work: Callable[[], Any]) -> Any:
        nonlocal seconds
        start = time.perf_counter()
        made = work()
        seconds = time.perf_counter() - start
        return made

    CONTENDERS[name](folder, timed)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of the largest child
    print(json.dumps({"seconds": seconds, "peak_mb": own // 1024, "child_mb": child // 1024}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
