"""Documents and speeches that say the same as an earlier one: kept, and named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from chuangwen_corpus.records import Document, Duplicate


class DuplicateFinder:
    """Takes documents in the order of the build and names those that repeat an earlier one."""

    def __init__(self) -> None:
        self._by_bytes: dict[str, str] = {}
        self._by_text: dict[bytes, str] = {}

    def document_id(self, sha256: str, path: str) -> str:
        """The id for a page: its hash's first 16 digits; a page seen before gets its path's, too."""
        plain = sha256[:16]
        if self._by_bytes.get(sha256) is None:
            return plain
        return f"{plain}-{hashlib.sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"

    def add(self, document: Document) -> Iterator[Duplicate]:
        """Remembers a document; gives a row for itself or its speeches if they repeat."""
        first = self._by_bytes.setdefault(document.sha256, document.document_id)
        if first != document.document_id:
            yield Duplicate(
                kind="bytes", document_id=document.document_id, speech_id=None,
                representative_id=first, score=1.0,
            )  # fmt: skip
            return
        for text, speech_id in [
            (document.text, None),
            *((speech.text, speech.speech_id) for speech in document.speeches),
        ]:
            if not text:
                continue
            key = hashlib.sha256(f"{speech_id is None}{''.join(text.split())}".encode()).digest()
            own = speech_id or document.document_id
            first = self._by_text.setdefault(key, own)
            if first != own:
                yield Duplicate(
                    kind="text", document_id=document.document_id, speech_id=speech_id,
                    representative_id=first, score=1.0,
                )  # fmt: skip
