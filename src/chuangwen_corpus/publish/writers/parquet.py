"""Tables as Parquet."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.tables import CATEGORY

ZSTD_LEVEL = 3
"""A higher one takes several times as long for files a few per cent smaller (docs/performance.md)."""


def parquet_writer(schema: pa.Schema, file: Path | pa.NativeFile) -> Any:
    """A `pyarrow.parquet.ParquetWriter`: zstd, dictionaries, statistics, descriptions in the schema.

    Args:
        schema: A table's schema as a build holds it (`tables.packed_schema`). The file says of it what
            `tables.schema` says: its readers see plain strings.
        file: Where it is written to.
    """
    import pyarrow.parquet as pq

    writer = pq.ParquetWriter(
        file,
        schema,
        compression="zstd",
        compression_level=ZSTD_LEVEL,
        write_statistics=True,
        use_dictionary=[field.name for field in schema if field.type == CATEGORY],
        store_schema=False,
    )
    # Written by hand: Arrow's own would have its readers see dictionaries, and plain strings take half again as long.
    stored = tables.schema(schema.metadata[b"table"].decode()).serialize()
    writer.add_key_value_metadata({"ARROW:schema": base64.b64encode(stored).decode()})
    return writer


def encoded_anew(table: pa.Table) -> pa.Table:
    """The same rows in one piece, each dictionary holding what is there, in the order it is met."""
    arrays = []
    for field, column in zip(table.schema, table.columns, strict=True):
        array = column.cast(pa.string()) if field.type == CATEGORY else column
        array = array.combine_chunks()
        arrays.append(array.dictionary_encode() if field.type == CATEGORY else array)
    return pa.Table.from_arrays(arrays, schema=table.schema)
