"""Error handling for all readers: an exception of a reader loses only the input it came from.

Readers of archives, dumps, crawls, folders and pages let errors pass; here they become pages whose `read` says what
happened, which become rows of `rejects`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, TypeVar

from chuangwen_corpus.errors import MissingExtraError, SourceError, said
from chuangwen_corpus.read.names import visible
from chuangwen_corpus.read.page import Page, lost

Got = TypeVar("Got")
_LONGEST = 300
"""Characters of an error's message that are kept."""


class Fault(NamedTuple):
    """What is said of an input whose reader fails."""

    reason: str
    message: str
    hint: str


PAGE = Fault("unreadable", "cannot be read", "Check that you may read it.")
FOLDER = Fault("unreadable", "the folder cannot be read", "Check that you may read it.")
ARCHIVE = Fault("broken_archive", "cannot be unpacked", "Download or pack it again.")
DUMP = Fault("broken_dump", "cannot be read from here on", "Download it again.")
GROUP = Fault(
    "broken_dump", "cannot be read from here to the end of its row group", "Download the dump again."
)
DOCUMENT = Fault("broken_document", "cannot be read", "Save or export it again, or convert it to text.")
ROW = Fault("bad_row", "cannot be read", "Mend or leave out this row.")


@dataclass(frozen=True, slots=True)
class Guard:
    """Turns what readers raise into lost pages."""

    debug: bool = False
    """Whether errors that no reader raises on purpose are raised, to find out where they come from."""

    def pages(
        self, pages: Generator[Page, None, None], at: Callable[[int], str], fault: Fault
    ) -> Iterator[Page]:
        """The pages of one input; the guarded reader's error becomes one lost page behind them.

        Args:
            pages: The pages as read.
            at: What the place behind so many pages is called in the corpus.
            fault: What is said of an error.
        """
        given = 0
        with contextlib.closing(pages):
            while True:
                page = self.caught(partial(next, pages, None), fault)
                if page is None:
                    return
                if isinstance(page, SourceError):
                    yield _lost(at(given), page)
                    return
                given += 1
                read = partial(self.read, page.read, fault)
                yield Page(page.path, read, page.provenance, page.name_encoding, page.extracted)

    def page(self, make: Callable[[], Page], path: str, fault: Fault) -> Page:
        """A page that may fail to be made; it is lost then."""
        made = self.caught(make, fault)
        return _lost(path, made) if isinstance(made, SourceError) else made

    def read(self, read: Callable[[], bytes], fault: Fault) -> bytes:
        """The bytes of a page.

        Raises:
            SourceError: They cannot be had, whatever the reason.
        """
        data = self.caught(read, fault)
        if isinstance(data, SourceError):
            raise data
        return data

    def caught(self, call: Callable[[], Got], fault: Fault) -> Got | SourceError:
        """What a call gives, or why it gives nothing."""
        try:
            return call()
        except MissingExtraError:
            raise  # every input of the kind would meet it, and it has a way out
        except SourceError as error:
            return SourceError(error.reason, visible(error.message), hint=error.hint)
        except Exception as error:
            if self.debug:
                raise
            # What the system says names the file, which the row does, too, and this machine's folders.
            what = (error.strerror if isinstance(error, OSError) else None) or said(error, 10 * _LONGEST)
            what = ": ".join(filter(None, (type(error).__name__, visible(what)[:_LONGEST])))
            return SourceError(fault.reason, f"{fault.message} ({what}).", hint=fault.hint)


def _lost(path: str, error: SourceError) -> Page:
    return lost(path, error.reason, error.message, error.hint or "")
