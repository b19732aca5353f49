from __future__ import annotations

from pathlib import Path

from chuangwen_corpus.clean import as_lines, handed_on
from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.clean.recurring import lines_of
from chuangwen_corpus.genre import own
from chuangwen_corpus.lists import read_lists

PAGE = "<p>各位领导，</p><p>我们表态如下&nbsp;：</p>"


def test_lines_are_given_once_and_are_those_made_anew() -> None:
    lines_of(PAGE)
    given = handed_on.take(PAGE)
    assert given is not None
    assert handed_on.take(PAGE) is None
    anew = as_lines(PAGE)
    assert (anew.text, anew.edits) == (given.text, given.edits)


def test_a_page_of_sampled_lines_is_not_made_again() -> None:
    text = AlignedText(PAGE)
    handed_on.keep(PAGE, text)
    assert as_lines(PAGE) is text
    assert as_lines(PAGE) is not text


def test_lines_made_with_other_lists_are_not_given(tmp_path: Path) -> None:
    (tmp_path / "places.txt").write_text("落霞埠\n", encoding="utf-8")
    text = AlignedText(PAGE)
    handed_on.keep(PAGE, text)
    with own.using(read_lists(tmp_path)):
        assert handed_on.take(PAGE) is None
    assert handed_on.take(PAGE) is text
