"""Builds the docs site into site/, in English and Chinese, with every warning an error, and checks its links.

The pages are those of docs/, README, CHANGELOG, CONTRIBUTING, the rights and the card of the release; they stay where they are,
with links that hold in the repository. Here they are laid out in .site/, with links that hold in the site.

`--stage` only lays the pages out. The site is read from a folder or from any server of files (`python -m http.server -d site`); search needs a server.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import site_links

import chuangwen_corpus as cw

ROOT = Path(__file__).resolve().parents[1]
STAGE = ROOT / ".site"
SITE = ROOT / "site"
ELSEWHERE = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "LICENSE-DATA.md": "rights.md",
    "build/README.md": "corpus.md",
}
"""Pages that do not stand in docs/, and their names in the site."""
CHINESE = {"README.zh-CN.md": "index.md"}
KINDS = {".md", ".png", ".svg", ".webp", ".csv", ".html", ".js", ".css", ".txt", ".ipynb"}
"""What of docs/ goes into the site."""
API = {
    "Load and make": ["load", "parse", "build", "diff", "export", "read_lists", "Lists"],
    "Read exports": ["read_conllu", "read_tei", "read_spacy"],
    "Corpus": ["Corpus"],
    "Records": [
        "Document", "Speech", "Section", "Paragraph", "Sentence", "Token", "Annotation", "Anomaly", "Edit", "Source",
    ],
    "Errors": ["ChuangwenError", "LoadError", "BuildError", "SourceError"],
}  # fmt: skip
"""The public names, in the order of the page; `api` says if one is missing."""

_LINK = re.compile(r"(?P<label>!?\[(?:[^\[\]]|\[[^\]]*\])*\])\((?P<target>[^)\s#]*)(?P<anchor>#[^)\s]*)?\)")
_FENCE = re.compile(r"(^```.*?^```[ ]*$)", re.MULTILINE | re.DOTALL)
_MERMAID = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
_OUTPUT = re.compile(r"!\[[^\]]*\]\((output_[\w.]+)\)")
_COMMENT = re.compile(r"^<!--.*?-->\n", re.MULTILINE)


def places(root: Path = ROOT) -> tuple[dict[Path, str], dict[Path, str]]:
    """Where each file of the repository stands in the English and in the Chinese part of the site."""
    english = {root / name: to for name, to in ELSEWHERE.items()}
    chinese = {root / name: to for name, to in CHINESE.items()}
    docs = root / "docs"
    for file in sorted(docs.rglob("*")):
        if file.suffix in KINDS and file.is_file():
            own = file.relative_to(docs)
            part, name = (chinese, own.relative_to("zh")) if own.parts[0] == "zh" else (english, own)
            part[file] = (name.with_suffix(".md") if file.suffix == ".ipynb" else name).as_posix()
    return english, chinese


def rewritten(text: str, file: Path, part: dict[Path, str], other: Callable[[Path], str | None]) -> str:
    """A page with links that hold in the site; a file that is not in the site loses its link and keeps its words.

    Args:
        text: The page, Markdown.
        file: Where it stands in the repository; links are relative to it.
        part: Where files stand in this part of the site.
        other: Where a file stands in the other part, seen from the root of this one.
    """
    here = Path(part[file]).parent

    def link(found: re.Match[str]) -> str:
        label, target, anchor = found["label"], found["target"], found["anchor"] or ""
        if not target or ":" in target:
            return found[0]
        to = Path(os.path.normpath(file.parent / target))
        if not to.exists():
            raise SystemExit(f"{file.relative_to(ROOT)} links to {target}, which is not there")
        place = part.get(to, other(to))
        if place is None:
            return label[1:-1]
        if label in {f"[{target}]", f"[{to.name}]"}:
            label = f"[{title(to)}]"
        return f"{label}({Path(os.path.relpath(place, here)).as_posix()}{anchor})"

    pieces = _FENCE.split(text)
    return "".join(piece if k % 2 else _LINK.sub(link, piece) for k, piece in enumerate(pieces))


def title(page: Path) -> str:
    """The heading of a page, for links that say no more than its file's name; other files have their name."""
    found = _HEADING.search(page.read_text(encoding="utf-8")) if page.suffix == ".md" else None
    return found[1] if found else page.name


def drawn(text: str, folder: Path) -> str:
    """A page whose Mermaid drawing is a picture `rooms.svg` in the folder: no script is fetched to draw it."""
    code = _MERMAID.search(text)
    if code is None:
        return text
    import mmdr  # of the extra `docs`; the rest of this module needs no extra

    (folder / "rooms.svg").write_text(mmdr.render(code[1]).svg(), encoding="utf-8")
    return _MERMAID.sub("[![Which room imports which](rooms.svg)](rooms.svg)", text)


def notebook(file: Path, folder: Path) -> str:
    """A notebook with its outputs as Markdown; its pictures go into the folder."""
    from nbconvert import MarkdownExporter  # of the extra `docs`

    text, resources = MarkdownExporter().from_filename(str(file))
    for name, data in resources["outputs"].items():
        (folder / name).write_bytes(data)
    section = ""
    lines = []
    for line in str(text).splitlines():
        section = line.lstrip("# ") if line.startswith("## ") else section
        # As HTML, as a link of Markdown must lead to a file of the repository; told by the section it stands in.
        lines.append(_OUTPUT.sub(rf'<img src="\1" alt="{html.escape(section)}">', line))
    return "\n".join(lines) + "\n"


def api() -> str:
    """The page of the API: every public name once."""
    named = [name for names in API.values() for name in names]
    if sorted(named) != sorted(set(cw.__all__) - {"__version__"}):
        raise SystemExit(f"the API page and __all__ differ in {set(named) ^ set(cw.__all__)}")
    lines = ["# API", "", "`import chuangwen_corpus as cw`; every name below is one of `cw`."]
    for title, names in API.items():
        lines += ["", f"## {title}", "", *(f"::: chuangwen_corpus.{name}\n" for name in names)]
    return "\n".join(lines)


def stage() -> None:
    """Lays out the pages of both parts."""
    shutil.rmtree(STAGE, ignore_errors=True)
    english, chinese = places()
    _lay_out(STAGE / "en", english, lambda file: built("zh/", chinese.get(file)))
    _lay_out(STAGE / "zh", chinese, lambda file: built("../", english.get(file)))
    (STAGE / "en/api.md").write_text(api(), encoding="utf-8")
    for part in ("en", "zh"):
        shutil.copy(ROOT / "docs/assets/site.css", STAGE / part / "site.css")


def built(prefix: str, name: str | None) -> str | None:
    """Where a page of the other part will be: built, so .html."""
    return (
        None
        if name is None
        else prefix + re.sub(r"\.md$", ".html", name).replace("README.html", "index.html")
    )


def _lay_out(folder: Path, part: dict[Path, str], other: Callable[[Path], str | None]) -> None:
    for file, name in part.items():
        to = folder / name
        to.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix not in {".md", ".ipynb"}:
            shutil.copy(file, to)
            continue
        written = file.read_text(encoding="utf-8") if file.suffix == ".md" else notebook(file, to.parent)
        text = _FRONT_MATTER.sub("", written)
        text = _COMMENT.sub("", rewritten(text, file, part, other))
        to.write_text(drawn(text, to.parent), encoding="utf-8")


def build() -> int:
    """Builds both parts; the number of parts with a warning."""
    shutil.rmtree(SITE, ignore_errors=True)
    failed = 0
    for config in ("mkdocs.yml", "mkdocs.zh.yml"):
        command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean", "-f", config]
        failed += subprocess.run(command, cwd=ROOT, check=False).returncode != 0  # noqa: S603  # our own command
    return failed


def main() -> int:
    """Lays out, builds and checks."""
    stage()
    if "--stage" in sys.argv[1:]:
        return 0
    if build():
        return 1
    faults = site_links.faults(SITE)
    print("\n".join(faults) or f"{len(list(SITE.rglob('*.html')))} pages, all links and anchors there")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
