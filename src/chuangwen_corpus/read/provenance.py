"""Where pages came from: what `sources.toml` says of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read.entry_files import Named, SourceEntry
from chuangwen_corpus.read.entry_index import Index
from chuangwen_corpus.read.look import Contents, Seen, look
from chuangwen_corpus.read.page import Page
from chuangwen_corpus.records import Source

_FIELDS = (*Source.model_fields, "retrieved_note")


@dataclass(frozen=True, slots=True)
class Provenance:
    """The entries of an input's `sources.toml`, and which of them have named a page so far."""

    index: Index[SourceEntry] = field(default_factory=Index)
    seen: set[int] = field(default_factory=set)
    """Numbers of the entries that have named a page, beside those that name a file."""

    def known(self, page: Page) -> Page:
        """A page with what is said of it; the nearest file has the last word on each field.

        What a dump says of a row stands where no entry says anything. If entries name pages by their hash, the page
        is read here, and is held by what is given back.
        """
        if not self.index.entries:
            return page
        sha256 = None
        if self.index.asks_for_content:
            try:
                data = page.read()
            except SourceError:
                pass  # whoever reads it says why
            else:
                sha256 = hashlib.sha256(data).hexdigest()
                page = replace(page, read=lambda: data)
        found = self.index.of(page.path, sha256)
        if not found:
            return page
        self.seen.update(found)
        own = {name: value for name, value in page.provenance if value is not None}
        for at in found:
            says = self.index.entries[at].says
            own |= {name: getattr(says, name) for name in says.model_fields_set if name in _FIELDS}
        note = "; ".join(filter(None, (own.pop("retrieved_note", None), own.get("note"))))
        return replace(
            page, provenance=Source(**{name: value or None for name, value in (own | {"note": note}).items()})
        )

    def unmatched(
        self, contents: Contents, elsewhere: Collection[int] = frozenset()
    ) -> tuple[list[Named[SourceEntry]], Seen]:
        """The entries that have named no page, when all pages have been given to `known`.

        Args:
            contents: The files of the input. Archives and dumps are gone through once more if there are such
                entries, as pages may have been left out on the way.
            elsewhere: Numbers of entries that may name something beside the input.
        """
        used = self.index.matched | self.seen | set(elsewhere)
        if not self.index.unmatched(used):
            return [], Seen()
        seen = look(self.index, contents)
        return self.index.unmatched(used | seen.matched | set(seen.lost)), seen

    def unused(self) -> list[str]:
        """A warning for each hash or id that names no page."""
        return self.index.unused(self.index.matched | self.seen)
