"""Text reuse, as a method of the corpus."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from chuangwen_corpus.corpus.tables import Tables

if TYPE_CHECKING:
    from chuangwen_corpus.reuse.result import Reuse, Unit


class ReusingCorpus:
    """What finds repeats, from the tables of a corpus."""

    tables: Tables

    def reuse(
        self,
        unit: Unit = "sentence",
        *,
        least: float | None = None,
        engine: Literal["local", "ray"] = "local",
        address: str | None = None,
        workers: int | None = None,
    ) -> Reuse:
        """Sentences, paragraphs or speeches that repeat each other: exactly, with other places or words, or in part.

        Candidates share rare shingles (Broder 1997), and each is compared exactly; docs/reuse.md has the method and what it
        finds. The result is the same whatever the order of the documents, the engine and the workers.

        Args:
            unit: ``sentence``, ``paragraph`` or ``speech``.
            least: The least similarity of sentences (0.6 if left out), or containment of paragraphs (0.5) and speeches (0.3).
            engine: Where candidates are compared: threads of this process, or a Ray cluster.
            address: Of the cluster; without it one is started here.
            workers: Threads; by default one a core.

        Raises:
            MissingExtraError: numpy or rapidfuzz is not installed (extra ``reuse``), or Ray (extra ``ray``).
            ValueError: There is no such unit or engine, or `least` is not from 0 to 1.

        >>> import chuangwen_corpus as cw
        >>> cw.load().reuse().pairs.column_names[:3]
        ['first_id', 'second_id', 'kind']
        """
        from chuangwen_corpus.reuse import check

        check()
        from chuangwen_corpus.reuse.find import find

        if engine not in ("local", "ray"):
            raise ValueError(f"engine is {engine!r}; it may be 'local' or 'ray'.")
        if engine == "local":
            return find(self.tables, unit, least=least, workers=workers or os.cpu_count() or 1)
        from chuangwen_corpus.reuse.on_ray import on_ray

        with on_ray(address) as compare:
            return find(self.tables, unit, least=least, compare=compare)
