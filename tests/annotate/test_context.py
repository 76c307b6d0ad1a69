"""Context vectors: what words mean where they stand, kept with the article."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from twosource.annotate.pipeline import annotate_article
from twosource.annotate.tagger import tag_attributions, tag_in_context
from twosource.model.annotation import AnnotatedArticle, ContextVectors
from twosource.model.article import Article


def rows(context: ContextVectors) -> np.ndarray:
    vectors = np.frombuffer(context.vectors, dtype=np.int8).reshape(-1, context.size).astype(float)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_a_word_has_other_vectors_in_other_senses() -> None:
    text = "They sat on the river bank. The money is in the bank. The lender lent the money."
    _, context = tag_in_context(text)
    words = [text[start:end] for start, end in zip(context.starts, context.ends, strict=True)]
    vectors = rows(context)
    river, money = (i for i, word in enumerate(words) if word == "bank")
    lender = words.index("lender")
    assert vectors[money] @ vectors[lender] > vectors[river] @ vectors[lender]


@given(st.text(max_size=60))
@example("")
@example("\ud800 x")
@example("a\u202eb “c")
def test_every_word_has_one_vector_whatever_the_text(text: str) -> None:
    found, context = tag_in_context(text)
    assert found == tag_attributions(text)
    assert len(context.starts) == len(context.ends) == len(context.vectors) // context.size
    assert all(0 <= start < end <= len(text) for start, end in zip(context.starts, context.ends, strict=True))


def test_annotation_keeps_them_and_the_json_does_not() -> None:
    annotated = annotate_article(Article.from_text("The ferry sank, the harbour office said.", id="a"))
    assert annotated.context is not None
    assert len(annotated.context.vectors) == annotated.context.size * len(annotated.context.starts)
    data = annotated.to_dict()
    assert "context" not in data
    assert AnnotatedArticle.from_dict(data).context is None
