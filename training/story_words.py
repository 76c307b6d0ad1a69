"""Makes the two tables of src/twosource/stories/data.

news_words.tsv: in how many news articles each word stands. Figures only: words that fewer than three of the articles
use are left out, so that nothing of a single text remains. function_words.txt: the function words of languages other
than English, from spaCy's stop word lists (MIT), without those that are also words of English news.

    python -m training.story_words ../shared/data/attributions/train.jsonl ../shared/data/times/dev.jsonl
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from twosource.model.article import Article
from twosource.stories.terms import read_terms

DATA = Path(__file__).resolve().parents[1] / "src" / "twosource" / "stories" / "data"
LANGUAGES = "ar bg ca cs da de el es et fa fi fr ga he hr hu id is it lt lv mk nb nl pl pt ro ru sk sl sq sr sv tr uk"
FEWEST_ARTICLES = 3


def main(corpora: Sequence[str]) -> None:
    """Counts the articles of the corpora (a JSON object with `text` a line) and writes the tables."""
    articles, counts = 0, Counter[str]()
    for corpus in corpora:
        with Path(corpus).open(encoding="utf-8") as lines:
            for line in lines:
                articles += 1
                counts.update(read_terms(Article.from_text(json.loads(line)["text"])).counts.keys())
    rows = [(word, count) for word, count in sorted(counts.items()) if count >= FEWEST_ARTICLES]
    head = "# In how many news articles a word stands; the line without a word is the number of articles.\n"
    table = "".join(f"{word}\t{count}\n" for word, count in [("", articles), *rows])
    (DATA / "news_words.tsv").write_text(head + table, encoding="utf-8")
    known = {word for word, _ in rows}
    foreign = {
        word.lower() for code in LANGUAGES.split() for word in import_module(f"spacy.lang.{code}.stop_words").STOP_WORDS
    }
    kept = sorted(word for word in foreign - known if len(word) > 1 and word.isalpha())
    (DATA / "function_words.txt").write_text("".join(f"{word}\n" for word in kept), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
