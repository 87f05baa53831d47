"""A lock on a file, waited for in turn and never for ever."""

import fcntl
import os
import threading
from pathlib import Path


class GateTimeout(Exception):
    """The gate stayed closed for the whole time allowed."""


class Gate:
    """One writer at a time for all threads and processes that name the same file.

    The lock belongs to the open file, so each passage opens the file anew: a descriptor kept
    across a fork would let parent and child through together. The kernel frees the lock when
    its holder dies, so no stale lock is left by kill -9.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object has passed the gate and not yet left."""
        return self._held is not None

    def enter(self, *, timeout: float) -> None:
        """Wait for the gate, at most `timeout` seconds; raises GateTimeout after that."""
        if self.held:
            return
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o660)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _Wait(descriptor).until(timeout, self.path)
        except BaseException:
            os.close(descriptor)
            raise
        self._held = descriptor

    def leave(self) -> None:
        """Let the next one in; leaving twice does nothing."""
        if self._held is None:
            return
        descriptor, self._held = self._held, None
        try:
            # Closing alone would not free it if a child forked meanwhile holds a copy.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        finally:
            os.close(descriptor)


class _Wait:
    """A blocking flock has its place in the kernel's queue but no timeout, so a thread waits in it.

    Trying again at intervals would have a timeout but no place in the queue.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._settled = threading.Lock()
        self._open = threading.Event()
        self._given_up = False

    def until(self, timeout: float, path: Path) -> None:
        threading.Thread(target=self._queue, name="write gate", daemon=True).start()
        try:
            opened = self._open.wait(timeout)
        except BaseException:  # Ctrl-C must not leave the gate to a thread nobody waits for
            self._give_up()
            raise
        if not opened:
            self._give_up()
            raise GateTimeout(f"waited {timeout:g} s for the write gate {path}")

    def _give_up(self) -> None:
        with self._settled:
            self._given_up = True
            if self._open.is_set():
                os.close(self._descriptor)

    def _queue(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        with self._settled:
            if self._given_up:
                os.close(self._descriptor)
            else:
                self._open.set()
