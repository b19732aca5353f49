"""Pictures of a corpus, as methods of `corpus.plot`; what draws them is in `plot`, which is imported when one is called."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from chuangwen_corpus.corpus.corpus import Corpus
    from chuangwen_corpus.explore.tokens import Attribute
    from chuangwen_corpus.plot.picture import Plot
    from chuangwen_corpus.reuse.result import Unit


class PlottingCorpus:
    """What draws, from the tables and the statistics of a corpus."""

    @cached_property
    def plot(self) -> Plots:
        """Pictures: ``corpus.plot.keyness()``, `structure`, `dispersion`, `layers`, `reuse`."""
        return Plots(cast("Corpus", self))


class Plots:
    """Pictures of a corpus.

    Each method takes the arguments of the statistic that it shows and gives a `Plot`: a notebook shows it, ``save("x.svg")``
    writes SVG, PNG, PDF or HTML, ``data`` is the Arrow table behind it. `limit` is how much is drawn; the picture says what was left out.
    All need the extra ``plot`` and raise `MissingExtraError` without it.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def structure(self, speech_id: str) -> Plot:
        """A speech from left to right: its sections as rows, in them its paragraphs and sentences, coloured by kind.

        Args:
            speech_id: The speech's id.

        Returns:
            Its `data` has a row a section, paragraph and sentence; offsets are characters from the beginning of the speech.
            Of more than 60 sections the first are drawn.

        Raises:
            KeyError: There is no such speech.
            MissingExtraError: A package is not installed.
        """
        from chuangwen_corpus.plot import check

        check()
        from chuangwen_corpus.plot.structure import structure

        return structure(self._corpus.tables, speech_id)

    def dispersion(
        self, words: str | Collection[str] | None = None, *,
        of: Attribute = "form", by: str = "speech", punctuation: bool = False, least: int = 1, limit: int | None = None,
    ) -> Plot:  # fmt: skip
        """Where words stand in the corpus, with frequency and DP; the arguments are those of `Corpus.dispersion`.

        Args:
            words: A word, or several; by default the most frequent.
            of: ``"form"``, ``"xpos"`` or ``"upos"``.
            by: The parts, side by side: document, speech, sentence, or groups as in `Corpus.frequencies`.
            punctuation: Whether marks count as words.
            least: The frequency that a word has at least, if none are named.
            limit: Words to draw: 10 if nothing is said, 60 at most.

        Returns:
            Its `data` has a row a word and stretch of the text (at most 640) in which it stands, with its `hits` there.

        Raises:
            ChuangwenError: An argument is wrong, or there is nothing to draw.
            MissingExtraError: A package is not installed.
        """
        from chuangwen_corpus.plot import check

        check()
        from chuangwen_corpus.plot.dispersion import dispersion

        found = self._corpus.dispersion(words, of=of, by=by, punctuation=punctuation, least=least)
        if words is not None and limit is None:
            limit = len(found)
        return dispersion(
            self._corpus._explored,  # noqa: SLF001  # of this room
            found, of=of, by=by, punctuation=punctuation, limit=limit,
        )  # fmt: skip

    def keyness(
        self, reference: Corpus | None = None, *,
        of: Attribute = "form", punctuation: bool = False, least: int = 1, sort: str = "log_likelihood", limit: int | None = None,
    ) -> Plot:  # fmt: skip
        """The words that this corpus has more often than another, and those that it has more rarely.

        Args:
            reference: The corpus to compare with; by default the rest, as in `Corpus.keyness`.
            of: ``"form"``, ``"xpos"`` or ``"upos"``.
            punctuation: Whether marks count as words.
            least: The frequency in both together that a word has at least.
            sort: ``"log_likelihood"`` or ``"log_ratio"``; it is the length of a bar.
            limit: Words to draw, half of them from each end: 30 if nothing is said, 200 at most.

        Returns:
            Its `data` has the rows of `Corpus.keyness` that are drawn.

        Raises:
            ChuangwenError: An argument is wrong, or there is nothing to draw.
            MissingExtraError: A package is not installed.
        """
        from chuangwen_corpus.plot import check

        check()
        from chuangwen_corpus.plot.keyness import keyness

        found = self._corpus.keyness(reference, of=of, punctuation=punctuation, least=least, sort=sort)
        return keyness(found, sort=sort, limit=limit)

    def layers(
        self, layers: Collection[str] | str | None = None, *, by: str = "speech", limit: int | None = None
    ) -> Plot:
        """How densely speeches are annotated: a row a speech or group, a column a layer, annotations in a thousand words.

        Args:
            layers: The layers (values of `layer` in the table `annotations`); by default all.
            by: What a row is: speech, document, sentence, or a group as in `Corpus.frequencies`.
            limit: Rows to draw, the first ones: 40 if nothing is said, 200 at most.

        Returns:
            Its `data` has a row a group and layer: `annotations`, `words` (without punctuation), `per_thousand`.

        Raises:
            ChuangwenError: An argument is wrong, or there is nothing to draw.
            MissingExtraError: A package is not installed.
        """
        from chuangwen_corpus.plot import check

        check()
        from chuangwen_corpus.plot.layers import layers as drawn

        tokens = self._corpus._explored  # noqa: SLF001  # of this room
        return drawn(tokens, self._corpus.tables["annotations"], layers, by=by, limit=limit)

    def reuse(
        self,
        unit: Unit = "speech",
        *,
        least: float | None = None,
        workers: int | None = None,
        colour: str = "kind",
        limit: int | None = None,
    ) -> Plot:
        """Which speeches repeat each other: a dot a speech, in clusters, a line a pair.

        Clusters are stars (`reuse.clusters`) of speeches; members stand in rings around the centre, so nothing is random.

        Args:
            unit: What is compared: ``"speech"``, ``"paragraph"`` or ``"sentence"``, of which two speeches may share several.
            least: As in `Corpus.reuse`.
            workers: As there.
            colour: What the colour of a dot says: a column of the speeches (kind, level, genre, …), ``"year"`` or
                ``"cluster"``. The seven most frequent values have a colour.
            limit: Clusters to draw, the largest ones: 60 if nothing is said; 1,500 speeches at most.

        Returns:
            Its `data` has a row a line: `first_id`, `second_id`, `pairs` of units, the greatest `similarity` and
            `containment`, the clusters of both.

        Raises:
            ChuangwenError: Nothing is repeated, or an argument is wrong.
            MissingExtraError: A package is not installed (extras ``plot`` and ``reuse``).
            ValueError: As in `Corpus.reuse`.
        """
        from chuangwen_corpus.plot import check

        check()
        found = self._corpus.reuse(unit, least=least, workers=workers)
        from chuangwen_corpus.plot.network import network

        tables = self._corpus.tables
        names = {"sentence": "sentences", "paragraph": "paragraphs", "speech": "speeches"}
        return network(
            found, tables["speeches"], tables["documents"], tables[names[unit]], colour=colour, limit=limit
        )
