"""Makes the tables of given names in `src/twosource/annotate/data`.

`given_names.tsv`: given names and the share of their bearers who are men. Sources: the first-name files of the 1990 US
census (public domain, as shipped in the PyPI package `names` 0.3.0), and, for names the census lacks, the name lists of
the PyPI package `Faker` 40 (MIT) in locales written in Latin script.

`short_names.tsv`: given names and their short forms, from the PyPI package `nicknames` 1.0.1 (Apache-2.0).

Run: `python training/person_names.py NAMES FAKER NICKNAMES`, the folders the three packages are unpacked in.
"""

import csv
import importlib
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

OUTPUT = Path(__file__).parents[1] / "src/twosource/annotate/data"
RAREST = 0.001
"""Census names below this percentage of one sex are left out: they are mostly slips of the pen."""


def folded(name: str) -> str:
    """The name in lower case without diacritics."""
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def census_shares(folder: Path) -> dict[str, float]:
    """Share of men by name, from the two census files."""
    percent: dict[str, list[float]] = {}
    for sex, file in enumerate(("dist.female.first", "dist.male.first")):
        for line in (folder / file).read_text(encoding="ascii").splitlines():
            name, value = line.split()[:2]
            if float(value) > RAREST:
                percent.setdefault(name.lower(), [0.0, 0.0])[sex] += float(value)
    return {name: male / (female + male) for name, (female, male) in percent.items()}


def locale_shares(folder: Path) -> dict[str, float]:
    """0 or 1 for names that only the women's or only the men's lists of the locales have, 0.5 for those in both."""
    sys.path.insert(0, str(folder))
    women: set[str] = set()
    men: set[str] = set()
    for path in sorted((folder / "faker/providers/person").iterdir()):
        if not (path / "__init__.py").exists():
            continue
        provider = importlib.import_module(f"faker.providers.person.{path.name}").Provider
        for attribute, names in (("first_names_female", women), ("first_names_male", men)):
            names.update(folded(name) for name in getattr(provider, attribute, ()))
    usable = {name for name in women | men if name.isascii() and name.isalpha() and len(name) > 2}
    return {name: (name in men) / ((name in men) + (name in women)) for name in usable}


def short_forms(folder: Path) -> dict[str, list[str]]:
    """Short forms by given name, sorted."""
    forms: dict[str, set[str]] = {}
    with (folder / "nicknames/names.csv").open(encoding="utf-8", newline="") as file:
        for name, relation, short in csv.reader(file):
            if relation == "has_nickname":
                forms.setdefault(name, set()).add(short)
    return {name: sorted(short) for name, short in forms.items()}


def write_table(name: str, rows: Iterable[tuple[str, str]]) -> None:
    """Writes tab-separated rows, sorted."""
    with (OUTPUT / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t", lineterminator="\n").writerows(sorted(rows))


def main(names_folder: str, faker_folder: str, nicknames_folder: str) -> None:
    """Writes both tables."""
    shares = locale_shares(Path(faker_folder)) | census_shares(Path(names_folder))
    write_table("given_names.tsv", ((name, f"{share:.2g}") for name, share in shares.items()))
    shorts = short_forms(Path(nicknames_folder))
    write_table("short_names.tsv", ((name, " ".join(forms)) for name, forms in shorts.items()))


if __name__ == "__main__":
    main(*sys.argv[1:])
