"""The worker processes that annotating and comparing share."""

import gc
import signal
from typing import Any

_IDLE_SECONDS = 60
_COLLECTED_AFTER = 50_000
"""New objects after which a process looks for unreachable ones. Articles are hundreds of thousands of small objects
that live on: at Python's 700, looking through them again and again takes a tenth of what comparing does."""
_running: dict[str, Any] = {}
"""The executor handed out last."""


def worker_processes(workers: int) -> Any:
    """An executor of so many processes, those of the last call where they are still there. Their numeric libraries use
    one thread each; an interrupt from the keyboard is left to this process."""
    from loky import get_reusable_executor

    single = {"OMP_NUM_THREADS": "1"}
    _running["last"] = get_reusable_executor(
        max_workers=workers, timeout=_IDLE_SECONDS, env=single, initializer=_begin_process
    )
    return _running["last"]


def stop_processes() -> None:
    """Ends the processes at once, whatever they are doing; nothing where there are none."""
    if executor := _running.pop("last", None):
        executor.shutdown(wait=True, kill_workers=True)


def _begin_process() -> None:
    gc.set_threshold(_COLLECTED_AFTER, 20, 20)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
