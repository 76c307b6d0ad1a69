"""What robots.txt allows, and for how long."""

import pytest

from tests.fetch.fake_clock import FakeClock
from twosource.fetch import robots
from twosource.fetch.refusals import RefusedError
from twosource.fetch.robots import LARGEST_ROBOTS, RobotsMemory, RobotsRules, read_rules


def allows(text: str, path: str) -> bool:
    try:
        read_rules(text.encode(), 0).check(f"https://post.example{path}")
    except RefusedError as refused:
        return refused.reason != "robots_disallowed"
    return True


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\nUser-agent: twosource\nAllow: /", "/a", True),
        ("User-agent: *\nAllow: /\nUser-agent: TWOSOURCE\nDisallow: /", "/a", False),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", True),
        ("User-agent: *\nDisallow: /*.rss$", "/a.rss", False),
        ("User-agent: *\nDisallow: /*.rss$", "/a.rss?x", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("<html>not here</html>", "/a", True),
        ("\0\0\0", "/a", True),
    ],
)
def test_rules(text: str, path: str, allowed: bool) -> None:
    assert allows(text, path) is allowed


def test_closed_sites() -> None:
    with pytest.raises(RefusedError, match="later"):
        RobotsRules(closed=("robots_disallowed", "try later")).check("https://post.example/a")
    RobotsRules().check("https://post.example/a")


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 7", 7.0),
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nRequest-rate: 1/20s", 20.0),
        ("User-agent: *\nRequest-rate: 10/1m\nCrawl-delay: 2", 6.0),
        ("User-agent: *\nCrawl-delay: soon", 0.0),
        ("User-agent: *\nCrawl-delay: nan", 0.0),
        ("User-agent: *\nCrawl-delay: -1", 0.0),
        ("User-agent: *\nRequest-rate: 1/0", 0.0),
        ("User-agent: otherbot\nCrawl-delay: 7", 0.0),
    ],
)
def test_delay(text: str, delay: float) -> None:
    assert read_rules(text.encode(), 0).delay == delay
    assert RobotsRules().delay == 0


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /" + "*a" * 100_000 + "*b$",
        "User-agent: *\n" + "".join(f"Disallow: /p{number}*x\n" for number in range(20_000)),
        "User-agent: a\n" * 40_000,
        "Disallow: /" + "%" * 500_000,
        "a:" * 250_000,
    ],
)
def test_hostile_files_cost_little(text: str) -> None:
    rules = read_rules(text.encode(), 0)
    for _ in range(5):
        rules.check("https://post.example/" + "a" * 7000)


def test_only_the_start_of_a_large_file_counts() -> None:
    assert allows("User-agent: *\n" + "#" * LARGEST_ROBOTS + "\nDisallow: /", "/a")


@pytest.mark.parametrize(("said", "kept"), [(0, 3600), (7200, 7200), (1e9, 86_400)])
def test_time_to_keep_is_bounded(said: float, kept: float) -> None:
    assert read_rules(b"", said).kept == kept


def test_memory_forgets_what_is_expired(clock: FakeClock) -> None:
    memory = RobotsMemory(clock.monotonic)
    rules = RobotsRules(kept=100)
    memory.remember("https://post.example", rules)
    clock.seconds = 99
    assert memory.rules("https://post.example") is rules
    assert memory.rules("http://post.example") is None
    clock.seconds = 101
    assert memory.rules("https://post.example") is None


def test_memory_is_bounded(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "_MOST_BYTES", 10_000)
    memory = RobotsMemory(clock.monotonic)
    for number in range(20):
        memory.remember(f"https://{number}.example", RobotsRules(size=2000))
    known = [number for number in range(20) if memory.rules(f"https://{number}.example")]
    assert known == [17, 18, 19]
