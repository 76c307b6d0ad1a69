from pathlib import Path

import pytest

from twosource.compare.publishers import PublisherTableError, load_publishers
from twosource.model.article import Article


def article(outlet: str | None = None, url: str | None = None) -> Article:
    return Article.from_text("text", outlet=outlet, url=url)


def test_names_and_hosts_of_one_owner_are_one_publisher() -> None:
    table = load_publishers()
    post = article("New York Post")
    journal = article(url="https://www.wsj.com/world/a-story")
    assert table.publisher_of(post) == table.publisher_of(journal) == "News Corp"


def test_subdomains_belong_to_their_host() -> None:
    assert load_publishers().publisher_of(article(url="https://edition.cnn.com/x")) == "Warner Bros. Discovery"


def test_unknown_outlets_stand_for_themselves_and_nameless_reports_alone() -> None:
    table = load_publishers()
    assert table.publisher_of(article("The Lindhaven Gazette")) == table.publisher_of(article("lindhaven gazette"))
    one, two = Article.from_text("one"), Article.from_text("two")
    assert table.publisher_of(one) != table.publisher_of(two)


def test_every_entry_of_the_bundled_table_names_where_it_can_be_looked_up() -> None:
    table = load_publishers()
    assert all(entry.source.startswith("https://") and entry.as_of for entry in (*table.families, *table.partners))


def test_a_users_file_goes_over_the_table(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[family]]\nname = "Quay Media"\noutlets = ["The Quay", "nypost.com", "New York Post"]\n'
        '[[family]]\nname = "alone"\noutlets = ["wsj.com"]\nindependent = true\n'
        '[[partner]]\nname = "Carrier"\noutlets = ["Carrier"]\nrepublishes = ["Quay Media"]\n',
        encoding="utf-8",
    )
    table = load_publishers(file)
    assert table.publisher_of(article("New York Post")) == table.publisher_of(article("The Quay")) == "Quay Media"
    assert table.family_of(article(url="https://wsj.com/a")) is None
    assert table.may_republish(article("Carrier"), article("The Quay"))
    assert not table.may_republish(article("The Quay"), article("Carrier"))


@pytest.mark.parametrize("text", ["family = 3", '[[family]]\nname = "x"', "[[family]\n", '[[family]]\noutlets = ["a"]'])
def test_a_malformed_file_says_what_is_wrong(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PublisherTableError, match=r"bad\.toml"):
        load_publishers(file)
