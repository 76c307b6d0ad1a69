"""Makes src/twosource/stories/data/news_words.tsv: in how many news articles each word stands. Figures only: words that
fewer than three of the articles use are left out, so that nothing of a single text remains.

    python -m training.story_words ../shared/data/attributions/train.jsonl ../shared/data/times/dev.jsonl
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from twosource.model.article import Article
from twosource.stories.terms import read_terms

TABLE = Path(__file__).resolve().parents[1] / "src" / "twosource" / "stories" / "data" / "news_words.tsv"
FEWEST_ARTICLES = 3


def main(corpora: Sequence[str]) -> None:
    """Counts the articles of the corpora (a JSON object with `text` a line) and writes the table."""
    articles, counts = 0, Counter[str]()
    for corpus in corpora:
        with Path(corpus).open(encoding="utf-8") as lines:
            for line in lines:
                articles += 1
                counts.update(read_terms(Article.from_text(json.loads(line)["text"])).counts.keys())
    rows = [(word, count) for word, count in sorted(counts.items()) if count >= FEWEST_ARTICLES]
    head = "# In how many news articles a word stands; the line without a word is the number of articles.\n"
    TABLE.write_text(head + "".join(f"{word}\t{count}\n" for word, count in [("", articles), *rows]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
