"""`DATASHEET.md`: the questions of Gebru et al., Datasheets for Datasets (2021), answered with counts of the build."""

from __future__ import annotations

from typing import Any

from chuangwen_corpus import rights
from chuangwen_corpus.publish.metadata import licence, readme


def text(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:
    """The datasheet of a release (see `metadata.write`)."""
    count = {name: about["rows"] for name, about in facts["tables"].items()}
    size = sum(about["bytes"] for path, about in files.items() if "/" in path)
    layers = ", ".join(facts["layers"]) or "none"
    models = ", ".join(f"{name} {version}" for name, version in (facts.get("models") or {}).items())
    creators = "; ".join(facts["creators"]) or "whoever built it has not said"
    date = facts.get("date_published") or "not stated"
    own = [f"- {what}" for what in _choices(facts)]
    return f"""# Datasheet: {facts["title"]}

Data version {facts["data_version"]}, published: {date}. The questions are those of Gebru et al., *Datasheets for Datasets* (2021). Counts are the build's.

## Motivation

- For what: to study speeches that officials give at meetings on campaigns such as 创建全国文明城市, with the way from every page to its text kept.
- By whom: {creators}.

## Composition

- Instances are pages: {count["documents"]:,}, of {count["sources"]:,} that were read; {count["rejects"]:,} gave no document and are named with the reason in `rejects`.
- In them: {count["speeches"]:,} speeches, {count["sections"]:,} sections, {count["paragraphs"]:,} paragraphs, {count["sentences"]:,} sentences, {count["tokens"]:,} tokens, {count["annotations"]:,} annotations.
- Text: Chinese, as printed on the pages; {size:,} bytes of data files in all formats.
- Missing: dates, names and places are often blanks (xx, 20XX) in the source; nothing was filled in.
- Errors: {count["anomalies"]:,} damaged or doubtful places are named in `anomalies`; {count["duplicates"]:,} documents or speeches repeat others, wholly or nearly, and are named in `duplicates`.
- Persons: the speeches are public; names of speakers that the pages print are kept.

## Collection

- The pages were collected by whoever fetched them; what is known of each (address, date, rights) stands in `documents.source`. They are no sample: nobody has drawn them from a known whole.

## Processing

- Each page is decoded, cleaned by {count["edits"]:,} edits that name their rule, cut into speeches, sections, paragraphs and sentences, and cut into words with {facts["segmentation"]["engine"]}. The source can be restored byte for byte.
- Layers of annotation: {layers}. They are made by rules, and not checked by people one by one.
{chr(10).join(own)}{f"{chr(10)}- Models: {models}." if models else ""}
- Code: the package chuangwen-corpus {facts["package_version"]}; the same pages give the same bytes.

## Uses

- Fit for: reading and counting commitments, demands, set phrases and document structure; testing tools on damaged Chinese web text.
- How well it is made: README.md has figures on pages and passages of others, with intervals.
- Not fit:
{chr(10).join(f"  - {item}." for item in readme.NOT_FOR)}

## Limits

- Layers that README.md calls experimental do not reach their aim on speeches of others.
- Parts of speech are those of a dictionary with corrections; about a tenth of the tags were wrong in samples of real speeches (docs/evaluation.md of the source).

## Rights

- {licence.NAME} has the statement. {rights.SOURCE_RIGHTS}

## Maintenance

- A later data version says in the changes what was added, removed and read otherwise; `chuangwen diff OLD NEW` shows it.
- A page is taken out of the next version when its entry is put into `withdrawn.toml`.
"""


def _choices(facts: dict[str, Any]) -> list[str]:
    """What this build chose, beside what all builds do."""
    said = {
        "lists": "Lists of the builder's own were used: their hashes stand in `manifest.json`.",
        "corrections": "Some values were corrected by hand: `head_evidence` says which.",
        "text_without_speech": "The text of pages without a speech is cut into sentences and annotated, too.",
    }
    found = [text for key, text in said.items() if facts.get(key)]
    if facts.get("other_genre") is not None:
        found.append(f"{facts['other_genre']:,} pages plainly of another genre were dropped before parsing.")
    return found or ["No lists of the builder's own and no corrections were used."]
