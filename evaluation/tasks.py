"""The tasks of the evaluation, in the order they run."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

Figures = dict[str, dict[str, float]]
"""System → figure → value."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task: `module` has a function `evaluate() -> Figures`; `shown` are the figures the summary prints."""

    name: str
    title: str
    module: str
    shown: tuple[str, ...]
    needs_corpora: bool = True

    def evaluate(self) -> Figures:
        """The figures of this system and its peers."""
        function: Callable[[], Figures] = import_module(self.module).evaluate
        return function()


TASKS = (
    Task(
        "attributions",
        "Attribution: PolNeAR dev",
        "evaluation.attributions",
        ("joint_f1", "content_f1", "exact_source_f1", "exact_cue_f1", "exact_content_f1"),
    ),
    Task("speakers", "Speakers: named people behind quotations", "evaluation.speakers", ("accuracy",)),
    Task("times", "Times: TimeBank", "evaluation.times", ("value_f1", "relaxed_f1", "strict_f1", "type_f1")),
    Task("quantities", "Quantities: hand-made set", "evaluation.quantities", ("exact",), needs_corpora=False),
    Task("stories", "Stories: BCubed, online in published order", "evaluation.stories", ("f1", "precision", "recall")),
    Task("duplicates", "Copies: made of real reports, cut, edited and merged", "evaluation.duplicates", ("f1",)),
    Task(
        "comparison",
        "Comparison: 28 annotated stories, cross-validated by story",
        "evaluation.comparison",
        ("claims_f1", "independence_accuracy", "shared_quotes_f1", "contradiction_recall", "discrepancies_precision"),
    ),
    Task(
        "planted",
        "Planted changes: edited copies of real reports",
        "evaluation.planted",
        ("recall", "false_contradictions_per_pair"),
    ),
    Task(
        "revisions",
        "Revisions: planted changes in later editions of real reports",
        "evaluation.revisions",
        ("recall", "rewritten_recall", "unplanted_per_pair", "false_changes_per_cosmetic_pair", "declared_accuracy"),
    ),
    Task(
        "unrelated",
        "Other events: unrelated pairs and mixed input",
        "evaluation.unrelated",
        ("unrelated_without_claim", "one_event_with_claim", "mixes_parted", "held_out_apart"),
    ),
    Task(
        "scaling",
        "Many reports: what comparing 2 to 200 made reports of one event costs",
        "evaluation.scaling",
        ("seconds", "share_of_reading", "exponent", "exponent_n_log_n"),
        needs_corpora=False,
    ),
    Task(
        "throughput",
        "Throughput: against bare spaCy on the same texts",
        "evaluation.throughput",
        ("words_per_second", "ratio"),
        needs_corpora=False,
    ),
)
