"""Finds what repeats what in the tables of a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from chuangwen_corpus.reuse import larger
from chuangwen_corpus.reuse.clusters import stars
from chuangwen_corpus.reuse.dates import direction
from chuangwen_corpus.reuse.kinds import kind
from chuangwen_corpus.reuse.phrases import contexts
from chuangwen_corpus.reuse.repeats import Compare, Repeats, repeats
from chuangwen_corpus.reuse.result import CLUSTERS, PAIRS, SET_PHRASES, Reuse, Unit
from chuangwen_corpus.reuse.texts import Ints, Sentences, ordered
from chuangwen_corpus.reuse.verify import scores

LEAST: dict[Unit, float] = {"sentence": 0.6, "paragraph": 0.5, "speech": 0.3}
"""What is asked of a pair where nothing is said: similarity of sentences, containment of larger units."""


def find(
    tables: Mapping[str, pa.Table],
    unit: Unit = "sentence",
    *,
    least: float | None = None,
    compare: Compare | None = None,
    workers: int = 1,
) -> Reuse:
    """Finds sentences, paragraphs or speeches that repeat each other.

    Args:
        tables: The tables `sentences` and `speeches` of a corpus; for paragraphs `paragraphs`, too.
        unit: What is compared. Paragraphs and speeches are compared by way of their sentences.
        least: The least similarity (sentences) or containment (paragraphs, speeches) of a pair, from 0 to 1; by default `LEAST`.
        compare: What scores candidates, such as a cluster (`on_ray.OnRay`); by default threads of this process.
        workers: Threads, where `compare` is not given. The result depends on neither.

    Raises:
        ValueError: There is no such unit, or `least` is not from 0 to 1.
    """
    if unit not in LEAST:
        raise ValueError(f"unit is {unit!r}; it may be 'sentence', 'paragraph' or 'speech'.")
    if least is not None and not 0 <= least <= 1:
        raise ValueError(f"least is {least}; it may be from 0 to 1.")
    compare = compare or partial(scores, workers=workers)
    sentences = ordered(tables["sentences"], tables["speeches"])
    of_sentences = least if least is not None and unit == "sentence" else LEAST["sentence"]
    found = repeats(sentences, of_sentences, compare)
    asked = LEAST[unit] if least is None else least
    if unit == "sentence":
        pairs, clusters = _of_sentences(found)
        texts, key = tables["sentences"], "sentence_id"
    else:
        table, key = ("paragraphs", "paragraph_id") if unit == "paragraph" else ("speeches", "speech_id")
        pairs, clusters = _of_units(found, key, asked)
        texts = tables[table]
    return Reuse(unit, pairs, clusters, _phrases(found), _TextsOf(texts, key))


def _of_sentences(found: Repeats) -> tuple[pa.Table, pa.Table]:
    sentences, texts = found.sentences, found.texts
    rows = np.flatnonzero(texts.of_row >= 0)
    rows = rows[found.compared[texts.of_row[rows]]]
    first = texts.first[texts.of_row[rows]]
    again = sentences.owner[first] != sentences.owner[rows]
    exact = np.stack([first[again], rows[again]])
    near, kept = _places(found)
    ones = np.ones(exact.shape[1], np.float32)
    kinds = np.concatenate([np.full(exact.shape[1], "exact", object), _kinds(found, kept)])
    both = np.concatenate([exact, near], axis=1)
    similarity = np.concatenate([ones, found.similarity[kept]])
    containment = np.concatenate([ones, found.containment[kept]])
    ids = sentences.table["sentence_id"]
    pairs = _pairs(sentences, ids, both, kinds, similarity, containment, np.arange(len(sentences)))
    centre = found.centre[texts.of_row[rows]]
    return pairs, _clusters(
        rows, centre, rows == texts.first[centre], sentences.owner[rows], ids, sentences.table["document_id"]
    )


def _places(found: Repeats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the texts of each pair stand first in two speeches, shape (2, pairs); and which pairs stand in two."""
    texts, owner = found.texts, found.sentences.owner
    one, two = texts.first[found.first], texts.first[found.second]
    same = owner[one] == owner[two]
    elsewhere = texts.elsewhere[found.second]
    two = np.where(same & (elsewhere >= 0), elsewhere, two)
    same &= elsewhere < 0
    elsewhere = texts.elsewhere[found.first]
    one = np.where(same & (elsewhere >= 0), elsewhere, one)
    kept = np.flatnonzero(~(same & (elsewhere < 0)))
    return np.sort(np.stack([one[kept], two[kept]]), axis=0), kept


def _kinds(found: Repeats, kept: NDArray[np.int64]) -> NDArray[np.object_]:
    keys = found.texts.keys
    named = np.empty(len(kept), object)
    for i, pair in enumerate(kept.tolist()):
        named[i] = kind(keys[found.first[pair]], keys[found.second[pair]])
        if named[i] == "words" and not found.whole[pair]:
            named[i] = "part"
    return named


def _pairs(
    sentences: Sentences,
    ids: pa.ChunkedArray,
    both: NDArray[np.int64],
    kinds: NDArray[np.object_],
    similarity: NDArray[np.float32],
    containment: NDArray[np.float32],
    rows: Ints,
) -> pa.Table:
    """The table of pairs, given the numbers of units and of a sentence of each unit (`rows`)."""
    order = np.lexsort((both[1], both[0]))
    first, second = both[0][order], both[1][order]
    way = direction(sentences.days[rows[first]], sentences.days[rows[second]])
    earlier = pc.if_else(
        pa.array(way > 0), "first", pc.if_else(pa.array(way < 0), "second", pa.scalar(None, pa.string()))
    )
    documents = sentences.table["document_id"]
    text = PAIRS.field("kind").type
    return pa.table(
        [
            ids.take(pa.array(first)),
            ids.take(pa.array(second)),
            pa.array(kinds[order], pa.string()).cast(text),
            pa.array(similarity[order], pa.float32()),
            pa.array(containment[order], pa.float32()),
            earlier.cast(text),
            documents.take(pa.array(rows[first])),
            documents.take(pa.array(rows[second])),
        ],
        schema=PAIRS,
    )


def _clusters(
    members: Ints,
    centre: Ints,
    is_centre: NDArray[np.bool_],
    owner: Ints,
    ids: pa.ChunkedArray,
    documents: pa.ChunkedArray,
) -> pa.Table:
    """The table of clusters with members of two speeches or more."""
    if not len(members):
        return CLUSTERS.empty_table()
    _, cluster, size = np.unique(centre, return_inverse=True, return_counts=True)
    least, most = np.full(len(size), np.iinfo(np.int64).max), np.full(len(size), -1)
    np.minimum.at(least, cluster, owner)
    np.maximum.at(most, cluster, owner)
    kept = (least != most)[cluster]
    members, cluster, is_centre = members[kept], cluster[kept], is_centre[kept]
    _, start, number = np.unique(cluster, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(members[start], kind="stable"), kind="stable")[number]
    order = np.lexsort((members, rank))
    rows = pa.array(members[order])
    return pa.table(
        [
            pa.array(rank[order], pa.int32()),
            pa.array(size[cluster[order]], pa.int32()),
            ids.take(rows),
            documents.take(rows),
            pa.array(is_centre[order]),
        ],
        schema=CLUSTERS,
    )


def _of_units(found: Repeats, key: str, least: float) -> tuple[pa.Table, pa.Table]:
    sentences = found.sentences
    names, unit = larger.numbered(sentences.table[key].to_pylist())
    own = larger.owners(unit, sentences.owner, len(names))
    shared = list(larger.Units(found, unit, own).pairs(least))
    both = np.array([(one.first, one.second) for one in shared], np.int64).reshape(-1, 2).T
    named = np.empty(len(shared), object)
    named[:] = [one.kind for one in shared]
    rows = np.zeros(len(names), np.int64)
    rows[unit[unit >= 0][::-1]] = np.flatnonzero(unit >= 0)[::-1]  # the first sentence of each unit
    ids = pa.chunked_array([pa.array(names, pa.string())])
    similarity = np.array([one.similarity for one in shared], np.float32)
    containment = np.array([one.containment for one in shared], np.float32)
    pairs = _pairs(sentences, ids, both, named, similarity, containment, rows)
    numbers = np.arange(len(names))
    centre = stars(len(names), both[0], both[1], np.zeros(len(names), np.int64))
    documents = sentences.table["document_id"].take(pa.array(rows)) if len(names) else ids
    return pairs, _clusters(numbers, centre, numbers == centre, own, ids, documents)


def _phrases(found: Repeats) -> pa.Table:
    texts, sentences = found.texts, found.sentences
    numbers = np.flatnonzero(found.is_set_phrase)
    held = texts.of_row >= 0
    times = np.bincount(texts.of_row[held], minlength=len(texts.keys))
    speeches = np.unique(texts.of_row[held] * (len(sentences) + 1) + sentences.owner[held]) // (
        len(sentences) + 1
    )
    spread = np.bincount(speeches, minlength=len(texts.keys))
    around = contexts(texts.of_row, sentences.owner, len(texts.keys))
    order = numbers[np.lexsort((texts.first[numbers], -times[numbers]))]
    return pa.table(
        [
            sentences.table["text"].take(pa.array(texts.first[order])),
            *(pa.array(column[order]) for column in (times, spread, around)),
        ],
        schema=SET_PHRASES,
    )


class _TextsOf:
    """Looks up the texts of ids."""

    def __init__(self, table: pa.Table, key: str) -> None:
        self._table, self._key = table, key

    def __call__(self, ids: list[str]) -> list[str]:
        names = self._table[self._key]
        if pa.types.is_dictionary(names.type):
            names = names.cast(names.type.value_type)
        rows = pc.index_in(pa.array(ids, pa.string()), value_set=names.combine_chunks())
        texts: list[str] = self._table["text"].take(rows).to_pylist()
        return texts
