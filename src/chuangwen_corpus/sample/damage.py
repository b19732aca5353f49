"""Damage as pages have it: stray spaces, lost characters, paragraphs broken off."""

from __future__ import annotations

from dataclasses import replace

from chuangwen_corpus.sample.dice import Choose
from chuangwen_corpus.sample.talk import Talk


def damaged(talk: Talk, choose: Choose, *, spaces: bool, broken_off: bool) -> tuple[Talk, list[str]]:
    """The speech with a stray space, a lost character, a paragraph broken off; and what was done."""
    opening: list[str] = list(talk.opening)
    done: list[str] = []
    at = choose.randint(0, len(opening) - 1)
    text = opening[at]
    inside = [i for i in range(2, len(text) - 8) if all("一" <= c <= "龥" for c in text[i - 1 : i + 1])]
    if spaces and choose.random() < 0.7:
        i = choose.choice(inside)
        text = f"{text[:i]} {text[i:]}"
        done.append("stray_space")
    elif not any(c in text for c in "吗呢么什怎如何谁哪几吧"):
        i = choose.choice(inside)
        text = f"{text[:i]}?{text[i:]}"
        done.append("lost_character")
    if broken_off and choose.random() < 0.5:
        text = text[:-4]
        if text[-1] in "，。、；：？！ ?":
            text += "我们"
        done.append("truncated_text")
    opening[at] = text
    return replace(talk, opening=tuple(opening)), done
