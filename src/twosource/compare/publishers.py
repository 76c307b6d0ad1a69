"""Publisher families: which outlets are one owner's, or carry one another's reports under agreement."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from twosource.model.article import Article


class PublisherTableError(ValueError):
    """A table of publishers is not of the documented form; the message says where."""


@dataclass(frozen=True, slots=True)
class Family:
    """Outlets under one owner. `source` says where that can be looked up, `as_of` for which year it is meant.
    `independent` marks outlets that a user has taken out of their families."""

    name: str
    outlets: tuple[str, ...]
    source: str = ""
    as_of: int | None = None
    independent: bool = False


@dataclass(frozen=True, slots=True)
class Partner:
    """An outlet that carries other outlets' reports: those named in `republishes` (families or outlets), "*" any."""

    name: str
    outlets: tuple[str, ...]
    republishes: tuple[str, ...]
    source: str = ""
    as_of: int | None = None


@dataclass(frozen=True)
class PublisherTable:
    """Families and partners, later ones over earlier ones."""

    families: tuple[Family, ...] = ()
    partners: tuple[Partner, ...] = ()

    @cached_property
    def _by_outlet(self) -> dict[str, Family]:
        return {outlet_key(outlet): family for family in self.families for outlet in family.outlets}

    @cached_property
    def _partner_by_outlet(self) -> dict[str, Partner]:
        return {outlet_key(outlet): partner for partner in self.partners for outlet in partner.outlets}

    def family_of(self, article: Article) -> Family | None:
        """The family of the article's outlet, by its address first, then by its name; None where it is in none."""
        for key in _keys(article):
            if family := self._by_outlet.get(key):
                return None if family.independent else family
        return None

    def partner_of(self, article: Article) -> Partner | None:
        """The republisher the article appeared with, None where its outlet is none."""
        for key in _keys(article):
            if partner := self._partner_by_outlet.get(key):
                return partner
        return None

    def publisher_of(self, article: Article) -> str:
        """The name under which the article counts for independence: its family's, else its host's or outlet's, else
        the article's own id, since nothing then shows that two articles come from one house."""
        family = self.family_of(article)
        return family.name if family else next(iter(_names(article)), article.id)

    def may_republish(self, carrier: Article, other: Article) -> bool:
        """Whether `carrier` appeared with a partner that carries what `other`'s outlet publishes."""
        partner = self.partner_of(carrier)
        if partner is None:
            return False
        family = self.family_of(other)
        names = {outlet_key(name) for name in partner.republishes}
        return (
            "*" in partner.republishes
            or bool(family and outlet_key(family.name) in names)
            or any(key in names for key in _keys(other))
        )


def outlet_key(name: str) -> str:
    """How an outlet's name or host compares: lower case, without "the" and "www."."""
    return " ".join(name.casefold().split()).removeprefix("the ").removeprefix("www.")


def _names(article: Article) -> Iterable[str]:
    if article.outlet:
        yield outlet_key(article.outlet)
    if host := _host(article.url):
        yield host


@lru_cache(maxsize=4096)
def _host(url: str | None) -> str:
    try:
        return outlet_key(urlsplit(url or "").hostname or "")
    except ValueError:
        return ""


def _keys(article: Article) -> Iterable[str]:
    labels = _host(article.url).split(".")
    for start in range(len(labels) - 1):
        yield ".".join(labels[start:])
    if article.outlet:
        yield outlet_key(article.outlet)


def load_publishers(*user_files: Path) -> PublisherTable:
    """The table that comes with the program, with the user's files merged over it in order: an outlet a later file
    names leaves its earlier family. PublisherTableError where a file is not of the documented form; OSError where it
    cannot be read."""
    families, partners = _bundled()
    for path in user_files:
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise PublisherTableError(f"{path}: {error}") from error
        more_families, more_partners = _read_table(data, str(path))
        families, partners = families + more_families, partners + more_partners
    return PublisherTable(families, partners)


@lru_cache(maxsize=1)
def _bundled() -> tuple[tuple[Family, ...], tuple[Partner, ...]]:
    file = resources.files("twosource.compare").joinpath("data/publishers.toml")
    return _read_table(tomllib.loads(file.read_text(encoding="utf-8")), "publishers.toml")


def _read_table(data: dict[str, Any], where: str) -> tuple[tuple[Family, ...], tuple[Partner, ...]]:
    families = tuple(
        Family(
            _text(entry, "name", where),
            _texts(entry, "outlets", where),
            str(entry.get("source", "")),
            entry.get("as_of"),
            bool(entry.get("independent", False)),
        )
        for entry in _entries(data, "family", where)
    )
    partners = tuple(
        Partner(
            _text(entry, "name", where),
            _texts(entry, "outlets", where),
            _texts(entry, "republishes", where),
            str(entry.get("source", "")),
            entry.get("as_of"),
        )
        for entry in _entries(data, "partner", where)
    )
    return families, partners


def _entries(data: dict[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    entries = data.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise PublisherTableError(f"{where}: write each entry under [[{key}]]")
    return entries


def _text(entry: dict[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise PublisherTableError(f"{where}: an entry has no {key!r}")
    return value


def _texts(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = entry.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise PublisherTableError(f"{where}: {entry.get('name', 'an entry')!r} needs {key!r}, a list of texts")
    return tuple(value)
