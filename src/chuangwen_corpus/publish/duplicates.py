"""Documents and speeches that say the same as an earlier one: kept, and named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from chuangwen_corpus.records import Duplicate


class DuplicateFinder:
    """Gives pages their ids, and names documents and speeches that repeat an earlier one.

    Both want the order of the build: ids when pages are sent out, rows when parts come in.
    """

    def __init__(self) -> None:
        self._by_bytes: dict[bytes, str] = {}
        self._by_text: dict[bytes, str] = {}

    def document_id(self, sha256: str, path: str) -> str:
        """The id for a page: its hash's first 16 digits; a page seen before gets its path's, too."""
        key, plain = bytes.fromhex(sha256), sha256[:16]
        if key not in self._by_bytes:
            self._by_bytes[key] = plain
            return plain
        return f"{plain}-{hashlib.sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"

    def find(
        self, sources: Iterable[tuple[str | None, str, str]], texts: Iterable[tuple[str, str | None, bytes]]
    ) -> Iterator[Duplicate]:
        """The rows for the documents of a part (see `batch.Part`), which are remembered for the next."""
        repeated = set()
        for _, sha256, document_id in sources:
            first = self._by_bytes[bytes.fromhex(sha256)]
            if first != document_id:
                repeated.add(document_id)
                yield _row("bytes", document_id, None, first)
        for document_id, speech_id, digest in texts:
            own = speech_id or document_id
            first = self._by_text.setdefault(digest, own) if document_id not in repeated else own
            if first != own:
                yield _row("text", document_id, speech_id, first)


def _row(kind: str, document_id: str, speech_id: str | None, first: str) -> Duplicate:
    return Duplicate.model_validate(
        {
            "kind": kind, "document_id": document_id, "speech_id": speech_id,
            "representative_id": first, "score": 1.0,
        }
    )  # fmt: skip
