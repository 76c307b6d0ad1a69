"""An interrupt ends a command as interrupted, whatever it has become when it arrives."""

import os
import signal
from collections.abc import Iterator

import pytest

from twosource.cli import main
from twosource.cli.exits import FINE, INTERRUPTED, NOTHING


@pytest.fixture(autouse=True)
def handled_as_before() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def ends_with(monkeypatch: pytest.MonkeyPatch, end: BaseException, *, interrupted: bool) -> object:
    def app() -> None:
        try:
            if interrupted:
                os.kill(os.getpid(), signal.SIGINT)
        except KeyboardInterrupt:
            raise end from None
        raise end

    monkeypatch.setattr(main, "app", app)
    with pytest.raises(BaseException) as caught:
        main.run()
    return caught.value.code if isinstance(caught.value, SystemExit) else caught.value


@pytest.mark.parametrize(
    "end", [RuntimeError("cannot release un-acquired lock"), SystemExit(NOTHING), KeyboardInterrupt()]
)
def test_what_an_interrupt_became_is_an_interrupt(monkeypatch: pytest.MonkeyPatch, end: BaseException) -> None:
    assert ends_with(monkeypatch, end, interrupted=True) == INTERRUPTED


def test_a_command_that_ended_well_all_the_same_did(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ends_with(monkeypatch, SystemExit(FINE), interrupted=True) == FINE


def test_other_ends_stay_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    error = RuntimeError("something else")
    assert ends_with(monkeypatch, error, interrupted=False) is error
    assert ends_with(monkeypatch, SystemExit(NOTHING), interrupted=False) == NOTHING
