"""Content words of speeches, kept on disk until the build knows in how many speeches each word stands."""

from __future__ import annotations

import pickle
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from chuangwen_corpus.annotate.keywords import Words


class WordStore:
    """A file that is written speech by speech and then read once; gone when it is closed."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # closed by the with of its user
        self.spread: Counter[str] = Counter()
        """In how many speeches each word stands."""
        self.speeches = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the file; what is in it is gone."""
        self._file.close()

    def write(self, speeches: Iterable[Words]) -> None:
        """Adds speeches."""
        for words in speeches:
            self.speeches += 1
            self.spread.update(words.forms)
            pickle.dump(tuple(words), self._file, protocol=pickle.HIGHEST_PROTOCOL)

    def read(self) -> Iterator[Words]:
        """The speeches in the order they came."""
        self._file.seek(0)
        for _ in range(self.speeches):
            yield Words(*pickle.load(self._file))  # noqa: S301  # a file of ours, open all the time
