"""The tools of docs/opens-everywhere.md: how each is found and run, and what its snippet prints if it reads the tables right."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]
Tables = Mapping[str, Rows]
MARK = "-- beyond the snippet --"
"""Stands between what a snippet prints and what the code behind it prints: one line of JSON."""

_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "chuangwen-interop"
"""Where .ci/interop puts what is no package of Debian."""


@dataclass(frozen=True)
class Tool:
    """A section of the page."""

    name: str
    command: str
    """As on the page; its last word that begins with `snippet.` is the file that the snippet is written to."""
    expected: Callable[[Tables], str]
    """What the snippet prints."""
    missing: Callable[[], str | None]
    """Why it cannot be run here; nothing if it can."""
    beyond: str
    """Code in the snippet's language, run behind it in the same process: prints the mark, and JSON with the `versions`, and of
    most tools with all `tables` as they read them."""
    hard: bool = False
    """Whether it reads a page of texts that programs take for something else, too, and not only the release."""
    path: Callable[[], Path] = field(default=lambda: Path(sys.executable).parent)
    """The folder of its program, first in PATH."""

    @property
    def file(self) -> str:
        return next(word for word in self.command.split() if word.startswith("snippet."))


def _newest(pattern: str) -> Path | None:
    """The folder of the cache that .ci/interop has finished."""
    done = [file.parent for file in _CACHE.glob(f"{pattern}/done")]
    return max(done, key=lambda folder: folder.stat().st_mtime, default=None)


def _spark() -> Path:
    return (_newest("spark-*") or _CACHE) / "bin"


def modules() -> Path:
    """Where Node.js finds its packages."""
    return (_newest("node-*") or _CACHE) / "node_modules"


def _python(*names: str) -> Callable[[], str | None]:
    def missing() -> str | None:
        absent = [name for name in names if importlib.util.find_spec(name) is None]
        return f"no {' and no '.join(absent)} in this environment" if absent else None

    return missing


def _programs(*names: str, also: Callable[[], str | None] = lambda: None) -> Callable[[], str | None]:
    def missing() -> str | None:
        absent = [name for name in names if shutil.which(name) is None]
        return f"no {' and no '.join(absent)} on this machine" if absent else also()

    return missing


def _r() -> str | None:
    """R's own way of looking takes as long as a snippet, so its libraries are looked through."""
    places = (
        *os.environ.get("R_LIBS", "").split(":"),
        "/usr/lib/R/library",
        "/usr/lib/R/site-library",
        "/usr/local/lib/R/site-library",
    )
    absent = [
        name
        for name in ("readr", "jsonlite", "RSQLite")
        if not any((Path(place) / name / "DESCRIPTION").is_file() for place in places if place)
    ]
    return f"no R package {' and no '.join(absent)} on this machine" if absent else None


def _pyspark() -> str | None:
    return None if (_spark() / "python").exists() else "no Spark; .ci/interop installs it"


def _hyparquet() -> str | None:
    names = ("hyparquet", "fzstd")
    return (
        None
        if all((modules() / name).is_dir() for name in names)
        else "no hyparquet; .ci/interop installs it"
    )


def lines(rows: Iterable[Iterable[Any]]) -> str:
    return "".join("\t".join(str(cell) for cell in row) + "\n" for row in rows)


def _by(rows: Rows, key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in rows}


def _nouns(tables: Tables) -> list[tuple[str, int]]:
    counted = Counter(token["form"] for token in tables["tokens"] if token["upos"] == "NOUN")
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:10]


def _holding(tables: Tables, *words: str) -> Rows:
    """The sentences that have all of these tokens, also in traditional characters, found without the index."""
    forms: dict[str, set[str]] = {}
    for token in tables["tokens"]:
        forms.setdefault(token["sentence_id"], set()).add(token["form"].replace("創", "创"))
    return [row for row in tables["sentences"] if forms.get(row["sentence_id"], set()).issuperset(words)]


def pandas(tables: Tables) -> str:
    speeches = _by(tables["speeches"], "speech_id")
    rows = (
        (speeches[row["speech_id"]]["speaker"] or "", row["modality"], row["predicate"], row["text"])
        for row in tables["commitments"]
    )
    return lines([("speaker", "modality", "predicate", "text"), *rows]) + "\n"


def polars(tables: Tables) -> str:
    return "".join(f"{form},{count}\n" for form, count in [("form", "len"), *_nouns(tables)]) + "\n"


def duckdb(tables: Tables) -> str:
    speeches, sentences = _by(tables["speeches"], "speech_id"), _by(tables["sentences"], "sentence_id")
    strong = [row for row in tables["commitments"] if row["strength"] == "strong"]
    return lines(
        (speeches[row["speech_id"]]["speaker"], row["predicate"], sentences[row["sentence_id"]]["text"])
        for row in sorted(strong, key=lambda row: (row["document_id"], row["start_char"], row["end_char"]))
    )


def dataset(tables: Tables) -> str:
    sentences = _by(tables["sentences"], "sentence_id")
    words = (token for token in tables["tokens"] if token["upos"] != "PUNCT")
    return lines(sorted(Counter(sentences[word["sentence_id"]]["speech_id"] for word in words).items()))


def hub(tables: Tables) -> str:
    return lines((row["sentence_id"], row["text"]) for row in tables["sentences"] if "创建" in row["text"])


def r(tables: Tables) -> str:
    titles = [(row["title"],) for row in tables["speeches"]]
    return lines([*_nouns(tables), *titles, *((row["text"],) for row in _holding(tables, "创建"))])


def spark(tables: Tables) -> str:
    speeches = _by(tables["speeches"], "speech_id")
    pairs = Counter((speeches[row["speech_id"]]["speaker"], row["modality"]) for row in tables["commitments"])
    # Spark sorts what is missing first.
    rows = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0][0] is not None, pair[0]))
    return lines((*pair, count) for pair, count in rows)


def sqlite(tables: Tables) -> str:
    speeches = _by(tables["speeches"], "speech_id")
    words: dict[str, list[str]] = {}
    for token in tables["tokens"]:
        form = token["form"]
        words.setdefault(token["sentence_id"], []).append(f"[{form}]" if form in ("创建", "任务") else form)
    return lines(
        (speeches[row["speech_id"]]["speaker"], " ".join(words[row["sentence_id"]]))
        for row in _holding(tables, "创建", "任务")
    )


def libreoffice(tables: Tables) -> str:
    return f"{sum(token['upos'] == 'NOUN' for token in tables['tokens'])}\n"


def javascript(tables: Tables) -> str:
    speeches = _by(tables["speeches"], "speech_id")
    rows = (
        [speeches[row["speech_id"]]["speaker"], row["value"], row["unit"], row["noun"]]
        for row in tables["quantities"]
    )
    return lines(
        ["" if cell is None else f"{cell:g}" if isinstance(cell, float) else cell for cell in row]
        for row in rows
    )


_PYTHON = f"""
import json
from importlib.metadata import version
from pathlib import Path

names = sorted(file.stem for file in Path("build/parquet").glob("*.parquet"))
said = {{}}
%s
print({MARK!r})
print(json.dumps(said, default=lambda value: value.tolist()))
"""

TOOLS = [
    Tool(
        "pandas", "python snippet.py", pandas, _python("pandas"),
        _PYTHON % """
frames = {name: pd.read_parquet(f"build/parquet/{name}.parquet", dtype_backend="numpy_nullable") for name in names}
said["tables"] = {name: frame.astype(object).where(frame.notna(), None).to_dict("records") for name, frame in frames.items()}
said["versions"] = {"pandas": pd.__version__}
""",
    ),
    Tool(
        "Polars", "python snippet.py", polars, _python("polars"),
        _PYTHON % """
said["tables"] = {name: pl.read_parquet(f"build/parquet/{name}.parquet").to_dicts() for name in names}
said["versions"] = {"Polars": pl.__version__}
""",
    ),
    Tool(
        "DuckDB", "python snippet.py", duckdb, _python("duckdb"),
        _PYTHON % """
said["tables"] = {}
for name in names:
    found = duckdb.sql(f"SELECT * FROM 'build/parquet/{name}.parquet'")
    said["tables"][name] = [dict(zip(found.columns, row)) for row in found.fetchall()]
said["versions"] = {"DuckDB": duckdb.__version__}
""",
    ),
    Tool(
        "pyarrow.dataset", "python snippet.py", dataset, _python("pyarrow"),
        _PYTHON % """
said["tables"] = {name: ds.dataset(f"build/parquet/{name}.parquet").to_table().to_pylist() for name in names}
said["versions"] = {"pyarrow": version("pyarrow")}
""",
    ),
    Tool(
        "Hugging Face datasets", "HF_HUB_OFFLINE=1 python snippet.py", hub, _python("datasets"),
        _PYTHON % """
said["versions"] = {"datasets": version("datasets")}
""",
    ),
    Tool(
        "R", "Rscript snippet.R", r, _programs("Rscript", also=_r),
        f"""
files <- list.files("build/csv", full.names = TRUE)
tables <- lapply(files, function(file) as.list(read_csv(file, col_types = cols(.default = "c"), na = "", trim_ws = FALSE, progress = FALSE)))
names(tables) <- sub(".csv", "", basename(files), fixed = TRUE)
counts <- lapply(setNames(nm = names(tables)), function(name)
  dbGetQuery(database, paste("SELECT count(*) AS n FROM", name))$n)
dbDisconnect(database)
versions <- list(R = as.character(getRversion()))
for (name in c("readr", "jsonlite", "RSQLite")) versions[[name]] <- as.character(packageVersion(name))
said <- list(csv = lapply(tables, function(columns) lapply(columns, I)), documents = documents, counts = counts,
  arrow = requireNamespace("arrow", quietly = TRUE), versions = versions)
cat("{MARK}\\n")
cat(toJSON(said, auto_unbox = TRUE, null = "null", na = "null", digits = NA), "\\n")
""",
        hard=True,
    ),
    Tool(
        "Spark", "python snippet.py", spark, _programs("java", also=_pyspark),
        _PYTHON % """
for name in names:
    spark.read.parquet(f"build/parquet/{name}.parquet").createOrReplaceTempView(name)
said["tables"] = {}
for name in names:
    columns = ", ".join(spark.table(name).columns)
    rows = spark.sql(f"SELECT {columns} FROM {name}").collect()
    said["tables"][name] = [row.asDict(recursive=True) for row in rows]
java = spark.sparkContext._jvm.java.lang.System.getProperty("java.version")
said["versions"] = {"Spark": spark.version, "Java": java}
try:  # so that the test knows that the strict mode is on
    spark.sql("SELECT 1 AS end")
    said["strict"] = False
except Exception:
    said["strict"] = True
spark.stop()
""",
        hard=True, path=_spark,
    ),
    Tool(
        "SQLite", "python snippet.py", sqlite, _python("sqlite3"),
        _PYTHON % """
said["versions"] = {"SQLite": sqlite3.sqlite_version}
""",
    ),
    Tool(
        "LibreOffice", "sh snippet.sh", libreoffice, _programs("soffice", also=_python("xlsxwriter")),
        f"""
echo '{MARK}'
printf '{{"versions": {{"LibreOffice": "%s"}}}}\\n' "$(soffice --version | cut -d ' ' -f 2)"
""",
        hard=True,
    ),
    Tool(
        "JavaScript", "node snippet.mjs", javascript, _programs("node", also=_hyparquet),
        f"""
import {{ readdirSync, readFileSync }} from "node:fs";
const tables = {{}};
for (const file of readdirSync("build/parquet")) {{
  const name = file.replace(".parquet", "");
  tables[name] = await read(name);
}}
const versions = {{ "Node.js": process.versions.node }};
for (const name of ["hyparquet", "fzstd"]) {{
  versions[name] = JSON.parse(readFileSync(`node_modules/${{name}}/package.json`)).version;
}}
console.log({MARK!r});
console.log(JSON.stringify({{ tables, versions }}));
""",
        hard=True,
    ),
]  # fmt: skip
