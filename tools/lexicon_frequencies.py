"""Fills the column `frequency` of the domain lexicon: `python tools/lexicon_frequencies.py`.

The frequency is the one jieba's own formula (`suggest_freq`) gives a term so that it stays one
word, worked out on jieba's dictionary before any term is added. A test keeps it fresh.
"""

from __future__ import annotations

import warnings
from pathlib import Path

LEXICON = Path(__file__).parents[1] / "src/chuangwen_corpus/annotate/lexicon.tsv"


def main() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as dictionary:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(dictionary)
    tokenizer.initialized = True
    header, *rows = LEXICON.read_text(encoding="utf-8").splitlines()
    names = header.split("\t")[:4]
    lines = ["\t".join([*names, "frequency"])]
    for row in rows:
        cells = row.split("\t")[:4]
        lines.append("\t".join([*cells, str(tokenizer.suggest_freq(cells[0], tune=False))]))
    LEXICON.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
