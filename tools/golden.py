"""Makes the golden pages: `python tools/golden.py pour` writes the poured pages with their gold,
`python tools/golden.py records` the records the parser gives for every page, to be read before
they are committed.

The gold of a poured page comes from what was poured, that of a written page from its writer;
neither from the parser.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from chuangwen_corpus.sample.layout import HEADINGS, LINES, MARKINGS, PUNCTUATION, Layout, pour  # noqa: E402
from chuangwen_corpus.sample.talk import HAN_NUMBERS, Talk  # noqa: E402
from material import GENRES, SPEAKERS, TITLE_HEADS, talk  # noqa: E402

GOLDEN = ROOT / "tests" / "golden"
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16", "big5hkscs")
POURED = 45


def poured(i: int) -> tuple[str, bytes, dict]:
    """The name, the bytes and the gold of the poured page number `i`."""
    choose = random.Random(1000 + i)
    lines = LINES[i % len(LINES)]
    marking = MARKINGS[i % len(MARKINGS)]
    count = 1 if i % 11 == 10 else choose.choice((2, 3, 4))
    base = choose.choice(TITLE_HEADS) + choose.choice(GENRES)
    speakers = choose.sample(SPEAKERS, count)
    loose = not lines.startswith("one_line")
    layout = Layout(
        marking if count > 1 else "titles", lines, HEADINGS[i % 2], PUNCTUATION[i % 3],
        contents=loose and i % 4 == 1, middle=loose and i % 3 == 1, traditional=i % 5 == 4, damage=i % 2 == 1,
    )  # fmt: skip
    talks = []
    for _ in range(count):
        made = talk(choose, "", nested=i % 3 == 2)
        signed = loose and i % 6 == 3
        dated = loose and i % 7 == 2
        talks.append(
            Talk(
                "", made.opening, made.parts, made.closing, made.salutation,
                "清河街道党工委书记 张某某" if dated else None, "（2021年3月4日）" if dated else None,
                ("市城市管理局", "2021年4月6日") if signed else (),
            )
        )  # fmt: skip
    declared = choose.choice((f"{HAN_NUMBERS[count - 1]}篇", f"（{count}篇）", f"(通用{count}篇)", "汇编"))
    title = base + (declared if count > 1 else "范文")
    page, found = pour(talks, base, title, layout, random.Random(2000 + i), speakers)
    encoding = ENCODINGS[i % len(ENCODINGS)]
    try:
        data = page.encode(encoding)
    except UnicodeEncodeError:
        data = page.encode("utf-8")
    gold = {
        "speech_count": count,
        "speeches": [
            {
                "title": f.title if f.title or count > 1 else title, "salutation": f.salutation,
                "opens": f.paragraphs[0][:12], "closes": f.paragraphs[-1][-12:],
                "sections": [[marker, heading, level] for level, marker, heading in f.sections],
            }
            for f in found
        ],
        "drops": ["小编", "Copyright", "👉", "第2页", "扫一扫", "相关文章", "网友上传", "首页"],
        "anomalies": {"exact": sorted(kind for f in found for kind in f.anomalies)},
    }  # fmt: skip
    suffix = "html" if lines.startswith("html") else "txt"
    return f"poured_{i:02}_{layout.marking}_{lines}.{suffix}", data, gold


def pour_all() -> None:
    for i in range(POURED):
        name, data, gold = poured(i)
        (GOLDEN / "pages" / name).write_bytes(data)
        text = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
        (GOLDEN / "gold" / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")


def write_records() -> None:
    for page in sorted((GOLDEN / "pages").iterdir()):
        (GOLDEN / "records" / f"{page.name}.json").write_text(records(page), encoding="utf-8", newline="\n")


def records(page: Path) -> str:
    """The records of a page as JSON, without its tokens, which are tested by themselves."""
    from chuangwen_corpus import parse

    document = parse(page, layers=("speaker", "addressee"))  # the other layers have a gold of their own
    return document.model_dump_json(indent=1, exclude={"tokens", "source_text"}) + "\n"


if __name__ == "__main__":
    for folder in ("pages", "gold", "records"):
        (GOLDEN / folder).mkdir(parents=True, exist_ok=True)
    {"pour": pour_all, "records": write_records}[sys.argv[1]]()
