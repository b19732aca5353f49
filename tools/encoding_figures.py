"""How often the encoding of a page is found: `python tools/encoding_figures.py` prints the table of docs/evaluation.md.

Pages are cut from the pages of tests/golden, and from a few sentences of our own in other languages. They are whole,
short, cut inside a character, or have bytes changed or lost. An answer is right if the encoding found reads the
undamaged page as it was written. Detectors are measured where they are installed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.read import decode

ROOT = Path(__file__).parents[1]
PAGES = 20
"""Pages of each kind and encoding."""
SHORT = (20, 40, 80, 200)
RUSSIAN = (
    "Уважаемые коллеги! Сегодня мы собрались, чтобы обсудить важные вопросы нашего города. Каждый житель хочет видеть "
    "чистые улицы и уютные дворы. В прошлом году мы посадили две тысячи деревьев, отремонтировали школу и открыли новую "
    "библиотеку. Предстоит сделать ещё больше: починить дороги, осветить парки, помочь пожилым людям. Я прошу всех "
    "руководителей лично отвечать за порученное дело. Спасибо за внимание и за вашу работу!"
)
JAPANESE = (
    "皆さん、おはようございます。今日は市の美化運動についてお話しします。私たちの町をもっときれいにするために、毎朝通りを掃除しましょう。"
    "昨年は多くの市民が活動に参加し、公園に花を植えました。これからも力を合わせて、安心して暮らせる町をつくっていきたいと思います。"
    "学校でも子どもたちが自分の教室をきれいに使っています。ご協力をよろしくお願いいたします。"
)
KOREAN = (
    "여러분, 안녕하십니까. 오늘 우리는 도시를 더 깨끗하게 만들기 위한 방법을 이야기하려고 모였습니다. 지난해에는 많은 시민이 "
    "거리 청소에 참여했고 공원에 나무를 심었습니다. 앞으로도 서로 도우며 안전하고 살기 좋은 마을을 만들어 가겠습니다. 학교와 "
    "시장에서도 질서를 지키고 쓰레기를 줄이는 일에 함께해 주시기 바랍니다. 감사합니다."
)
THAI = (
    "สวัสดีทุกท่าน วันนี้เรามาพูดคุยกันเรื่องการทำให้เมืองของเราสะอาดและน่าอยู่มากขึ้น ปีที่แล้วประชาชนจำนวนมากช่วยกันทำความสะอาดถนน"
    "และปลูกต้นไม้ในสวนสาธารณะ ปีนี้เราจะซ่อมถนน ติดไฟในซอย และดูแลผู้สูงอายุ ขอให้ทุกหน่วยงานรับผิดชอบงานของตนอย่างเต็มที่ "
    "โรงเรียนและตลาดก็ควรรักษาความเป็นระเบียบ ขอบคุณทุกคนที่ร่วมมือกัน"
)
FRENCH = (
    "Chers collègues, nous sommes réunis aujourd'hui pour préparer la fête de notre cité. L'année passée, des élèves ont "
    "planté des arbres près de l'école et réparé les bancs du marché. Où que l'on regarde, la ville a changé. Nous voulons "
    "des rues éclairées, des façades propres et des services à la portée de tous. Merci à chacun pour son énergie."
)


def chinese() -> tuple[str, str, str]:
    """The text of the golden pages: simplified, traditional (as Big5 has it), with Han of four bytes in GB18030."""
    simplified, traditional = [], []
    for file in sorted((ROOT / "tests" / "golden" / "pages").glob("*.txt")):
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
        text = "\n".join(text.replace("\u3000", "").split())
        if fold(text).count("的") > 5:
            (traditional if text.count("們") else simplified).append(text)
    plain = "".join(simplified).encode("gbk", "ignore").decode("gbk")
    old = "".join(traditional).encode("big5", "ignore").decode("big5")
    rare = "".join(c + "㐀䶮㙍𠮷"[i % 4] * (i % 40 == 0) for i, c in enumerate(plain))
    return plain, old, rare


def languages() -> dict[str, tuple[str, str]]:
    """The encodings, each with a text that is written in it."""
    plain, old, rare = chinese()
    hong_kong = "".join(c + "啲嘅咗喺"[i % 4] * (i % 30 == 0) for i, c in enumerate(old))
    return {
        "utf-8": ("utf-8", plain),
        "gbk": ("gbk", plain),
        "gb18030": ("gb18030", rare),
        "big5": ("big5", old),
        "big5hkscs": ("big5hkscs", hong_kong),
        "utf-16-le": ("utf-16-le", plain),
        "utf-16-be": ("utf-16-be", plain),
        "utf-16 with mark": ("utf-16", plain),
        "windows-1251": ("cp1251", RUSSIAN),
        "shift_jis": ("shift_jis", JAPANESE),
        "euc-kr": ("euc_kr", KOREAN),
        "windows-874": ("cp874", THAI),
        "latin-1": ("latin-1", FRENCH),
    }


def pieces(text: str, encoding: str, size: int, noise: random.Random) -> Iterator[bytes]:
    """Stretches of a text, of at most so many bytes of whole characters."""
    while True:
        piece = text[noise.randrange(max(1, len(text) - size)) :][:size]
        while len(piece.encode(encoding)) > size:
            piece = piece[:-1]
        yield piece.encode(encoding)


def damaged(data: bytes, share: float, noise: random.Random) -> bytes:
    """A page of which a share of the bytes, one at least, is changed or lost."""
    found = list(data)
    for at in sorted(noise.sample(range(len(found)), max(1, round(share * len(found)))), reverse=True):
        if noise.random() < 0.5:
            del found[at]
        else:
            found[at] = noise.randrange(256)
    return bytes(found)


def kinds() -> dict[str, tuple[int, Callable[[bytes, random.Random], bytes]]]:
    """What is done with a page, and how many bytes it has."""

    def whole(data: bytes, _: random.Random) -> bytes:
        return data

    def cut(data: bytes, noise: random.Random) -> bytes:
        return data[: -noise.choice((1, 2, 3))]

    made = {"whole": (2000, whole), "cut": (2000, cut)}
    made |= {f"{size} bytes": (size, whole) for size in SHORT}
    made |= {"40 bytes, cut": (40, cut)}
    made |= {f"{share} %": (2000, lambda d, n, s=share: damaged(d, s / 100, n)) for share in (1, 5)}
    made |= {f"{size} bytes, 1 byte": (size, lambda d, n: damaged(d, 0, n)) for size in SHORT}
    return made


def finders() -> dict[str, Callable[[bytes], str | None]]:
    """Ways to find an encoding: a page's bytes to the name of a codec of Python's."""

    def decoder(data: bytes) -> str | None:
        try:
            found = decode(data)
        except SourceError:
            return None
        return "utf-16" if found.bom and found.encoding.startswith("utf-16") else found.encoding

    found = {"decoder": decoder}
    try:
        from turbohtml.detect import detect
    except ImportError:
        pass
    else:
        found["turbohtml.detect"] = lambda data: ((m := detect(data)).confidence and m.codec) or None
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        pass
    else:
        found["charset-normalizer"] = lambda data: (b := from_bytes(data).best()) and b.encoding
    return found


def is_right(found: str | None, page: bytes, encoding: str) -> bool:
    """Whether an encoding reads a page as it was written."""
    try:
        read = page.decode(found) if found else None
    except (UnicodeDecodeError, LookupError):
        return False
    return read is not None and read.lstrip("\ufeff") == page.decode(encoding)


def main() -> None:
    """Prints a table of kinds of pages, and one of encodings."""
    ways, texts = finders(), languages()
    by_kind: dict[str, list[int]] = {}
    by_encoding: dict[str, list[int]] = {}
    rejected = wrong = 0
    for name, (encoding, text) in texts.items():
        for kind, (size, change) in kinds().items():
            noise = random.Random(f"{name} {kind}")
            for page, _ in zip(pieces(text, encoding, size, noise), range(PAGES)):
                data = change(page, noise)
                answers = {way: find(data) for way, find in ways.items()}
                right = {way: is_right(answer, page, encoding) for way, answer in answers.items()}
                for table, row in ((by_kind, kind), (by_encoding, name)):
                    counts = table.setdefault(row, [0] * (len(ways) + 1))
                    table[row] = [n + r for n, r in zip(counts, (1, *right.values()), strict=True)]
                rejected += answers["decoder"] is None
                wrong += answers["decoder"] is not None and not right["decoder"]
    for title, table in (("page", by_kind), ("encoding", by_encoding)):
        print(f"\n| {title} | n | {' | '.join(ways)} |\n|---|---:|{'---:|' * len(ways)}")
        for row, (n, *counts) in table.items():
            print(f"| {row} | {n:,} | {' | '.join(f'{count / n:.1%}' for count in counts)} |")
    print(f"\nthe decoder: {rejected} rejected, {wrong} wrong")


if __name__ == "__main__":
    main()
