"""The docs site: every page has a place, links are made to hold in it, and faults of a built site are found."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import docs_site
import site_links

ENGLISH, CHINESE = docs_site.places()


def nav(name: str) -> set[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return set(re.findall(r": ([\w/-]+\.md)$", text[text.index("\nnav:") :], re.MULTILINE))


def test_every_page_stands_in_the_navigation_or_in_the_list_of_decisions() -> None:
    pages = {name for name in ENGLISH.values() if name.endswith(".md")} | {"api.md"}
    assert nav("mkdocs.yml") == {name for name in pages if not re.match(r"decisions/\d", name)}
    assert nav("mkdocs.zh.yml") == {name for name in CHINESE.values() if name.endswith(".md")}


PAGES = sorted(str(page.relative_to(ROOT)) for page in [*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md")])


@pytest.mark.parametrize("page", PAGES)
def test_no_part_of_a_page_stands_in_it_twice(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    long = [line for line in text.split("\n") if len(line) > 120 and not line.startswith("|")]
    assert [line[:60] for line, count in Counter(long).items() if count > 1] == []


def test_every_public_name_is_on_the_page_of_the_api_once() -> None:
    page = docs_site.api()
    names = re.findall(r"^::: chuangwen_corpus\.(\w+)$", page, re.MULTILINE)
    assert sorted([*names, "__version__"]) == sorted(cw.__all__)


def test_a_public_name_without_a_place_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cw, "__all__", [*cw.__all__, "fresh"])
    with pytest.raises(SystemExit, match="fresh"):
        docs_site.api()


def rewritten(text: str, file: str) -> str:
    return docs_site.rewritten(
        text, ROOT / file, ENGLISH, lambda path: docs_site.built("zh/", CHINESE.get(path))
    )


@pytest.mark.parametrize(
    ("file", "text", "there"),
    [
        ("README.md", "[x](docs/explore.md#key-words)", "[x](explore.md#key-words)"),
        ("README.md", "[x](README.zh-CN.md)", "[x](zh/index.html)"),
        ("README.md", "[x](LICENSE-DATA.md)", "[x](rights.md)"),
        ("README.md", "[docs/explore.md](docs/explore.md)", "[Explore a corpus](explore.md)"),
        ("docs/evaluation/rounds.md", "[x](../evaluation.md)", "[x](../evaluation.md)"),
        ("docs/evaluation.md", "[x](../tests/layers/README.md)", "x"),
        ("docs/own-pages.md", "![x](notebook.png)", "![x](notebook.png)"),
        ("docs/own-pages.md", "[x](#a-page)", "[x](#a-page)"),
        ("docs/own-pages.md", "[x](https://example.org/a)", "[x](https://example.org/a)"),
        ("docs/own-pages.md", "```\n[x](../README.md)\n```\n", "```\n[x](../README.md)\n```\n"),
    ],
)
def test_links_of_the_repository_become_links_of_the_site(file: str, text: str, there: str) -> None:
    assert rewritten(text, file) == there


def test_a_link_to_nothing_ends_the_build() -> None:
    with pytest.raises(SystemExit, match=r"README\.md links to docs/gone\.md"):
        rewritten("[x](docs/gone.md)", "README.md")


SOUND = {
    "index.html": '<h1 id="top">a</h1><a href="b/c.html#二">c</a><a href="https://example.org">o</a><link rel="canonical" href="https://example.org/">',
    "b/c.html": '<h2 id="二">c</h2><a href="../index.html#top">up</a><a href="#%E4%BA%8C">here</a><img src="p.png">',
    "b/p.png": "",
    "s.css": "a{background:url(b/p.png)}",
    "404.html": '<a href="/index.html">home</a>',
}


def site(folder: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return site_links.faults(folder)


def test_a_sound_site_has_no_faults(tmp_path: Path) -> None:
    assert site(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("x.html", '<a href="gone.html">x</a>', "x.html: gone.html: is not there"),
        ("x.html", '<a href="index.html#gone">x</a>', "x.html: index.html#gone: has no such anchor"),
        ("x.html", '<a href="#gone">x</a>', "x.html: #gone: has no such anchor"),
        ("x.html", '<img src="gone.png">', "x.html: gone.png: is not there"),
        ("x.html", '<a href="b/">x</a>', "x.html: b/: is a folder, which opens on a server only"),
        ("x.html", '<a href="../out.html">x</a>', "x.html: ../out.html: is outside of the site"),
        ("x.html", '<a href="/index.html">x</a>', "x.html: /index.html: the site may stand in a folder of its host"),
        ("x.html", '<script src="https://example.org/a.js"></script>', "x.html: fetches https://example.org/a.js"),
        ("x.html", '<link rel="stylesheet" href="//example.org/a.css">', "x.html: fetches //example.org/a.css"),
        ("x.html", "<style>@import 'https://example.org/a.css'</style>", "x.html: fetches https://example.org/a.css"),
        ("404.html", '<script src="https://example.org/a.js"></script>', "404.html: fetches https://example.org/a.js"),
        ("t.css", "a{src:url(https://example.org/f.woff2)}", "t.css: fetches https://example.org/f.woff2"),
    ],
)  # fmt: skip
def test_each_fault_is_named(tmp_path: Path, name: str, text: str, fault: str) -> None:
    assert site(tmp_path, {**SOUND, name: text}) == [fault]


@pytest.mark.slow  # the extra `docs` comes with `slow`
def test_the_drawing_of_the_house_becomes_a_picture(tmp_path: Path) -> None:
    page = (ROOT / "docs/design.md").read_text(encoding="utf-8")
    text = docs_site.drawn(page, tmp_path)
    assert "```mermaid" in page
    assert "```mermaid" not in text
    picture = (tmp_path / "rooms.svg").read_text(encoding="utf-8")
    for room in ("annotate", "publish", "records"):
        assert room in picture
    assert not re.search(r"(?:href|src)=\"https?:|<script", picture)


@pytest.mark.slow
def test_docstrings_become_markdown_that_holds() -> None:
    import api_docstrings

    text = "Says.\n\n    Args:\n        x: y.\n\n    >>> f([1])\n    [1]\n\n    More."
    assert (
        api_docstrings.fenced(text)
        == "Says.\n\n    Args:\n        x: y.\n\n    ```pycon\n    >>> f([1])\n    [1]\n    ```\n\n    More."
    )
    assert api_docstrings.described("Field(default=None, description='The ' 'end.')") == "The end."
    assert api_docstrings.described("Field(default=None)") is None
