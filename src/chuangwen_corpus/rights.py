"""Three things that are not the same, said once: the code, our annotations, the source's text."""

from __future__ import annotations

NAME = "chuangwen-corpus"
TITLE = "Chuangwen corpus of Chinese pledge and mobilisation speeches"
DESCRIPTION = (
    "Speeches given at meetings on the campaign for the title of National Civilised City "
    "(创建全国文明城市, 创文), taken from pages of document-sharing sites: clean text aligned with the "
    "source, speeches, sections, paragraphs, sentences, tokens with parts of speech, anomalies."
)
CODE_LICENCE = "MIT"
ANNOTATION_LICENCE = "CC-BY-4.0"
ANNOTATION_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
SOURCE_RIGHTS = (
    "The text of the speeches belongs to whoever holds the rights in it. Pages were uploaded to "
    "document-sharing sites by others; their rights are unclear, and nothing here grants any. "
    "What is known of a page stands in documents.source.rights."
)
STATEMENT = {
    "code": f"{CODE_LICENCE}: the package chuangwen-corpus.",
    "annotations": f"{ANNOTATION_LICENCE}: offsets, divisions, tags, anomalies and all other "
    "information added to the text.",
    "source_text": SOURCE_RIGHTS,
}
CITATION = (
    "The chuangwen-corpus authors: chuangwen-corpus, a structured corpus of Chinese pledge and "
    "mobilisation speeches. Version {version}."
)
