"""The worker processes that annotating and comparing share."""

import signal
from typing import Any

_IDLE_SECONDS = 60
_running: dict[str, Any] = {}
"""The executor handed out last."""


def worker_processes(workers: int) -> Any:
    """An executor of so many processes, those of the last call where they are still there. Their numeric libraries use
    one thread each; an interrupt from the keyboard is left to this process."""
    from loky import get_reusable_executor

    single = {"OMP_NUM_THREADS": "1"}
    _running["last"] = get_reusable_executor(
        max_workers=workers, timeout=_IDLE_SECONDS, env=single, initializer=_leave_interrupts
    )
    return _running["last"]


def stop_processes() -> None:
    """Ends the processes at once, whatever they are doing; nothing where there are none."""
    if executor := _running.pop("last", None):
        executor.shutdown(wait=True, kill_workers=True)


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
