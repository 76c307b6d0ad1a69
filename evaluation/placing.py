"""What placing an article costs among 1,000 and among 100,000 stored ones: terms, story finder and fingerprints, in
processor time, on a made stream; the memory it takes, and the size and time of the finder's state. Processor seconds
are counted, so that a busy machine does not show."""

import json
import resource
import sys
import time
from dataclasses import dataclass
from itertools import islice

from evaluation.made_stream import make_stream
from evaluation.tasks import Figures
from twosource.stories import DuplicateFinder, StoryFinder

SIZES = (1_000, 10_000, 100_000)
MEASURED = 500
"""Articles timed around each size."""


@dataclass(slots=True)
class _Cost:
    stories: float = 0.0
    copies: float = 0.0
    longest: float = 0.0

    def per_article(self, count: int) -> dict[str, float]:
        """Milliseconds: on average for each part, and of the slowest article."""
        return {
            "milliseconds": round((self.stories + self.copies) / count * 1000, 2),
            "stories_milliseconds": round(self.stories / count * 1000, 2),
            "fingerprints_milliseconds": round(self.copies / count * 1000, 2),
            "slowest_milliseconds": round(self.longest * 1000, 2),
        }


def evaluate(sizes: tuple[int, ...] = SIZES) -> Figures:
    """For each number of stored articles the milliseconds an article, the MiB since the start, and the finder's state
    (MB, seconds to write and to read); over all the ratio of the last to the first."""
    finder, copies = StoryFinder(remember=False), DuplicateFinder()
    articles = make_stream(sizes[-1] + MEASURED)
    begun, stored = _memory(), 0
    figures: Figures = {}
    for size in sizes:
        for article in islice(articles, size - stored):
            finder.place(article)
            copies.place(article)
        cost = _Cost()
        for article in islice(articles, MEASURED):
            start = time.process_time()
            finder.place(article)
            between = time.process_time()
            copies.place(article)
            end = time.process_time()
            cost.stories += between - start
            cost.copies += end - between
            cost.longest = max(cost.longest, end - start)
        stored = size + MEASURED
        figures[f"{size:,} stored"] = cost.per_article(MEASURED) | {"mib": _memory() - begun} | _state(finder)
        print(f"{size:,} stored: {json.dumps(figures[f'{size:,} stored'])}", file=sys.stderr, flush=True)
    first, last = (figures[f"{size:,} stored"]["milliseconds"] for size in (sizes[0], sizes[-1]))
    figures["twosource"] = {"milliseconds": last, "ratio": round(last / first, 3)}
    return figures


def _state(finder: StoryFinder) -> dict[str, float]:
    begun = time.process_time()
    state = finder.state()
    written = time.process_time()
    StoryFinder.from_state(state)
    read = time.process_time()
    return {
        "state_megabytes": round(len(state) / 1e6, 2),
        "state_write_seconds": round(written - begun, 2),
        "state_read_seconds": round(read - written, 2),
    }


def _memory() -> int:
    """Peak MiB of this process so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak // (2**20 if sys.platform == "darwin" else 2**10))


def main() -> None:
    """Prints the figures as JSON; the number of stored articles can be given (100,000: some ten minutes)."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    print(json.dumps(evaluate((*(size for size in SIZES if size < most), most)), indent=2))


if __name__ == "__main__":
    main()
