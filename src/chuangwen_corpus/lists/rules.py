"""A user's rules of page furniture: their form, their patterns, and their examples, which are run."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from chuangwen_corpus.clean import clean, furniture
from chuangwen_corpus.clean.furniture import FurnitureRule
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.own import Lists, using
from chuangwen_corpus.lists import patterns
from chuangwen_corpus.lists.faults import Fault
from chuangwen_corpus.structure import find_speeches, keep

MOST_RULES = 200
_HINT = "docs/lists.md has an example."
_HEAD = "某区在全市创建大会上的动员讲话\n同志们：\n我们要把创建工作抓紧抓好，让群众满意。\n"
_TAIL = "让我们共同努力，把各项任务落到实处。\n谢谢大家！\n"


def check(file: str, lists: Lists) -> Iterator[Fault]:
    """What is wrong with the rules of some lists; examples are run when the rules themselves are sound.

    Args:
        file: The name of the file, for messages.
        lists: Their `furniture` is its text.
    """
    try:
        said = tomllib.loads(lists.furniture)
    except (ValueError, RecursionError) as error:
        at = re.search(r"at line (\d+)", str(error))
        yield Fault(file, int(at[1]) if at else 0, f"is no valid TOML ({error})", _HINT)
        return
    tables = said.get("rule")
    if set(said) != {"rule"} or not isinstance(tables, list):
        yield Fault(file, 0, "holds other than tables [[rule]]", _HINT)
        return
    if len(tables) > MOST_RULES:
        yield Fault(file, 0, f"has {len(tables):,} rules; it may have {MOST_RULES}", "Join some of them.")
        return
    lines = _lines(lists.furniture, len(tables))
    faults = [
        Fault(file, line, f"the rule {_name(table)} {what}", hint)
        for table, line in zip(tables, lines, strict=True)
        for what, hint in _faults_of_form(table, tables)
    ]
    yield from faults
    if not faults:
        for rule, line in zip(furniture.read_rules(lists.furniture), lines, strict=True):
            for what, hint in _faults_of_examples(rule, lists):
                yield Fault(file, line, f"the rule {rule.id!r} {what}", hint)


def _lines(text: str, count: int) -> Sequence[int]:
    """The line on which each rule begins; 0 where the text does not tell."""
    found = [
        number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*rule\s*\]\]", line)
    ]
    return found if len(found) == count else [0] * count


def _name(table: Any) -> str:
    return repr(table.get("id", "without an id")) if isinstance(table, dict) else "that is no table"


def _faults_of_form(table: Any, tables: list[Any]) -> Iterator[tuple[str, str]]:
    try:
        rule = FurnitureRule.model_validate(table)
    except ValidationError as error:
        yield from ((f"is wrong in {fault}", _HINT) for fault in furniture.faults_of_form(error))
        return
    if not re.search(r"\w", rule.example):
        yield "is wrong in example (it has no letter)", "A line of marks alone is furniture without a rule."
    if rule.longest > furniture.LONGEST_LINE:
        yield f"is wrong in longest (it may be {furniture.LONGEST_LINE})", _HINT
    with using(None):
        package = {known.id for known in furniture.rules()}
    if rule.id in package or sum(isinstance(one, dict) and one.get("id") == rule.id for one in tables) > 1:
        yield "has the id of another rule", "Give it one of its own."
    try:
        patterns.check(rule.pattern, whole_lines=rule.scope in ("line", "list"))
    except patterns.PatternError as error:
        yield f"has a pattern that {error}", error.hint


def _faults_of_examples(rule: FurnitureRule, lists: Lists) -> Iterator[tuple[str, str]]:
    if not _sees(rule, fold(rule.example).strip()):
        yield f"does not see its example {rule.example!r}", "The pattern runs on simplified, half-width text."
    else:
        stands, rules = _cleaned(rule.example, _HEAD + _TAIL + rule.example, lists)
        if stands or rule.id not in rules:
            hint = "Lines that read as titles stay, and a rule of scope inline needs the zone page."
            hint = f"The rule {rules[0]!r} does; give another example." if rules else hint
            yield f"sees its example {rule.example!r} but does not drop it", hint
    for said in rule.counter_examples:
        if not said.strip() or "\n" in said:
            yield f"has a counter-example that is no line ({said!r})", "Write a sentence of a speech."
            continue
        for page in (f"{_HEAD}{said}\n{_TAIL}", f"{_HEAD}我们要落实责任。{said}我们要见到实效。\n{_TAIL}"):
            stands, rules = _cleaned(said, page, lists)
            if not stands:
                hint = f"The rule {' and '.join(rules)} must be narrower, or its zone around."
                yield f"has a counter-example that is dropped ({said!r})", hint
                break


def _sees(rule: FurnitureRule, line: str) -> bool:
    pattern = furniture.screened(rule).pattern
    if rule.scope == "inline":
        return bool(pattern.search(line))
    if rule.scope == "start":
        return bool(pattern.match(line)) and len(line) <= rule.longest
    return bool(pattern.fullmatch(line))


def _cleaned(said: str, page: str, lists: Lists) -> tuple[bool, list[str]]:
    """Whether what is said is still there when a page is cleaned, and the furniture rules that dropped something."""
    with using(lists):
        text = clean(page)
        text, _ = keep(text, find_speeches(text))
    rules = [edit.rule.partition(".")[2] for edit in text.edits if edit.rule.startswith("furniture.")]
    return _bare(said) in _bare(text.text), rules


def _bare(text: str) -> str:
    """The letters of a text: marks and spaces are cleaned."""
    return re.sub(r"[\W_]", "", fold(text))
