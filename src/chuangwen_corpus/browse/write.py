"""Writes the page of a corpus: the bundle as it is shipped, and the data as scripts beside it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from chuangwen_corpus.browse import scripts
from chuangwen_corpus.browse.documents import parts
from chuangwen_corpus.browse.folder import FILES, INDEX, replaced
from chuangwen_corpus.browse.overview import overview
from chuangwen_corpus.browse.repeats import repeats
from chuangwen_corpus.browse.texts import acts, texts
from chuangwen_corpus.corpus import Corpus


def browse(corpus: Corpus, out: Path | str, *, reuse: bool = True) -> Path:
    """Writes a page that shows a corpus in a browser, from file:// and offline.

    The page holds the whole corpus: a copy of its texts, tokens and annotations (docs/browse.md has sizes and times). The same corpus,
    version and extras give the same bytes.

    Args:
        corpus: What is shown.
        out: The folder of the page: not there, empty, or an earlier page, which is replaced.
        reuse: Whether to look for repeats, if the extra `reuse` is installed; it takes most of the time.

    Returns:
        The file to open, `index.html` in it.

    Raises:
        BuildError: The folder is inside a release, holds other files, or cannot be written.
        LoadError: A file of the corpus is lost or broken.
    """
    folder = Path(out)
    with replaced(folder) as new:
        for name in FILES:
            (new / name).write_bytes(files(__package__).joinpath("page", name).read_bytes())
        part_of: dict[str, int] = {}
        for number, (ids, data) in enumerate(parts(corpus)):
            scripts.write(new, f"part-{number}", data)
            part_of |= dict.fromkeys(ids, number)
        scripts.write(new, "texts", scripts.encoded(texts(corpus)))
        scripts.write(new, "acts", scripts.encoded(acts(corpus)))
        scripts.write(new, "repeats", scripts.encoded(repeats(corpus) if reuse else None))
        scripts.write(new, "core", scripts.encoded(overview(corpus, part_of)))
    return folder / INDEX
