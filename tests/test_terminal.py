"""Hostile names and texts, odd streams and signals: the command as a process of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from chuangwen_corpus.cli.run import run
from chuangwen_corpus.terminal import LINES_AND_TABS, Line, Screen, visible
from conftest import ROOT, SEED

posix = pytest.mark.skipif(os.name != "posix", reason="signals and file names as POSIX has them")
CODE = "from chuangwen_corpus.cli import app; app()"
COMMAND = [sys.executable, "-c", CODE]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in ("COLUMNS", "CHUANGWEN_DEBUG")},
    "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1", "TERM": "xterm-256color",
}  # fmt: skip
SECONDS = 120


def printed(arguments: Sequence[str], encoding: str = "utf-8") -> tuple[int, str, str]:
    """The exit code of a command and what it prints on streams of an encoding, in this process."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace") for _ in range(2)]
    with (
        mock.patch.dict(os.environ, {"CHUANGWEN_DEBUG": "0"}),
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
    ):
        os.environ.pop("COLUMNS", None)
        code = run(arguments)
    texts = []
    for stream in streams:
        stream.flush()
        texts.append(stream.buffer.getvalue().decode(encoding))  # type: ignore[attr-defined]
    return code, *texts


def call(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs a command on pipes."""
    return subprocess.run(
        [*COMMAND, *map(os.fsencode, map(str, arguments))], env=ENVIRONMENT | environment, capture_output=True,
        timeout=SECONDS, cwd=ROOT, check=False,
    )  # fmt: skip


ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
SIGNS = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Signs over or under a number, which are seen."""


@given(st.text(st.characters(), max_size=40), st.sampled_from(["utf-8", "gbk", "cp1252", "ascii", "big5"]))
def test_nothing_that_acts_or_hides_is_left(text: str, encoding: str) -> None:
    shown = visible(text, encoding=encoding)
    assert not [c for c in shown if unicodedata.category(c) in ACTING and c not in SIGNS and c != "\t"]
    shown.encode(encoding)
    assert visible(shown, encoding=encoding) == shown


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=40))
def test_what_is_seen_stays(text: str) -> None:
    blank = "\u115f\u1160\u3164\uffa0"  # letters that are none
    assert visible(text) == text or any(c in text for c in blank)


def test_every_character_that_acts_or_hides() -> None:
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) in ACTING and character not in SIGNS:
            assert visible(character, keep="").startswith("\\"), hex(code)
    assert visible("a\tb\nc", keep=LINES_AND_TABS) == "a\tb\nc"
    assert visible("❤\ufe0f葛\U000e0100") == "❤\ufe0f葛\U000e0100"  # a choice of the glyph


@given(st.lists(st.text(st.sampled_from("a创\x1b\r\x07\u202e"), max_size=5), max_size=6))
def test_styles_stay_where_they_stood(pieces: list[str]) -> None:
    line = Line()
    for i, piece in enumerate(pieces):
        line.append(piece, f"color({i + 1})")
    spans = {line.plain[span.start : span.end]: span.style for span in line.spans}
    expected = {visible(piece): f"color({i + 1})" for i, piece in enumerate(pieces) if piece}
    assert spans == expected


EVIL = "\x1b]0;gotcha\x07\x1b[31m\x9b2J\u202e\u200b[red][link=http://x]\r\n\x08:cat:"
HARMLESS = "x"
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c]")


@pytest.fixture(scope="module")
def evil(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages, a release and gold whose names and texts mean ill, and the same with harmless ones."""
    folder = tmp_path_factory.mktemp("evil")
    for name, text in (("evil", EVIL), ("good", HARMLESS)):
        place = folder / name
        (place / "raw").mkdir(parents=True)
        page = f"某局{text.strip()}在创建大会上的表态发言\n各位领导：\n我们{text}将全力以赴，完成任务！请领导放心。\n"
        named = text.replace("/", "|")
        (place / "raw" / f"{named}.txt").write_text(page, encoding="utf-8")
        (place / "raw" / f"{named}.bin").write_bytes(bytes(100))
        (place / "page.txt").write_text(page, encoding="utf-8")
        shutil.copytree(release, place / "release")
        manifest = json.loads((place / "release/manifest.json").read_text(encoding="utf-8"))
        changed = {"name": text, "version": text, "files": manifest["files"] | {f"csv/{text}.csv": {}}}
        (place / "release/manifest.json").write_text(json.dumps(manifest | changed), encoding="utf-8")
        (place / "tables").mkdir()
        tables = {"tables": manifest["tables"] | {text: {"rows": 1}}}
        (place / "tables/manifest.json").write_text(json.dumps(manifest | tables), encoding="utf-8")
        (place / "gold" / named).mkdir(parents=True)
        (place / "gold" / named / "a.txt").write_text(page, encoding="utf-8")
        (place / "gold" / named / "a.ann").write_text(f"T1\tCommitment 0 3\t{text}\n", encoding="utf-8")
    return folder


COMMANDS = {
    "build": ("build", "{}/raw", "--out", "{}/out", "--workers", "1"),
    "build into an evil name": ("build", "{}/raw", "--out", "{}/{text}", "--workers", "1"),
    "build of nothing": ("build", "{}/{text}.nothing"),
    "engine": ("build", "{}/raw", "--out", "{}/out2", "--engine", "{text}"),
    "layers": ("build", "{}/raw", "--out", "{}/out2", "--layers", "{text}"),
    "show a page": ("show", "{}/page.txt", "--source", "--evidence"),
    "show a page of that name": ("show", "{}/raw/{text}.txt", "-s"),
    "show no page": ("show", "{}/raw/{text}.bin"),
    "show a release": ("show", "{}/release"),
    "show tables": ("show", "{}/tables"),
    "validate": ("validate", "{}/release"),
    "validate tables": ("validate", "{}/tables"),
    "validate nothing": ("validate", "{}/{text}.nothing"),
    "evaluate": ("evaluate", "--layers", "{}/gold/{text}"),
    "evaluate nothing": ("evaluate", "{}/{text}", "{}/{text}"),
    "export": ("export", "txt", "{}/page.txt", "--out", "{}/{text}.export"),
    "export to no format": ("export", "{text}"),
    "no command": ("{text}",),
    "no option": ("show", "--{text}"),
    "no number": ("show", "--most", "{text}"),
    "too many": ("validate", "{text}", "{text}"),
    "debug": ("--debug", "validate", "{}/{text}.nothing"),
}  # fmt: skip


def arguments_of(name: str, folder: Path, text: str) -> list[str]:
    named = text.replace("/", "|")
    return [part.replace("{text}", named).replace("{}", str(folder)) for part in COMMANDS[name]]


@posix
@pytest.mark.parametrize("name", COMMANDS)
def test_no_name_and_no_text_acts_on_a_stream(name: str, evil: Path) -> None:
    code, out, err = printed(arguments_of(name, evil / "evil", EVIL))
    assert code in (0, 1, 2, 70)
    assert not ACTS.search(out + err), out + err
    assert len(err.splitlines()) <= (2 if name.startswith("build") else 1) or name == "debug"


EACH = (
    "import json, sys\nfrom chuangwen_corpus.cli import streams\nstreams.prepare()\nfrom chuangwen_corpus.cli.run import run\n"
    "for name, arguments in json.load(open(sys.argv[1])).items():\n  run(arguments); print(f'=== {name}', flush=True)\n"
)


def in_a_terminal(commands: dict[str, list[str]], file: Path) -> dict[str, str]:
    """What each command writes to a terminal, a pseudo one of 100 columns."""
    import fcntl
    import pty
    import struct
    import termios

    file.write_text(json.dumps(commands), encoding="utf-8")
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", EACH, str(file)], stdin=slave, stdout=slave, stderr=slave, env=ENVIRONMENT, cwd=ROOT,
        start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    written = b""
    with contextlib.suppress(OSError):  # EIO: the other side is closed
        while piece := os.read(master, 65536):
            written += piece
    os.close(master)
    assert process.wait(SECONDS) == 0, written.decode()
    found: dict[str, str] = {}
    rest = written.decode("utf-8")
    for name in commands:
        found[name], rest = rest.split(f"=== {name}\r\n", 1)
    return found


CODES = re.compile(r"\x1b(?:\[[0-9;?]*[a-zA-Z]|\].*?(?:\x07|\x1b\\))")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.slow
@posix
def test_no_name_and_no_text_acts_on_a_terminal(evil: Path) -> None:
    """The codes are those that the same commands write for harmless names: colours, and the cursor of the bar."""
    both = [
        in_a_terminal(
            {name: arguments_of(name, evil / kind, text) for name in COMMANDS}, evil / f"{kind}.json"
        )
        for kind, text in (("good", HARMLESS), ("evil", EVIL))
    ]
    assert any(COLOUR.search(written) for written in both[0].values())
    assert "\x1b[2K" in both[0]["build"]
    for name, written in both[1].items():
        allowed = set(CODES.findall(both[0][name]))
        codes = {code for code in CODES.findall(written) if not COLOUR.fullmatch(code)}
        assert codes <= allowed, name
        assert set(COLOUR.findall(written)) <= set(COLOUR.findall("".join(both[0].values()))), name
        rest = CODES.sub("", written).replace("\r\n", "\n")
        if "\x1b[2K" in written:  # a bar returns to the start of its line
            rest = rest.replace("\r", "")
        assert not ACTS.search(rest), name


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["gbk", "cp1252", "ascii", "big5", "utf-16"])
@pytest.mark.parametrize(
    "arguments",
    [("show",), ("show", str(SEED), "--source", "--evidence"), ("validate", "没有"), ("创文",), ("build", "没有"),
     ("evaluate", "--layers", str(ROOT / "tests/layers/unseen"), "--most", "1")],
)  # fmt: skip
def test_every_stream_can_be_written(encoding: str, arguments: tuple[str, ...]) -> None:
    code, *written = printed(arguments, encoding)
    usual, *expected = printed(arguments)
    assert code == usual
    for text, right in zip(written, expected, strict=True):
        shown = re.sub(r"\s+|[|│]", "", text.removeprefix("\ufeff"))
        assert bool(shown) == bool(right)
        for piece in re.findall(r"[一-鿿]+", right):
            assert visible(piece, encoding=encoding) in shown or "--source" in arguments
    if "--source" not in arguments:  # whose columns hold fewer escapes than characters
        assert len(written[0].splitlines()) == len(expected[0].splitlines())
    if not encoding.startswith("utf"):
        assert not set("".join(written)) & set("│├└─━┃")


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "code"), [(("--help",), 0), (("show",), 0), (("创文",), 2)])
def test_a_process_writes_in_the_encoding_it_is_told(arguments: tuple[str, ...], code: int) -> None:
    done = call(*arguments, PYTHONIOENCODING="cp1252")
    assert done.returncode == code
    assert (done.stdout + done.stderr).decode("cp1252")
    assert b"Traceback" not in done.stderr


@pytest.mark.slow
@posix
def test_the_locale_c_is_served() -> None:
    done = call("show", SEED, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0
    assert b"\\u8868\\u6001\\u53d1\\u8a00" in done.stdout
    assert not done.stderr


def test_lines_in_a_file_are_whole() -> None:
    lines = printed(["show", str(SEED), "--evidence"])[1].splitlines()
    assert max(map(len, lines)) > 120
    assert any(line.endswith("declared speeches 3") for line in lines)


@pytest.mark.slow
@posix
@pytest.mark.parametrize("arguments", ["show", "--help"])
def test_a_reader_that_has_enough_ends_it_quietly(arguments: str) -> None:
    """The reader is gone before the first line, so every write fails."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*COMMAND, *arguments.split()], stdout=write, stderr=subprocess.PIPE, env=ENVIRONMENT, cwd=ROOT,
        timeout=SECONDS, check=False,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", ["show", "--help"])
def test_a_full_disk_is_one_line(arguments: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments.split()], stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT, cwd=ROOT,
            timeout=SECONDS, check=False,
        )  # fmt: skip
        silent = subprocess.run(
            [*COMMAND, *arguments.split()], stdout=full, stderr=full, env=ENVIRONMENT, cwd=ROOT,
            timeout=SECONDS, check=False,
        )  # fmt: skip
    assert done.stderr == b"chuangwen: standard output cannot be written (No space left on device).\n"
    assert (done.returncode, silent.returncode) == (74, 74)


@pytest.mark.slow
@posix
@pytest.mark.parametrize("closed", ["<&-", "<&- 2>&-"])
def test_closed_streams_harm_no_file(closed: str, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    shutil.copy(SEED, tmp_path / "raw")
    line = f'"$0" -c "$1" build "$2/raw" --out "$2/out" {closed} && "$0" -c "$1" validate "$2/out"'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, CODE, str(tmp_path)], env=ENVIRONMENT, capture_output=True, timeout=SECONDS, check=False
    )  # fmt: skip
    assert b"is whole and sound" in done.stdout
    assert done.returncode == 0


@pytest.mark.slow
@posix
def test_a_closed_output_is_said() -> None:
    done = subprocess.run(
        ["sh", "-c", '"$0" -c "$1" show >&-', sys.executable, CODE], env=ENVIRONMENT, capture_output=True,
        timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 74
    assert done.stderr == b"chuangwen: standard output cannot be written (Bad file descriptor).\n"


READY = (
    "import os\nfrom chuangwen_corpus.cli import app, signals\nwatch = signals.watch\n"
    "def ready(): watch(); os.write(1, b'ready\\n')\nsignals.watch = ready\napp()"
)
MOMENTS = [0.0, 0.004, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.2]
WORDS = {signal.SIGINT: "stopped", signal.SIGTERM: "terminated"}


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages that take some seconds."""
    folder = tmp_path_factory.mktemp("crawl")
    page = SEED.read_text(encoding="utf-8")
    for i in range(80):
        (folder / f"{i}.txt").write_text(f"{page}\n{i}\n", encoding="utf-8")
    return folder


@contextlib.contextmanager
def started(*arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    """A command whose first statement, which takes signals over, has been run."""
    process = subprocess.Popen(
        [sys.executable, "-c", READY, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=ENVIRONMENT, cwd=ROOT, start_new_session=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


TIMES = 8
"""How often a build is tried to be stopped before it is done."""


def stopped_well(process: subprocess.Popen[bytes], number: signal.Signals) -> bool:
    """Whether it was stopped, and not done already; anything else but one line is an error."""
    _, said = process.communicate(timeout=SECONDS)
    lines = said.decode().splitlines()
    assert not [line for line in lines if "Traceback" in line or "ignored" in line], said
    if process.returncode == 0:
        return False
    assert process.returncode == 128 + number, said
    assert len(lines) == 1, said
    assert lines[0].startswith(f"chuangwen: {WORDS[number]}")
    return True


SEEN = {
    ("show",): MOMENTS[::4],
    ("evaluate", "--layers", "tests/layers/gold"): MOMENTS[2::4],
    ("build",): MOMENTS,
}


@pytest.mark.slow
@posix
@pytest.mark.parametrize(
    ("arguments", "number"),
    [(("show",), signal.SIGINT), (("evaluate", "--layers", "tests/layers/gold"), signal.SIGTERM), (("build",), signal.SIGINT)],
    ids=["show", "evaluate", "build"],
)  # fmt: skip
def test_a_signal_ends_a_command_with_one_line(
    arguments: tuple[str, ...], number: signal.Signals, crawl: Path, tmp_path: Path
) -> None:
    """At any moment from the first line on: in imports, at work, at the end."""
    more = (crawl, "--out", tmp_path / "out", "--workers", 2) if arguments == ("build",) else ()
    ends = []
    for moment in SEEN[arguments]:
        with started(*arguments, *more) as process:
            time.sleep(moment)
            process.send_signal(number)
            process.send_signal(number)  # as it comes from the terminal and from a program above
            ends.append(stopped_well(process, number))
    assert any(ends)
    assert not list(tmp_path.glob(".out.building/release"))


@pytest.mark.slow
@posix
@pytest.mark.parametrize("number", WORDS, ids=lambda number: number.name)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_build_that_is_stopped_cleans_up(
    workers: int, number: signal.Signals, crawl: Path, tmp_path: Path
) -> None:
    workspace = tmp_path / ".out.building"
    for _ in range(TIMES):  # where this process has to wait, the build may be done before it is stopped
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        with started("build", crawl, "--out", tmp_path / "out", "--workers", workers) as process:
            until = time.monotonic() + SECONDS
            while not list(workspace.glob("release/parquet/*")) and time.monotonic() < until:
                time.sleep(0.01)
            process.send_signal(number)
            if stopped_well(process, number):
                break
    else:
        pytest.fail("the build was always done")
    assert not (workspace / "release").exists()
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@posix
def test_what_nohup_ignores_stays_ignored() -> None:
    process = subprocess.Popen(
        ["sh", "-c", 'trap "" HUP; exec "$0" -c "$1" show', sys.executable, READY], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=ENVIRONMENT, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(signal.SIGHUP)
    time.sleep(0.3)
    process.send_signal(signal.SIGHUP)
    _, said = process.communicate(timeout=SECONDS)
    assert (process.returncode, said) == (0, b"")


@pytest.mark.slow
@posix
@pytest.mark.parametrize(
    ("within", "code"),
    [
        (
            "class A:\n  def __del__(self): signal.raise_signal(2); [0 for _ in range(9)]\nA()\ntime.sleep(60)\nprint('slept')",
            130,
        ),
        ("try: signal.raise_signal(15); time.sleep(60)\nexcept BaseException: raise ImportError('odd')", 143),
        ("signal.raise_signal(1)\ntime.sleep(60)", 129),
    ],
    ids=["a destructor", "another exception", "SIGHUP"],
)
def test_a_signal_is_told_whatever_it_met(within: str, code: int) -> None:
    script = (
        "import signal, sys, time\nfrom chuangwen_corpus.cli import signals\nsignals.watch()\n"
        "def act():\n" + "\n".join(f"  {line}" for line in within.splitlines()) + "\n"
        "try:\n  with signals.unwinding('all is well.'): act()\n"
        "except signals.Stopped as stopped: print(stopped.line); sys.exit(stopped.exit_code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, timeout=SECONDS, check=False
    )  # fmt: skip
    assert done.returncode == code
    assert re.fullmatch("chuangwen: .*; all is well.\n", done.stdout)
    assert not done.stderr


@posix
def test_what_libraries_say_cannot_act_either() -> None:
    script = (
        "import logging, sys, warnings\nfrom chuangwen_corpus.cli import streams\nstreams.prepare()\n"
        r"evil = 'a\x1b[31mb\u202e'" + "\n"
        "warnings.warn(evil); logging.warning(evil); sys.stderr.write(evil + '\\n'); raise ValueError(evil)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, timeout=SECONDS, check=False
    )  # fmt: skip
    assert not ACTS.search(done.stderr)
    assert done.stderr.count(r"a\x1b[31mb\u202e") >= 4


def test_a_table_that_is_made_in_a_notebook_is_not_shown_beside_its_html(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rich.console._is_jupyter", lambda: True)
    assert Console().is_jupyter
    assert not Screen().is_jupyter
