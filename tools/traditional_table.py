"""Makes `genre/traditional.tsv` from OpenCC's tables: `python tools/traditional_table.py`.

Only characters with one simplified counterpart, each alone; OpenCC is alive and its tables are the
standard of the field. The table, not the package, is what the pipeline needs.
"""

from __future__ import annotations

from pathlib import Path

TABLE = Path(__file__).parents[1] / "src/chuangwen_corpus/genre/traditional.tsv"
HEADER = (
    "# One traditional character and its simplified counterpart a line.\n"
    "# Derived from the character tables of OpenCC 1.4.2 (Apache License 2.0).\n"
)


def table() -> str:
    import opencc

    convert = opencc.OpenCC("t2s").convert
    rows = []
    for code_point in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00)):
        character = chr(code_point)
        simplified = convert(character)
        if simplified != character and len(simplified) == 1:
            rows.append(f"{character}\t{simplified}\n")
    return HEADER + "".join(rows)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
