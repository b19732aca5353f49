from __future__ import annotations

from chuangwen_corpus.parsing import parse


def test_the_speaker_is_marked_where_the_page_names_it() -> None:
    document = parse(
        "某局在创建大会上的表态发言\n各位领导：\n我们将全力以赴，完成任务。请领导放心。", layers=["speaker"]
    )
    (found,) = document.annotations
    assert (found.text, found.sentence_id, found.speech_id) == ("某局", None, document.speeches[0].speech_id)
