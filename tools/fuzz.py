"""Feeds the package with inputs that are made to reach new code, and keeps those that break a promise.

    pip install atheris        # besides the extras warc and office
    python tools/fuzz.py page --seconds 1500 --corpus /tmp/fuzz --seed 1
    python tools/fuzz.py page --corpus /tmp/fuzz --shrink /tmp/fuzz/page/findings/NAME.bin

Three targets: `page` parses bytes and holds the document against its contract, its tables and its bytes;
`inputs` reads a file whose name ends as the first byte says; `release` checks and opens a copy of build/ in
which the first byte names the file that is changed. Errors that are documented (`ChuangwenError`) are
answers, everything else is a finding: a file with the input and one with the traceback, one of each kind.
What ends or hangs the process is a finding, too; the run goes on in another process until its time is over.
It ends with 1 if there are findings, or if no new code was reached.

Seeds are the golden pages, raw/ and small archives and documents made of them. Inputs are changed as bytes,
and as what they are: lines of text, members of an archive, values of JSON, cells of a table.
"""

from __future__ import annotations

import argparse
import codecs
import contextlib
import gzip
import hashlib
import io
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import traceback
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

if TYPE_CHECKING:
    import pyarrow as pa

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "tests/golden/pages", ROOT / "tests/golden/cases/pages", ROOT / "raw")
BUILD = ROOT / "build"
SUFFIXES = (
    ".zip", ".tar", ".tar.gz", ".jsonl", ".jsonl.gz", ".parquet", ".warc", ".mhtml", ".docx", ".pdf",
    ".html", ".txt",
)  # fmt: skip
MOST_BYTES = {"page": 16_384, "inputs": 32_768, "release": 65_536}
SMALL = MOST_BYTES["release"] - 1
"""Bytes of a file of the release that is changed, at most."""
MEMORY_MB, PATIENCE = 4_096, 60
RUNS = 20_000
"""Inputs of a process; atheris keeps memory of those that are changed by a function of Python."""
SLOW = 10.0
"""Seconds of the processor that are a finding."""
WORDS = (
    "表态发言", "动员讲话", "在创建全国文明城市动员大会上的", "范文", "篇一", "篇二：", "第一篇", "（通用3篇）", "一、", "二、", "（一）", "1.", "（1）",
    "一是", "同志们：", "同志们,", "各位领导、", "尊敬的", "谢谢大家！", "我代表", "我们将", "确保", "20XX年", "2021年3月4日", "三个月", "百分之九十",
    "xx区", "市委", "书记", "某某", "“", "”", "《", "》", "、", "；", "……", "——", "　", "上一篇：", "下载本文", "小编", "首页>",
    "阅读：1", "創建全國文明城市", "們", "<p>", "</p>", "<br/>", "<div hidden>", "<title>", "<table>", "<td>", "<rt>",
    "<pre>", "<!--", "<script>", "<a href='", "<nav>", "<meta charset=gb2312>", " style='display:none'",
    "&nbsp;", "&#12288;", "&#x3000;", "&amp;", "&lt;", "\r\n", "\r", "\n\n", "\t", " ", "\ufeff", "\u200b",
    "\xa0", "\x85", "\u2028", "\x00", "\x0c", "\ufffd", "?", "𠀀", "\ue000", "é", "皆さん",
)  # fmt: skip
STRUCTURE = (
    b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"\x1f\x8b\x08", b"ustar\x0000", b"PAR1",
    b"%PDF-1.4", b"WARC/1.0\r\n", b"WARC-Type: response", b"Content-Length: ", b"Content-Type: text/html",
    b"MIME-Version: 1.0", b"base64", b"quoted-printable", b'{"text": "', b'{"html": "', b'"url": "',
    b"\\ud800", b"\\u0000", b"null", b"1e999", b"-1", b"NaN", b"../", b"[[[[[[[[", b'"sha256": "',
    b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xff\xff\x7f",
)  # fmt: skip
EXTREMES: tuple[Any, ...] = (
    None, True, 0, -1, 1, 2**31, 2**63, 10**400, 0.5, 1e308, "", "x", "\x00", "../x",
    "parquet/tokens.parquet", "f" * 64, [], {}, [[]], {"": None}, [None], "表态发言", "\ud800", "9" * 5000,
)  # fmt: skip
STATE = re.compile(r"#(\d+)\s+(\w+)\s+cov: (\d+) ft: (\d+)")
LOADED = re.compile(r"seed corpus: files: (\d+)")


class Broken(Exception):  # noqa: N818  # it names what is found
    """A promise that does not hold."""


# Seeds


def page_seeds() -> Iterator[bytes]:
    for folder in PAGES:
        yield from (file.read_bytes() for file in sorted(folder.iterdir()) if file.suffix != ".toml")


def input_seeds() -> Iterator[bytes]:
    """Small pages as they are, and in archives, dumps and documents; the first byte names the suffix."""
    pages = sorted(page_seeds(), key=len)[:24]
    for suffix, data in itertools.chain(*(_kinds(pages[i : i + 3]) for i in range(0, len(pages), 3))):
        yield bytes([SUFFIXES.index(suffix)]) + data


def _kinds(pages: list[bytes]) -> Iterator[tuple[str, bytes]]:
    import pyarrow as pa
    from pyarrow import parquet

    sys.path.insert(0, str(ROOT / "tests"))
    import office

    texts = [page.decode("utf-8", "replace") for page in pages]
    lines = texts[0].split()[:20]
    yield from ((".txt", pages[0]), (".html", pages[1]))
    for method, name in ((zipfile.ZIP_STORED, "页{}.txt"), (zipfile.ZIP_DEFLATED, "a/{}.html")):
        yield ".zip", _zip({name.format(i): page for i, page in enumerate(pages)}, method)
    yield from ((".tar", _tar(pages)), (".tar.gz", gzip.compress(_tar(pages), mtime=0)))
    rows = [
        {"text": text, "url": f"https://example.org/{i}", "date": "2021-03-04"}
        for i, text in enumerate(texts)
    ]
    dump = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    yield from ((".jsonl", dump), (".jsonl.gz", gzip.compress(dump, mtime=0)))
    table = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), table, row_group_size=2)
    yield ".parquet", table.getvalue()
    yield ".warc", b"".join(map(_response, pages))
    for coding in ("base64", "quoted-printable", "8bit"):
        yield (
            ".mhtml",
            office.mhtml(("text/html; charset=utf-8", pages[0]), ("text/plain", pages[1]), coding=coding),
        )
    body = "".join(map(office.paragraph, (re.sub(r"[&<>\x00-\x1f]", "", line) for line in lines)))
    yield (
        ".docx",
        office.docx(body + office.item("我们将") + office.table(("<w:p/>", "x")), ((1, "decimal", "%1."),)),
    )
    yield ".pdf", office.pdf(tuple(lines[:4]))


def _response(page: bytes) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n"
    head += "WARC-Date: 2021-03-04T00:00:00Z\r\n"
    return (
        f"{head}Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
        + b"\r\n\r\n"
    )


def _zip(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return made.getvalue()


def _tar(pages: list[bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for i, page in enumerate(pages):
            about = tarfile.TarInfo(f"页{i}.txt")
            about.size = len(page)
            archive.addfile(about, io.BytesIO(page))
    return made.getvalue()


def release_files() -> list[str]:
    """The manifest, and the other small files of the release, by path."""
    there = (file for file in sorted(BUILD.rglob("*")) if file.is_file() and file.stat().st_size <= SMALL)
    names = [file.relative_to(BUILD).as_posix() for file in there]
    return sorted(names, key=lambda name: (name != "manifest.json", name))[:256]


def release_inputs() -> Iterator[bytes]:
    """Each small file of the release as it is; the first byte says which."""
    for i, name in enumerate(release_files()):
        yield bytes([i]) + (BUILD / name).read_bytes()


def release_seeds() -> Iterator[bytes]:
    """One of each kind, as all are the same release; changes are made of all (see `Changes`)."""
    first = {name.rpartition(".")[2]: name for name in reversed(release_files())}
    yield from (seed for seed in release_inputs() if release_files()[seed[0]] in first.values())


SEEDS = {"page": page_seeds, "inputs": input_seeds, "release": release_seeds}


def dictionary() -> str:
    """Words of the genre in two encodings, and marks of formats, as libFuzzer reads them."""
    words = {word.encode(encoding) for word in WORDS for encoding in ("utf-8", "gb18030")}
    escaped = ("".join(map("\\x{:02x}".format, word)) for word in sorted(words | set(STRUCTURE)))
    return "".join(f'"{word}"\n' for word in escaped)


# Targets


def page_check(_work: Path) -> Callable[[bytes], None]:
    import chuangwen_corpus as cw
    from chuangwen_corpus import tables
    from chuangwen_corpus.records import Document, contract
    from chuangwen_corpus.records.rows import row_of

    def check(data: bytes) -> None:
        whole = zlib.crc32(data) % 4 == 0  # some pages with the option that reads what is no speech
        try:
            document = cw.parse(data, path="x.txt", text_without_speech=whole)
        except cw.SourceError as error:
            _say(error)
            return
        if document.restore() != data:
            raise Broken("the bytes do not come back")
        if fault := next(contract.faults(row_of(document)), None):
            raise Broken(f"contract: {fault}")
        if next(tables.to_documents(dict(tables.each([row_of(document)])))) != document:
            raise Broken("the document does not come back from its tables")
        if Document.model_validate_json(document.model_dump_json()) != document:
            raise Broken("the document does not come back from JSON")
        for sentence in document.sentences:
            start, end = document.to_source(sentence.start_char, sentence.end_char)
            back = document.to_clean(start, end)
            if not (back[0] <= sentence.start_char and sentence.end_char <= back[1]):
                raise Broken("the source of a sentence does not lead back to it")

    check("在创建大会上的表态发言\n同志们:\n一、我们将全力以赴,完成任务!".encode())
    check("没有".encode())
    return check


def _say(error: Any) -> None:
    if not (error.reason and error.hint and error.message and error.message.isprintable()):
        raise Broken("a reject without a reason, a hint or a message that can be printed")
    if re.search(r"\bat 0x[0-9a-f]{6}", error.message):
        raise Broken("a reject whose message names an address of memory, which is another every time")


def inputs_check(work: Path) -> Callable[[bytes], None]:
    from chuangwen_corpus import SourceError
    from chuangwen_corpus.extract import __main__ as extracting
    from chuangwen_corpus.extract import run
    from chuangwen_corpus.read.inputs import InputFolder

    apart = run._called  # noqa: SLF001  # a process for each document is slow, and what it runs is not seen

    def called(kind: str, data: bytes, seconds: float) -> tuple[dict[str, str | None], bytes]:
        # A library in C may end this process.
        if kind == "pdf":
            return apart(kind, data, seconds)
        return extracting._extracted(kind, data)  # noqa: SLF001

    run._called = called  # noqa: SLF001  # see above
    folder = Path(tempfile.mkdtemp(dir=work))

    def outcome(page: Any) -> tuple[object, str]:
        page.path.encode()
        try:
            return page.read(), ""
        except SourceError as error:
            _say(error)
            return error.reason, error.message

    def check(data: bytes) -> None:
        suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else ".txt"
        file = folder / f"x{suffix}"
        file.write_bytes(data[1:])
        try:
            read = [(page.path, outcome(page)) for page in InputFolder.open(folder).pages()]
            pieces = [
                outcome(page)
                for stretch in InputFolder.open(folder).stretches(1)
                for page, _ in stretch.pages()
            ]
        finally:
            file.unlink()
        if len({path for path, _ in read}) != len(read):
            raise Broken("two pages have one path")
        if [got for _, got in read] != pieces:
            raise Broken(f"{suffix}: read in pieces it is another input")
        if not read and not _is_empty(suffix, data[1:]):
            raise Broken(f"{suffix}: neither a page nor a reject")

    for seed in {seed[0]: seed for seed in input_seeds()}.values():
        check(seed)
    return check


def _is_empty(suffix: str, data: bytes) -> bool:
    """Whether an archive or a dump is whole and holds no page."""
    from pyarrow import parquet

    with contextlib.suppress(Exception):
        if suffix.endswith(".gz"):
            return _is_empty(suffix.removesuffix(".gz"), gzip.decompress(data))
        match suffix:
            case ".zip":
                return not any(
                    not name.endswith("/") for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
                )
            case ".tar":
                return not any(not member.isdir() for member in tarfile.open(fileobj=io.BytesIO(data)))
            case ".jsonl":
                return not data.removeprefix(codecs.BOM_UTF8).strip()
            case ".parquet":
                return parquet.read_metadata(io.BytesIO(data)).num_rows == 0
            case ".warc":  # its records may be of other kinds
                return not data.strip(b"\r\n") or data.startswith(b"WARC/")
    return False


def release_check(work: Path) -> Callable[[bytes], None]:
    import chuangwen_corpus as cw
    from chuangwen_corpus.publish.validation import release

    folder = Path(tempfile.mkdtemp(dir=work)) / "build"
    shutil.copytree(BUILD, folder)
    names = release_files()

    def check(data: bytes) -> None:
        name = names[data[0] % len(names)] if data else names[0]
        (folder / name).write_bytes(data[1:])
        try:
            try:
                corpus = cw.load(folder)
            except cw.ChuangwenError:
                return
            repr(corpus)
            found = list(release.faults(folder))
        finally:
            shutil.copyfile(BUILD / name, folder / name)
        if name != names[0] and not found and data[1:] != (BUILD / name).read_bytes():
            raise Broken("a release that was changed has no faults")

    for seed in {name.rpartition(".")[2]: bytes([i]) for i, name in enumerate(names)}.values():
        check(seed)
    check(b"\0" + (BUILD / names[0]).read_bytes())
    return check


CHECKS = {"page": page_check, "inputs": inputs_check, "release": release_check}


# Changes


class Changes:
    """Changes of an input as what it is; bytes are changed by libFuzzer, which has the dictionary."""

    def __init__(self, target: str, raw: Callable[[bytes, int], bytes]) -> None:
        self.target, self.raw = target, raw
        seeds = [seed.decode("utf-8", "ignore") for seed in page_seeds()]
        self.files = list(release_inputs()) if target == "release" else []
        self.lines = [line for seed in seeds for line in seed.splitlines(keepends=True) if line.strip()]

    def __call__(self, data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        self.most = most
        try:
            made = self._page(data, chance) if self.target == "page" else self._file(data, chance)
        except Exception:  # noqa: BLE001  # what cannot be taken apart is changed as bytes
            made = self.raw(data, most)
        return made[:most]

    def _page(self, data: bytes, chance: random.Random) -> bytes:
        return self.raw(data, self.most) if chance.random() < 0.35 else self._text(data, chance)

    def _file(self, data: bytes, chance: random.Random) -> bytes:
        if self.target == "release" and chance.random() < 0.6:
            # A file of the release as it is reaches no code that another does not, so it is not kept.
            data = self.files[max(0, chance.randrange(-len(self.files) // 2, len(self.files)))]
        first, body = data[:1], data[1:]
        if chance.random() < (0.35 if self.target == "inputs" else 0.15):
            return first + self.raw(body, self.most - 1)
        if self.target == "inputs" and chance.random() < 0.05:
            return bytes([chance.randrange(len(SUFFIXES))]) + body
        return first + self._body(body, chance)

    def _body(self, body: bytes, chance: random.Random) -> bytes:
        if body.startswith(b"\x1f\x8b"):
            return gzip.compress(self._body(gzip.decompress(body), chance), mtime=0)
        if body.startswith(b"PAR1"):
            return _changed_table(body, chance)
        if body.startswith(b"PK"):
            return self._members(body, chance)
        if body[257:262] == b"ustar":
            return self._header(body, chance)
        if body[:1] == b"{":
            return self._json(body, chance)
        return self._text(body, chance)

    def _members(self, body: bytes, chance: random.Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice(sorted(files))
        if chance.random() < 0.7:
            files[name] = self._page(files[name], chance)
        else:
            files[name + chance.choice((*WORDS, *SUFFIXES, "/", "\\", "/../x"))] = files.pop(name)
        return _zip(
            files,
            chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2)),
        )

    def _header(self, body: bytes, chance: random.Random) -> bytes:
        """A tar with a changed header whose sum is right."""
        at = 512 * chance.randrange(len(body) // 512)
        header = bytearray((self.raw(body[at : at + 512], 512) + bytes(512))[:512])
        header[148:156] = b" " * 8
        header[148:156] = b"%06o\0 " % sum(header)
        return body[:at] + bytes(header) + body[at + 512 :]

    def _json(self, body: bytes, chance: random.Random) -> bytes:
        if chance.random() < 0.2:
            return self._text(body, chance)
        lines = [body] if body.startswith(b"{\n") else body.splitlines(keepends=True)
        i = chance.randrange(len(lines))
        value = json.loads(lines[i])
        for _ in range(chance.randint(1, 3)):
            holder, key, old = chance.choice(list(_slots(value)))
            match chance.randrange(5):
                case 0 | 1:
                    holder[key] = chance.choice(EXTREMES)
                case 2:
                    holder[key] = chance.choice(list(_slots(value)))[2]
                case 3:
                    del holder[key]
                case _ if isinstance(old, str):
                    holder[key] = old + chance.choice(WORDS)
                case _:
                    holder[key] = str(old)
        text = json.dumps(value, ensure_ascii=chance.random() < 0.5, indent=None if len(lines) > 1 else 2)
        lines[i] = (text + "\n").encode("utf-8", "surrogatepass")
        return b"".join(lines)

    def _text(self, data: bytes, chance: random.Random) -> bytes:
        for encoding in ("utf-8", "gb18030", "utf-16"):
            with contextlib.suppress(UnicodeDecodeError):
                text = data.decode(encoding)
                break
        for _ in range(chance.choice((1, 1, 2, 3, 5))):
            text = self._changed_text(text, chance)
        if chance.random() < 0.05:
            encoding = chance.choice(
                ("utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "shift_jis")
            )
        return text.encode(encoding, "xmlcharrefreplace" if encoding in ("big5", "shift_jis") else "replace")

    def _changed_text(self, text: str, chance: random.Random) -> str:
        at = chance.randrange(len(text) + 1)
        end = at + chance.choice((0, 1, 1, 2, 5, 20, 200))
        lines = text.splitlines(keepends=True) or [""]
        i, j = sorted(chance.randrange(len(lines)) for _ in range(2))
        match chance.randrange(12):
            case 0 | 1:
                return text[:at] + chance.choice(WORDS) + text[at:]
            case 2:
                return text[:at] + chance.choice(WORDS) + text[end:]
            case 3:
                return text[:at] + text[end:]
            case 4:
                return text[:at] + text[at:end] * chance.choice((2, 3, 20)) + text[end:]
            case 5:
                lines[i], lines[j] = lines[j], lines[i]
            case 6:
                lines[i:i] = lines[j : j + chance.randint(1, 4)]
            case 7:
                del lines[i : i + chance.randint(1, 4)]
            case 8:
                other = chance.randrange(len(self.lines))
                lines[i:i] = self.lines[other : other + chance.randint(1, 6)]
            case 9:
                lines[i] = lines[i].rstrip("\r\n") + chance.choice(("", " ", "\r", "\n\n", "<br>", "　"))
            case 10:
                lines[i] = chance.choice(WORDS) + lines[i]
            case _:
                tag = chance.choice(
                    ("p", "div", "span", "h1", "li", "td", "a", "b", "font", "script", "pre", "ruby")
                )
                lines[i] = f"<{tag}>{lines[i]}</{tag}>"
        return "".join(lines)


def _slots(value: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Each place of a value of JSON: what holds it, its key, and what stands there."""
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key, inner
        if isinstance(inner, dict | list):
            yield from _slots(inner)


def _changed_table(body: bytes, chance: random.Random) -> bytes:
    """Parquet with a changed column, order, cell or kind."""
    import pyarrow as pa
    from pyarrow import parquet

    table: pa.Table = parquet.read_table(io.BytesIO(body))
    i = chance.randrange(table.num_columns)
    name, column = table.column_names[i], table.column(i)
    match chance.randrange(8):
        case 0:
            table = table.drop_columns([name])
        case 1:
            table = table.rename_columns([n + "x" * (n == name) for n in table.column_names])
        case 2:
            kind = chance.choice(
                (pa.string(), pa.large_string(), pa.int8(), pa.int64(), pa.float32(), pa.binary(), pa.null())
            )
            new = column.cast(kind) if kind != pa.null() else pa.nulls(len(column))
            table = table.set_column(i, name, new)
        case 3:
            rows = list(range(table.num_rows))
            chance.shuffle(rows)
            table = table.take(rows[: chance.randint(0, len(rows))] + rows[: chance.randint(0, 2)])
        case 4:
            table = table.replace_schema_metadata({"description": "x"})
        case 5:
            table = table.append_column(chance.choice(("x", name, "text", "")), column)
        case _:
            cells = column.to_pylist()
            row = chance.randrange(len(cells))
            cells[row] = chance.choice((None, cells[0], *EXTREMES, "", "\n", 2**31 - 1, -1, b"\xff", [None]))
            table = table.set_column(
                i, table.schema.field(i).with_nullable(nullable=True), pa.array(cells, column.type)
            )
    made = io.BytesIO()
    parquet.write_table(
        table, made, row_group_size=chance.choice((1, 2, 1_000)), compression=chance.choice(("zstd", "none"))
    )
    return made.getvalue()


# Runs


def signature(error: BaseException) -> str:
    """What errors of one cause have in common: the kind and the last line of the package, or the promise."""
    if isinstance(error, Broken):
        return f"Broken: {re.sub(r'[0-9a-f]{16}[.a-z0-9]*|[0-9]+', 'N', str(error))[:80]}"
    # Documents that break their contract are all refused on one line; what is said last tells them apart.
    said = re.sub(r"\d+", "N", error.errors()[0]["msg"][-60:]) if isinstance(error, ValidationError) else ""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "chuangwen_corpus" in f.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "fuzz.py"
    return f"{type(error).__name__} at {place}{said and f': {said}'}"


def outcome_of(check: Callable[[bytes], None], data: bytes) -> tuple[str, str] | None:
    """The signature and the traceback of what an input breaks; None if it breaks nothing."""
    start = time.process_time()
    try:
        check(data)
    except Exception as error:  # noqa: BLE001  # any error is what is looked for
        return signature(error), traceback.format_exc()
    spent = time.process_time() - start
    return (f"slow, {len(data) // 4096} times 4 KB", f"{spent:.1f} seconds") if spent > SLOW else None


def child(target: str, folder: Path, flags: list[str]) -> None:
    """Fuzzes in this process until libFuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=["chuangwen_corpus"]):
        check = CHECKS[target](folder / "work")
    findings = folder / "findings"

    def one(data: bytes) -> None:
        found = outcome_of(check, data)
        if found is None:
            return
        name = hashlib.sha256(found[0].encode()).hexdigest()[:12]
        file = findings / f"{name}.bin"
        if not file.exists() or file.stat().st_size > len(data):
            file.write_bytes(data)
            (findings / f"{name}.txt").write_text(f"{found[0]}\n\n{found[1]}", encoding="utf-8")
            print(f"FINDING {name}: {found[0]}", file=sys.stderr, flush=True)

    def raw(data: bytes, most: int) -> bytes:
        # With the libFuzzer that atheris brings along, only the module that holds it knows that it runs.
        changed: bytes = sys.modules.get("atheris.core_with_libfuzzer", atheris).Mutate(data, most)
        return changed

    atheris.Setup([sys.argv[0], *flags], one, custom_mutator=Changes(target, raw))
    atheris.Fuzz()


def fuzz(target: str, seconds: int, folder: Path, seed: int) -> int:
    """Runs children until the time is over, and says what came of it."""
    seeds, grown, findings, work = (folder / name for name in ("seeds", "grown", "findings", "work"))
    for each in (seeds, grown, findings, work):
        each.mkdir(parents=True, exist_ok=True)
    (folder / "words.dict").write_text(dictionary(), encoding="ascii")
    for data in SEEDS[target]():
        (seeds / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    count = sum(1 for _ in seeds.iterdir())
    print(f"{target}: {count} seeds", flush=True)
    if not count:
        return 1
    until, run, executed = time.monotonic() + seconds, 0, 0
    states: list[tuple[int, ...]] = []
    loaded = 0
    while (left := int(until - time.monotonic())) > 5:
        run += 1
        flags = [
            str(grown), str(seeds), f"-max_total_time={left}", f"-runs={RUNS}", f"-seed={seed + run}",
            f"-dict={folder / 'words.dict'}", f"-max_len={MOST_BYTES[target]}", f"-timeout={PATIENCE}",
            f"-rss_limit_mb={MEMORY_MB}", f"-artifact_prefix={findings}/ended-", "-print_final_stats=1",
            "-reload=0", "-report_slow_units=20",
        ]  # fmt: skip
        command = [sys.executable, __file__, target, "--corpus", str(folder), "--child", *flags]
        here: list[tuple[int, ...]] = []
        # What is run is this file.
        with subprocess.Popen(  # noqa: S603
            command, stderr=subprocess.PIPE, text=True, errors="replace"
        ) as process:
            for line in process.stderr or ():
                if state := STATE.search(line):
                    here.append((int(state[1]), int(state[3]), int(state[4])))
                    if state[2] == "INITED" and not states:
                        states.append(here[-1])
                if found := LOADED.search(line):
                    loaded = max(loaded, int(found[1]))
                if not line.startswith("INFO: Instrumenting"):
                    print(line, end="", flush=True)
        executed += here[-1][0] if here else 0
        states += here[-1:]
        print(f"{target}: process {run} ended with {process.returncode}", flush=True)
        if not here:
            break
    shutil.rmtree(work)
    return _summary(target, loaded, executed, states, findings)


def _summary(target: str, loaded: int, executed: int, states: list[tuple[int, ...]], findings: Path) -> int:
    found = sorted(file.name for file in findings.iterdir() if file.suffix != ".txt")
    if not loaded or not states:
        print(f"{target}: no seed was loaded")
        return 1
    (_, cov, ft), (most_cov, most_ft) = states[0], (max(s[1] for s in states), max(s[2] for s in states))
    reached = f"cov {cov} -> {most_cov}, ft {ft} -> {most_ft}"
    print(f"{target}: {loaded} seeds loaded, {executed} executions, {reached}")
    if most_ft <= ft:
        print(f"{target}: no new code was reached")
    for name in found:
        text = findings / name.replace(".bin", ".txt")
        said = text.read_text(encoding="utf-8").partition("\n")[0] if text.exists() else "ended the process"
        print(f"{target}: finding {name}: {said}")
    return int(bool(found) or most_ft <= ft)


def shrink(target: str, file: Path) -> int:
    """Makes a finding as small as it can be made by leaving out pieces, and prints it."""
    with tempfile.TemporaryDirectory() as work:
        return _shrunk(CHECKS[target](Path(work)), file.read_bytes(), 0 if target == "page" else 1)


def _shrunk(check: Callable[[bytes], None], data: bytes, start: int) -> int:
    """Leaves out pieces behind `start`: the first byte may say what the file is."""
    found = outcome_of(check, data)
    if found is None:
        print("breaks nothing")
        return 1
    size = len(data) // 2
    while size:
        at = start
        while at < len(data):
            shorter = data[:at] + data[at + size :]
            said = outcome_of(check, shorter)
            if said and said[0] == found[0]:
                data, found = shorter, said
            else:
                at += size
        size //= 2
    print(f"{found[1]}\n{len(data)} bytes: {data!r}")
    with contextlib.suppress(UnicodeDecodeError):
        print(repr(data.decode()))
    return 0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("target", choices=SEEDS)
    arguments.add_argument("--seconds", type=int, default=600, help="how long to go on")
    arguments.add_argument(
        "--corpus",
        type=Path,
        default=Path("fuzz"),
        help="a folder for seeds, what is found to be new, and findings",
    )
    arguments.add_argument("--seed", type=int, default=1, help="of chance")
    arguments.add_argument("--shrink", type=Path, help="a finding to be made smaller; nothing is fuzzed")
    arguments.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given, flags = arguments.parse_known_args()
    if given.child:
        child(given.target, given.corpus, flags)
        return 0
    if flags:
        arguments.error(f"unknown: {' '.join(flags)}")
    if given.shrink:
        return shrink(given.target, given.shrink)
    return fuzz(given.target, given.seconds, (given.corpus / given.target).resolve(), given.seed)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    sys.exit(main())
