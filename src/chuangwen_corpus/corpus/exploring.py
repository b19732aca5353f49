"""The methods by which a corpus is explored; what they do is in `explore`, which is imported when one is called."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING

from chuangwen_corpus.corpus.tables import Tables
from chuangwen_corpus.errors import ChuangwenError

if TYPE_CHECKING:
    from typing import Self

    from chuangwen_corpus.corpus.selection import Selection
    from chuangwen_corpus.explore.concordance import Concordance, Sort, Step
    from chuangwen_corpus.explore.matrix import FeatureMatrix
    from chuangwen_corpus.explore.result import Result
    from chuangwen_corpus.explore.tokens import Attribute, Tokens, Unit


class Exploring:
    """Concordances, frequencies, collocates, keyness, dispersion, diversity, and who undertakes what.

    All of them fold spellings (創建 = 创建, ＡＢ = AB) and give a `Result`: `table` is a `pyarrow.Table`, it prints as a table that fits
    the terminal, `to_pandas()`, `to_polars()`, `write_csv(path)`, `len`, and a loop over it gives dictionaries. `limit` leaves
    out all rows but the first. What is no argument of a method raises `ChuangwenError`.

    A token counts as a word if its `upos` is not PUNCT; with ``punctuation=True`` marks count, too: as words of a list, of a window
    of collocates, and of N.
    """

    tables: Tables
    selection: Selection | None

    @cached_property
    def _explored(self) -> Tokens:
        from chuangwen_corpus.explore.tokens import TOKEN_COLUMNS, Tokens

        return Tokens(
            self.tables.files["tokens"].read(list(TOKEN_COLUMNS)),
            self.tables["sentences"],
            self.tables["speeches"],
            self.tables["documents"],
            whole=self.selection is None or self.selection.speeches is None,
        )

    def concordance(
        self,
        query: str | None = None,
        *,
        form: str | None = None,
        xpos: str | None = None,
        upos: str | None = None,
        regex: str | re.Pattern[str] | None = None,
        window: int = 12,
        unit: Step = "character",
        by: Unit = "speech",
        sort: Sort = "text",
        sort_by: Step = "character",
        limit: int | None = None,
    ) -> Concordance:
        """Every hit of a query with its context (key word in context, KWIC).

        Args:
            query: Text to find, wherever words begin and end; or, if it begins with ``[`` or ``"``, a pattern over tokens in
                CQL: ``[upos="VERB"] [form="工作"]`` (docs/explore.md).
            form: What one token is, in the place of a query: a regular expression for the whole form.
            xpos: The same for its tag of jieba's; what is given of the three must all hold.
            upos: The same for its tag of Universal Dependencies.
            regex: A regular expression on the text, which may cross words. One that repeats repeats, such as ``(.+)+x``, may run
                for ever; Ctrl-C ends it.
            window: Characters or words of context on each side.
            unit: What the window is counted in: ``"character"``, or ``"word"`` (marks of punctuation are words here; the rest of
                a word that a hit cuts is none).
            by: The unit that neither hit nor context leaves: ``"speech"``, ``"sentence"`` or ``"document"``. The sentences of a
                page without a speech are one unit by speech. Where a filter has chosen speeches, neither leaves a speech by
                document either, as what stands between two of them was not chosen.
            sort: The order of hits: ``"text"``, by the ``"left"`` or ``"right"`` context, nearest first, or by the ``"node"``.
                Characters are in the order of their code points, folded.
            sort_by: Whether contexts are compared character by character or word by word.
            limit: The first hits of that order.

        Returns:
            A row a hit: left, node, right, document_id, speech_id (null on a page without a speech), sentence_id, start_char and
            end_char. Offsets are those of the document's `text`: ``text[start_char:end_char]`` is the node. Hits do not
            overlap. Titles and lines of date and speaker are no sentences, so nothing is found in them.

        Raises:
            ChuangwenError: The query is empty or wrong; the message says where.

        >>> import chuangwen_corpus as cw
        >>> len(cw.load().concordance("創建")), len(cw.load().concordance('[upos="VERB"] [form="工作"]'))
        (48, 1)
        """
        from chuangwen_corpus.explore.concordance import concordance

        return concordance(
            self._explored, query, form=form, xpos=xpos, upos=upos, regex=regex,
            window=window, unit=unit, by=by, sort=sort, sort_by=sort_by, limit=limit,
        )  # fmt: skip

    def frequencies(
        self, of: Attribute = "form", *,
        by: str | None = None, punctuation: bool = False, least: int = 1, limit: int | None = None,
    ) -> Result:  # fmt: skip
        """How often each word or tag occurs.

        Args:
            of: ``"form"``, ``"xpos"`` or ``"upos"``.
            by: What to group by: document, speech, sentence, a column of the speeches (speaker, office, unit, kind, level, genre,
                campaign, addressee) or year. Words of speeches of which it is not known are left out.
            punctuation: Whether marks count as words.
            least: The frequency that a row has at least.
            limit: The first rows: by group, the most frequent first.

        Returns:
            The value, `frequency`, `per_million` (of the words of the group), `speech_frequency` and `document_frequency`: in how
            many speeches and documents it occurs. A page without a speech counts as one speech.
        """
        from chuangwen_corpus.explore.frequencies import frequencies

        return frequencies(self._explored, of, by=by, punctuation=punctuation, least=least, limit=limit)

    def collocates(
        self, word: str, *,
        window: int | tuple[int, int] = 5, of: Attribute = "form", by: Unit = "sentence",
        punctuation: bool = False, least: int = 2, sort: str = "log_likelihood", limit: int | None = None,
    ) -> Result:  # fmt: skip
        """The words that stand near a word, the node, more often than chance would have it.

        A token counts once, however many nodes it is near; nodes themselves are neither collocates nor in N (Evert 2008, surface
        cooccurrence). The table of a word has the margins: words near a node, occurrences of the word, N.

        Args:
            word: A word as a whole, or a pattern over tokens (see `concordance`).
            window: Words to the left and to the right, or both: ``(5, 0)``.
            of: What is counted: forms or tags.
            by: The unit that no window leaves.
            punctuation: Whether marks count as words; if not, they take no place in a window.
            least: The frequency near the node that a row has at least.
            sort: log_likelihood, log_dice, mutual_information, t_score or frequency; the greatest first. By log_likelihood, what
                is rarer near the node than expected comes last.
            limit: The first rows.

        Returns:
            `frequency` near the node, `expected` there, `total` in the corpus, `log_likelihood` (G², Dunning 1993), `log_dice` (Rychlý
            2008), `mutual_information` (Church & Hanks 1990, in bits), `t_score` (Church et al. 1991); the formulae are in
            `explore.measures`.
        """
        from chuangwen_corpus.explore.collocates import collocates

        return collocates(
            self._explored, word, window=window, of=of, by=by, punctuation=punctuation, least=least,
            sort=sort, limit=limit,
        )  # fmt: skip

    def keyness(
        self, reference: Self | None = None, *,
        of: Attribute = "form", punctuation: bool = False, least: int = 1, sort: str = "log_likelihood", limit: int | None = None,
    ) -> Result:  # fmt: skip
        """The words that this corpus has more often, or less often, than another.

        Args:
            reference: The corpus to compare with, which should hold nothing of this one. By default the rest: the speeches of the
                corpus that `filter` was called on that it did not choose.
            of: ``"form"``, ``"xpos"`` or ``"upos"``.
            punctuation: Whether marks count as words.
            least: The frequency in both together that a row has at least.
            sort: ``"log_likelihood"``, or ``"log_ratio"``; either way words that this corpus has more often come first, those
                that the reference has more often last.
            limit: The first rows.

        Returns:
            Frequencies in both and `per_million`; `log_likelihood` (Rayson & Garside 2000), `log_ratio` (Hardie 2014: 1 is twice as
            often; a frequency of 0 counts as 0.5), `bic` (Wilson 2013: LL − ln N), `p_value` (one degree of freedom, not corrected
            for the number of words); the formulae are in `explore.measures`.

        Raises:
            ChuangwenError: One of the two has no words, or there is no rest.
        """
        from chuangwen_corpus.explore.keyness import keyness

        other = self._rest() if reference is None else reference._explored  # noqa: SLF001
        return keyness(
            self._explored, other, of=of, punctuation=punctuation, least=least, sort=sort, limit=limit
        )

    def _rest(self) -> Tokens:
        """The tokens of the corpus that this one was chosen of, without this one's."""
        if self.selection is None:
            raise ChuangwenError(
                "a whole corpus has no rest to compare with.",
                hint="Choose a part (filter, --where), or name a reference.",
            )
        return self.selection.base._explored.without(self._explored)  # noqa: SLF001

    def dispersion(
        self, words: str | Collection[str] | None = None, *,
        of: Attribute = "form", by: str = "speech", punctuation: bool = False, least: int = 1, limit: int | None = None,
    ) -> Result:  # fmt: skip
        """How evenly words are spread over the parts of the corpus.

        Args:
            words: A word, or several; by default all, the most frequent first.
            of: ``"form"``, ``"xpos"`` or ``"upos"``.
            by: The parts: document, speech, sentence, or groups as in `frequencies`. Parts without words are none.
            punctuation: Whether marks count as words.
            least: The frequency that a row has at least, if no words are named.
            limit: The first rows.

        Returns:
            `frequency`, `range` (parts in which it occurs), `parts`, `dp` (Gries 2008), `dp_norm` (Lijffijt & Gries 2012), and
            `juilland_d`; the formulae are in `explore.dispersion.Spread`. The last three are null for a word that does
            not occur, and in a corpus of one part.
        """
        from chuangwen_corpus.explore.dispersion import dispersion

        return dispersion(
            self._explored, words, of=of, by=by, punctuation=punctuation, least=least, limit=limit
        )

    def lexical_diversity(
        self,
        *,
        of: Attribute = "form",
        by: str | None = "speech",
        window: int = 100,
        punctuation: bool = False,
    ) -> Result:
        """How many different words texts have.

        Args:
            of: ``"form"``, ``"xpos"`` or ``"upos"``.
            by: A row a document, speech, sentence or group as in `frequencies`; None for one row for all. The speeches of a group
                are read one after the other.
            window: Words of the stretches of MATTR.
            punctuation: Whether marks count as words.

        Returns:
            `tokens`, `types`, `ttr` (types / tokens), `guiraud_r` (types / √tokens), `herdan_c` (ln types / ln tokens), `mattr` (Covington &
            McFall 2010; null for fewer words than the window has), `mtld` (McCarthy & Jarvis 2010), `yules_k` (Yule 1944); the
            formulae are in `explore.measures`. TTR, R and C depend on length: compare MATTR and MTLD.
        """
        from chuangwen_corpus.explore.diversity import diversity

        return diversity(self._explored, of=of, by=by, window=window, punctuation=punctuation)

    def document_feature_matrix(
        self, of: Attribute = "form", *, by: str = "speech", punctuation: bool = False, least: int = 1
    ) -> FeatureMatrix:
        """How often each word occurs in each text, for scikit-learn and its like.

        Args:
            of: ``"form"``, ``"xpos"`` or ``"upos"``.
            by: What a row is: a speech, document, sentence, or a group as in `frequencies`.
            punctuation: Whether marks count as words.
            least: The frequency in the corpus that a word has at least.

        Returns:
            `matrix`, a `scipy.sparse.csr_array` of texts × words, and the names of its `rows` (in the order of the corpus) and `columns`
            (in the order of code points).

        Raises:
            MissingExtraError: SciPy is not installed.
        """
        from chuangwen_corpus.explore.matrix import feature_matrix

        return feature_matrix(self._explored, of, by=by, punctuation=punctuation, least=least)

    def commitments(self, *, limit: int | None = None) -> Result:
        """A row a commitment: who undertakes what, by when, how much, in which sentence of whom.

        Returns:
            `agent`, `predicate`, `object`, `deadline`, `quantity`, `negated`, `marker`, `modality`, `strength`, `beneficiary`, `text` (the
            clause); of the speech `speaker`, `office`, `unit`, `kind`, `level`, `genre`, `campaign`, `year`; `deadline_iso` (a TIMEX3
            value), `quantity_value`, `quantity_value_min`, `quantity_value_max`, `quantity_comparator`, `quantity_unit`; the
            `sentence`; ids and offsets. What is not known is null.

        >>> import chuangwen_corpus as cw
        >>> next(iter(cw.load().commitments()))["predicate"]
        '围绕'
        """
        from chuangwen_corpus.explore.acts import acts, needed

        return acts({name: self.tables[name] for name in needed("commitments")}, "commitments").head(limit)

    def directives(self, *, limit: int | None = None) -> Result:
        """A row a directive: who is told to do what, by when, how much, in which sentence of whom.

        Returns:
            `target` in the place of `agent`, and the other columns of `commitments` but `modality`, `strength` and
            `beneficiary`. The quantity is the first that stands in the clause.
        """
        from chuangwen_corpus.explore.acts import acts, needed

        return acts({name: self.tables[name] for name in needed("directives")}, "directives").head(limit)
