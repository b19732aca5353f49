"""Tables as data frames of other libraries, which are extras."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pyarrow as pa

from chuangwen_corpus.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


def pandas(table: pa.Table) -> pd.DataFrame:
    """A table as a pandas data frame.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    try:
        import pandas  # noqa: F401, ICN001  # Arrow's own message names no extra
    except ImportError:
        raise MissingExtraError(
            "pandas is not installed.", hint="pip install 'chuangwen-corpus[pandas]'"
        ) from None
    return cast("pd.DataFrame", table.to_pandas())


def polars(table: pa.Table) -> pl.DataFrame:
    """A table as a Polars data frame.

    Raises:
        MissingExtraError: Polars is not installed.
    """
    try:
        import polars as pl
    except ImportError:
        raise MissingExtraError(
            "Polars is not installed.", hint="pip install 'chuangwen-corpus[polars]'"
        ) from None
    return cast("pl.DataFrame", pl.from_arrow(table))
