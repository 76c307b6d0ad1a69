"""Turns at hosts."""

import threading

import pytest

from tests.fetch.fake_clock import FakeClock
from twosource.fetch import pacing
from twosource.fetch.clock import SystemClock
from twosource.fetch.pacing import HostTurns, Pacing

HOST = "post.example"


def ask(turns: HostTurns, host: str = HOST, delay: float = 0.0) -> None:
    turns.take(host)
    turns.asked(host, delay)
    turns.give_back(host)


@pytest.mark.parametrize(
    ("delay", "pause"), [(0.0, 1.0), (0.5, 1.0), (3.0, 3.0), (60.0, 60.0), (3600.0, 60.0), (float("inf"), 60.0)]
)
def test_pause_is_the_longer_of_ours_and_the_sites_within_bounds(clock: FakeClock, delay: float, pause: float) -> None:
    turns = HostTurns(Pacing(), clock)
    ask(turns, delay=delay)
    assert turns.try_take(HOST) == pause
    ask(turns)
    assert clock.waits == [pause]


def test_hosts_do_not_wait_for_each_other(clock: FakeClock) -> None:
    turns = HostTurns(Pacing(), clock)
    ask(turns)
    ask(turns, "herald.example")
    assert clock.waits == []


def test_one_turn_at_a_time(clock: FakeClock) -> None:
    turns = HostTurns(Pacing(pause=0), clock)
    turns.take(HOST)
    assert turns.try_take(HOST) > 0
    turns.give_back(HOST)
    assert turns.try_take(HOST) == 0


def test_threads_take_turns() -> None:
    turns = HostTurns(Pacing(pause=0), SystemClock())
    inside: list[int] = []
    most = 0

    def work() -> None:
        nonlocal most
        for _ in range(20):
            turns.take(HOST)
            inside.append(1)
            most = max(most, len(inside))
            inside.pop()
            turns.give_back(HOST)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert most == 1


def test_a_short_rest_is_waited_out_a_long_one_is_not(clock: FakeClock) -> None:
    turns = HostTurns(Pacing(patience=10), clock)
    ask(turns)
    turns.rest(HOST, 8)
    assert turns.try_take(HOST) == 8
    turns.rest(HOST, 5)
    assert turns.rest_left(HOST) == 8
    turns.rest(HOST, 11)
    assert turns.try_take(HOST) == 0
    assert turns.rest_left(HOST) == 11


def test_a_host_that_is_down_rests_longer_each_time(clock: FakeClock) -> None:
    turns = HostTurns(Pacing(), clock)
    rests = []
    for _ in range(9):
        turns.take(HOST)
        turns.failed(HOST)
        rests.append(turns.rest_left(HOST))
        clock.seconds += rests[-1]
        turns.give_back(HOST)
    assert rests == [0, 30, 60, 120, 240, 480, 960, 1800, 1800]
    turns.take(HOST)
    turns.answered(HOST)
    turns.failed(HOST)
    assert turns.rest_left(HOST) == 0


def test_idle_hosts_are_forgotten_busy_and_resting_ones_are_not(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "_MOST_HOSTS", 3)
    turns = HostTurns(Pacing(), clock)
    turns.take("busy.example")
    turns.take("resting.example")
    turns.rest("resting.example", 500)
    turns.give_back("resting.example")
    ask(turns, "idle.example")
    clock.seconds += 5
    turns.take("new.example")
    assert sorted(turns._hosts) == ["busy.example", "new.example", "resting.example"]
