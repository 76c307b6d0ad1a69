"""An interrupt from the keyboard, whatever it turns into on its way.

Python raises KeyboardInterrupt between any two instructions of the main thread. Where that is inside a lock that is
just being given back, a RuntimeError of the lock is what arrives; what parses the command line makes an exit code of
its own of it. So that a command ends as interrupted in any case, that there was one is noted when it comes.
"""

import signal
import threading
from types import FrameType

_came = threading.Event()


def note_interrupts() -> None:
    """Notes interrupts from now on, and raises them as before; left alone where somebody else handles them."""
    _came.clear()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _note)


def is_interrupt(error: BaseException) -> bool:
    """Whether the error is an interrupt, or may be what became of one."""
    return isinstance(error, KeyboardInterrupt) or _came.is_set()


def _note(number: int, frame: FrameType | None) -> None:
    _came.set()
    signal.default_int_handler(number, frame)
