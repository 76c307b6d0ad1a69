"""What the article speaks of, while its mentions are being gathered."""

from dataclasses import dataclass, field

from twosource.annotate.names.lexicon import Gender
from twosource.model.annotation import EntityKind, MentionForm

Key = tuple[str, ...]


@dataclass(slots=True)
class Place:
    """One mention by tokens `first` to `last` (exclusive). `possessive` mentions ("Miller's") and `quoted` ones are
    weaker antecedents."""

    first: int
    last: int
    form: MentionForm = "name"
    possessive: bool = False
    quoted: bool = False


@dataclass(slots=True)
class Referent:
    """A person or thing of the article: `name` is the fullest name, `keys` every form of it in folded words, `titles`
    its titles in lower-case words and `descriptions` the same as (first, last) tokens."""

    kind: EntityKind
    name: str
    keys: list[Key]
    places: list[Place] = field(default_factory=list)
    titles: list[Key] = field(default_factory=list)
    descriptions: list[tuple[int, int]] = field(default_factory=list)
    gender: Gender = ""

    def latest_before(self, token: int) -> int:
        """The first token of the last mention that ends before `token` so far; -1 where there is none."""
        return max((p.first for p in self.places if p.last <= token), default=-1)
