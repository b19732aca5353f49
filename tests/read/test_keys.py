"""What the key of an entry names: every way to write a path, globs, hashes, ids, rows."""

from __future__ import annotations

import re
import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.read import keys
from chuangwen_corpus.read.keys import Key, called, matches, may_match_below, normal

HASH = "0123456789abcdef" * 4


def names(key: str, path: str, folder: str = "") -> bool:
    """Whether a key names a page by its path."""
    parsed = Key.parse(key, folder)
    ways = list(called(path))
    by_glob = bool(parsed.pattern) and matches(parsed.pattern, ways[0])
    return by_glob or bool(set(parsed.names) & set(ways))


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("good.txt", "good.txt"),
        ("./good.txt", "good.txt"),
        (".//.//good.txt", "good.txt"),
        ("a//b.txt", "a/b.txt"),
        ("a/../b.txt", "b.txt"),
        ("a/x/../../b.txt", "b.txt"),
        ("a\\b.txt", "a/b.txt"),
        (".\\a\\b.txt", "a/b.txt"),
        ("a/b.txt", "a.zip/a\\b.txt"[6:]),
        (unicodedata.normalize("NFD", "é/ü.txt"), "é/ü.txt"),
        ("é/ü.txt", unicodedata.normalize("NFD", "é/ü.txt")),
        ("\ufffd\ufffd.txt", "\ufffd\ufffd.txt"),
        ("a", "a/b/c.txt"),
        ("a/", "a/b.txt"),
        (".", "a/b.txt"),
        ("a/..", "b.txt"),
        ("pages.zip", "pages.zip/x/y.txt"),
        ("pages.zip/x", "pages.zip/x/y.txt"),
        ("pages.zip/x.txt", "pages.zip/x.txt#2"),
        ("d.jsonl", "d.jsonl/000000007"),
        ("d.jsonl/7", "d.jsonl/000000007"),
        ("d.jsonl/007", "d.jsonl/000000007"),
        ("d.jsonl/000000007", "d.jsonl/000000007"),
        ("a/D.PARQUET/7", "a/D.PARQUET/000000007"),
        ("c.warc.gz/7", "c.warc.gz/000000007"),
        ("d.jsonl/7", "d.jsonl/7"),
        ("*.txt", "a.txt"),
        ("a/*.txt", "a/b.txt"),
        ("**/*.txt", "a.txt"),
        ("**/*.txt", "a/b/c.txt"),
        ("a/**/c.txt", "a/c.txt"),
        ("a/**/c.txt", "a/b/b/c.txt"),
        ("a/**", "a/b/c.txt"),
        ("**", "a/b/c.txt"),
        ("**/**/**/c.txt", "a/b/c.txt"),
        ("20[12]?.txt", "2019.txt"),
        ("[!a].txt", "b.txt"),
        ("*", "a/b.txt"),
        ("a*", "ab/c.txt"),
        ("*.zip", "a.zip/b.txt"),
        ("d.jsonl/00000000[1-3]", "d.jsonl/000000002"),
        ("讲话[1].txt", "讲话[1].txt"),
        ("讲话[1.txt", "讲话[1.txt"),
        (HASH, HASH),
        (HASH[:16], HASH[:16]),
        (" a .txt", " a .txt"),
    ],
)
def test_what_a_key_names(key: str, path: str) -> None:
    assert names(key, path)
    assert names(key, f"in/{path}", folder="in")
    assert not names(key, f"elsewhere/{path}x", folder="in")


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("good.txt", "Good.txt"),
        ("good.txt", "a/good.txt"),
        ("good", "good.txt"),
        ("a", "ab/c.txt"),
        ("*.txt", "a/b.txt"),
        ("a/*.txt", "a/b/c.txt"),
        ("?", "ab.txt"),
        ("a[/]b", "a/b"),
        ("d.jsonl/7", "d.jsonl/000000070"),
        ("d.txt/7", "d.txt/000000007"),
        ("d.jsonl/" + "9" * 5000, "d.jsonl/000000009"),
        ("x.txt#2", "x.txt"),
        ("x.txt", "x.txt#2"),  # a file of its own, outside an archive
        ("[!b].txt", "b.txt"),
    ],
)
def test_what_a_key_does_not_name(key: str, path: str) -> None:
    assert not names(key, path)


def test_the_folder_of_a_file_is_no_glob() -> None:
    assert names("*.txt", "a[b]/c.txt", folder="a[b]")
    assert not names("*.txt", "ab/c.txt", folder="a[b]")


@pytest.mark.parametrize(
    "key",
    [
        "",
        " ",
        "/good.txt",
        "\\good.txt",
        "//server/a",
        "C:\\a.txt",
        "c:/a.txt",
        "..",
        "../a.txt",
        "a/../../b.txt",
        "*/../a.txt",
    ],
)
def test_keys_that_name_nothing_below_their_folder(key: str) -> None:
    with pytest.raises(ValueError, match=r"names nothing|is no path|leads out|goes back"):
        Key.parse(key, "a/b")


@pytest.mark.parametrize("prefix", ["", "sha256:", "SHA256:", " "])
@pytest.mark.parametrize("change", [str.lower, str.upper, str.title])
def test_hashes_in_any_case(prefix: str, change: object) -> None:
    assert Key.parse(prefix + change(HASH), "a").sha256 == HASH  # type: ignore[operator]


@pytest.mark.parametrize(
    "key", [HASH[:16], HASH[:16].upper(), f"{HASH[:16]}-12345678", f" {HASH[:16]}-ABCDEF12"]
)
def test_document_ids(key: str) -> None:
    parsed = Key.parse(key, "")
    assert (parsed.id_digits, parsed.sha256, parsed.by_content) == (HASH[:16], None, True)


@pytest.mark.parametrize(
    "key", [HASH[:-1], f"{HASH}0", f"md5:{HASH}", HASH[:15], f"{HASH[:16]}-1234567", "g" * 64]
)
def test_what_is_no_hash_is_a_path(key: str) -> None:
    assert not Key.parse(key, "").by_content


PARTS = st.sampled_from(["a", "b", "ab", "a.txt", "*", "**", "?", "[ab]", "a*", "*b"])


@given(
    st.lists(PARTS, min_size=1, max_size=5),
    st.lists(st.sampled_from(["a", "b", "ab", "a.txt"]), min_size=1, max_size=5),
)
def test_globs_say_what_a_regular_expression_says(glob: list[str], path: list[str]) -> None:
    pattern = Key.parse("/".join(glob), "").pattern
    if not pattern:
        return
    expression = ""
    for at, part in enumerate(glob):
        if part == "**":
            expression += ".+" if at == len(glob) - 1 else "(?:[^/]+/)*"
        else:
            expression += re.sub(r"\*+", "[^/]*", part.replace(".", r"\.").replace("?", "[^/]"))
            expression += "/" if at < len(glob) - 1 else ""
    name = "/".join(path)
    assert matches(pattern, name) == bool(re.fullmatch(f"{expression}(?:/.*)?", name))
    for at in range(1, len(path)):
        if matches(pattern, name) and not matches(pattern, "/".join(path[:at])):
            assert may_match_below(pattern, "/".join(path[:at]))


@given(st.text(st.sampled_from(string.ascii_letters + "./\\# é[]*"), max_size=30))
def test_normal_paths_stay_as_they_are(path: str) -> None:
    assert normal(normal(path)) == normal(path)
    assert list(called(path))[-1] == ""


@pytest.mark.parametrize(
    ("glob", "kept"),
    [
        ("**/**/**/a", "**/a"),
        ("a/**/**/b", "a/**/b"),
        ("a/**/b/**/c", "a/**/b/**/c"),
        ("a/**", "a/*"),
        ("**/**", "*"),
    ],
)
def test_any_depth_twice_is_any_depth(glob: str, kept: str) -> None:
    assert keys._shortened(glob.split("/")) == kept.split("/")
