"""What became of each source, in the manifest: by path, piece by piece, and not held."""

from __future__ import annotations

import json
import tracemalloc
from contextlib import closing

from chuangwen_corpus.publish.metadata import manifest
from chuangwen_corpus.publish.metadata.sources import Sources
from chuangwen_corpus.publish.steps.batch import reject

FACTS = {"format": 1, "tables": {"documents": {"rows": 2}}, "name": '"sources": []'}
FILES = {'csv/"sources": [].csv': {"bytes": 3}}


def test_sources_come_by_path_whatever_their_order() -> None:
    with closing(Sources()) as sources:
        sources.add_documents([("乙.txt", "2", "b"), ("\udcff.txt", "3", "c"), ("甲.txt", "1", "a")])
        sources.add_documents([(None, "4", "d"), ("𠀀.txt", "5", "e"), ("甲.txt", "6", "f")])
        sources.add_rejects(
            [reject("bad.bin", None, "empty", "Nothing."), reject("甲.txt", "7" * 64, "withdrawn", "Gone.")]
        )
        found = list(sources)
        assert sources.documents == 6
    assert found == [
        {"path": None, "sha256": "4", "document_id": "d"},
        {"path": "bad.bin", "sha256": None, "rejected": "empty"},
        {"path": "乙.txt", "sha256": "2", "document_id": "b"},
        {"path": "甲.txt", "sha256": "1", "document_id": "a"},
        {"path": "甲.txt", "sha256": "6", "document_id": "f"},
        {"path": "甲.txt", "sha256": "7" * 64, "rejected": "withdrawn"},
        {"path": "\udcff.txt", "sha256": "3", "document_id": "c"},
        {"path": "𠀀.txt", "sha256": "5", "document_id": "e"},
    ]


def test_the_manifest_piece_by_piece_is_the_manifest() -> None:
    for sources in ([], [{"path": "甲", "sha256": "1"}], [{"path": "甲"}, {"path": "乙", "sha256": None}]):
        whole = {**FACTS, "sources": sources, "files": FILES}
        text = "".join(manifest.text(FACTS, sources, FILES))
        assert text == json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def test_many_sources_take_little_memory() -> None:
    with closing(Sources()) as sources:
        tracemalloc.start()
        try:
            for start in range(0, 100_000, 1_000):
                numbers = range(start, start + 1_000)
                sources.add_documents([(f"pages/{n}.txt", f"{n:064}", f"{n:016}") for n in numbers])
            size = sum(len(piece) for piece in manifest.text(FACTS, sources, FILES))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert size > 15_000_000
    assert peak < 2_000_000
