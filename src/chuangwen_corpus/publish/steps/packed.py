"""Bytes that wait in a part: compressed, as parts of large pages wait by the dozen in the writing process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

PIECE = 4_000_000
"""Bytes that are compressed together, at least; so many are held plain at a time."""


@dataclass(slots=True)
class Packed:
    """Bytes in compressed pieces, in order."""

    _pieces: list[tuple[int, bytes]] = field(default_factory=list)
    """Length and what it was compressed to, of each piece."""

    @classmethod
    def of(cls, pieces: Iterable[bytes]) -> Packed:
        """Packs bytes that come piece by piece."""
        packed, held, size = cls(), [], 0
        for piece in pieces:
            held.append(piece)
            size += len(piece)
            if size >= PIECE:
                packed._put(b"".join(held))
                held, size = [], 0
        packed._put(b"".join(held))
        return packed

    def add(self, more: Packed) -> None:
        """Puts others behind these."""
        self._pieces += more._pieces

    def __iter__(self) -> Iterator[bytes]:
        """The bytes piece by piece."""
        for size, piece in self._pieces:
            yield pa.decompress(piece, size, codec="lz4", asbytes=True)

    def __len__(self) -> int:
        return sum(size for size, _ in self._pieces)

    def _put(self, plain: bytes) -> None:
        if plain:
            self._pieces.append((len(plain), pa.compress(plain, codec="lz4", asbytes=True)))
