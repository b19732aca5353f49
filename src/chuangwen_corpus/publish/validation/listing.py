"""What a manifest says of its own: that all tables, layers and files of a release are in it, and their rows add up."""

from __future__ import annotations

from collections.abc import Iterator

from chuangwen_corpus import annotate, rights, tables
from chuangwen_corpus._version import __version__
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.manifest import FORMAT, MANIFEST, SCHEMA_VERSION, Manifest
from chuangwen_corpus.publish import metadata
from chuangwen_corpus.publish.writers.tables import JSON_LINES

_PATH = regex(
    r"parquet/(?P<parquet>[a-z0-9_]+)(/part-[0-9]{6,})?\.parquet"
    r"|csv/(?P<csv>[a-z0-9_]+)\.csv"
    r"|json/documents(/part-[0-9]{6,})?\.jsonl"
)


def parquet_files(manifest: Manifest, table: str) -> list[str]:
    """The Parquet files of a table, in the order of its rows."""
    return sorted(
        path for path in manifest.files if (found := _PATH.fullmatch(path)) and found["parquet"] == table
    )


def json_files(manifest: Manifest) -> list[str]:
    """The files of JSON Lines, in the order of the documents."""
    return sorted(path for path in manifest.files if path.startswith("json/") and _PATH.fullmatch(path))


def faults(manifest: Manifest) -> Iterator[str]:
    """What is missing in the manifest, too much in it, or says another thing than the rest of it."""
    for fault in (*_head_faults(manifest), *_table_faults(manifest), *_row_faults(manifest)):
        yield f"{MANIFEST}: {fault}"
    yield from _path_faults(manifest)


def _head_faults(manifest: Manifest) -> Iterator[str]:
    if manifest.format != FORMAT:
        yield f"format: is {manifest.format}; this version checks format {FORMAT}: build it again"
    known = annotate.registry()
    if manifest.layers != [name for name in known if name in manifest.layers]:
        yield "layers: are not layers of annotation of this version, each once, in the order they are made"
    for name in manifest.layers:
        if name in known and known[name].table not in manifest.tables:
            yield f"layers: {name} has no table {known[name].table}"
    for name, layer in known.items():
        if name not in manifest.layers and _rows(manifest, layer.table):
            yield f"layers: {name} is not among them, but the table {layer.table} has rows"
    if not manifest.layers and (_rows(manifest, "annotations") or _rows(manifest, "keywords")):
        yield "layers: there are none, but there are annotations or keywords"
    if manifest.segmentation.engine not in annotate.ENGINES:
        yield f"segmentation: there is no engine {manifest.segmentation.engine!r}"
    if manifest.schema_version != SCHEMA_VERSION:
        yield f"schema_version: is {manifest.schema_version}; this version checks {SCHEMA_VERSION}: build it again"
    if manifest.package_version == __version__ and manifest.licences != rights.STATEMENT:
        yield f"licences: are not those of version {__version__}"


def _table_faults(manifest: Manifest) -> Iterator[str]:
    for name in tables.ROWS.keys() - manifest.tables.keys():
        yield f"the table {name} is missing"
    for name, about in manifest.tables.items():
        if name not in tables.ROWS:
            yield f"{name} is no table of a release"
        elif "csv" in manifest.formats and about.content_sha256 is None:
            yield f"the table {name} has no content_sha256"
        files = parquet_files(manifest, name)
        if not files and "parquet" in manifest.formats:
            yield f"the table {name} has no Parquet file"
        elif len(files) > 1 and f"parquet/{name}.parquet" in files:
            yield f"the table {name} is there twice, as one file and in parts"


def _path_faults(manifest: Manifest) -> Iterator[str]:
    """Files that no release has, and those that it should have."""
    for path in manifest.files:
        found = _PATH.fullmatch(path)
        table = found and (found["parquet"] or found["csv"])
        form = path.partition("/")[0]
        if (
            (not found and path not in metadata.FILES)
            or (found and form not in manifest.formats)
            or (table and table not in manifest.tables)
        ):
            yield f"{path}: is no file of a release, but in the manifest"
    about = manifest.model_dump()
    wanted = list(metadata.names(about, about["files"]))
    if "csv" in manifest.formats:
        wanted += [f"csv/{name}.csv" for name in manifest.tables]
    if "json" in manifest.formats and _rows(manifest, "documents") and not json_files(manifest):
        wanted += [JSON_LINES]
    for path in dict.fromkeys(wanted):
        if path not in manifest.files:
            yield f"{path}: belongs to the release, but is not in the manifest"


def _row_faults(manifest: Manifest) -> Iterator[str]:
    for path, about in manifest.files.items():
        if (about.rows is None) == bool(_PATH.fullmatch(path)):
            yield f"{path}: rows: {'are missing' if about.rows is None else 'of a file that holds none'}"
    sums = {f"Parquet of {name}": (name, parquet_files(manifest, name)) for name in manifest.tables}
    if "csv" in manifest.formats:
        sums |= {f"csv/{name}.csv": (name, [f"csv/{name}.csv"]) for name in manifest.tables}
    if json_files(manifest):
        sums["JSON Lines"] = ("documents", json_files(manifest))
    for what, (name, paths) in sums.items():
        files = [manifest.files[path] for path in paths if path in manifest.files]
        rows = [file.rows for file in files if file.rows is not None]
        if rows and sum(rows) != _rows(manifest, name):
            yield f"{what}: has {sum(rows):,} rows, the table {name} {_rows(manifest, name):,}"


def _rows(manifest: Manifest, table: str) -> int:
    return about.rows if (about := manifest.tables.get(table)) else 0
