"""Renders papers in a child process that may be killed, so that no paper can hurt a worker.

The child is long-lived, because WeasyPrint's import and first page cost two seconds; it is
replaced after a number of papers and after every failure. It has its own CPU and memory
limits: hostile markup took more than 40 s of CPU, and a table with a huge colspan all memory.
"""

import multiprocessing
import os
import resource
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from logging import getLogger
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

import django

from documents import rendering
from documents.kinds import Kind, PaperMeta
from documents.reading import count_pages, read_back

Render = Callable[[Kind, dict[str, Any], PaperMeta, dict[str, bytes]], bytes]

# For a paper with a list of up to a thousand rows, which needs four to eight seconds; a longer one
# gets as much again for every thousand.
CPU_SECONDS = 60
WALL_SECONDS = 180.0  # a loaded machine gives a minute of CPU in three
LONG = 1000
MEMORY_BYTES = 2 << 30  # five thousand rows need less than half
RECYCLE_AFTER = 200  # papers; WeasyPrint leaks a little with each
BEAT_SECONDS = 10.0
TELL_SECONDS = 1.0  # between two words of how far a long paper is

logger = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to render; `read_back` asks for the text of the finished PDF too.

    `photographs` are those its facts name, by SHA-256: the child opens no file of the store.
    """

    kind: Kind
    facts: dict[str, Any]
    meta: PaperMeta
    read_back: bool
    photographs: dict[str, bytes] = field(default_factory=dict)

    @property
    def share(self) -> int:
        """How many times the usual time it may take: once for every thousand rows of its lists."""
        rows = sum(len(fact) for fact in self.facts.values() if isinstance(fact, list))
        return 1 + rows // LONG


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished PDF with its number of pages, and what it says when that was asked."""

    pdf: bytes
    pages: int
    text: str = ""


class PressError(Exception):
    """The paper was not rendered; the Chinese message holds no fact of it."""


class Unprintable(PressError):
    """Trying again with the same facts and fonts will not help."""


class Press:
    """One child process that renders papers one after another; started with the first paper."""

    def __init__(
        self,
        render: Render = rendering.render,
        *,
        wall_seconds: float = WALL_SECONDS,
        cpu_seconds: int = CPU_SECONDS,
        memory_bytes: int = MEMORY_BYTES,
        recycle_after: int = RECYCLE_AFTER,
        beat_seconds: float = BEAT_SECONDS,
    ) -> None:
        self._child_takes = (render, cpu_seconds, memory_bytes)
        self.wall_seconds = wall_seconds
        self._recycle_after = recycle_after
        self._beat_seconds = beat_seconds
        self._child: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._printed = 0

    @property
    def pid(self) -> int | None:
        """The child's process number while there is one."""
        return self._child.pid if self._child else None

    def print(
        self,
        job: Job,
        *,
        beat: Callable[[], object],
        tell: Callable[[int], object] = lambda page: None,
    ) -> Sheet:
        """Render one paper; `beat` is called every ten seconds meanwhile, to keep a lease, `tell`
        with the page a long one has come to.

        Raises Unprintable, or PressError when the child failed, hung or died; the next call
        starts another.
        """
        pipe = self._running()
        try:
            pipe.send(job)
            answer = self._answer(pipe, self.wall_seconds * job.share, beat, tell)
        except (EOFError, OSError):
            raise PressError(self._cause_of_death(job.share)) from None
        except BaseException:
            self.close()
            raise
        if isinstance(answer, PressError):
            if not isinstance(answer, Unprintable):
                self.close()
            raise answer
        self._printed += 1
        if self._printed >= self._recycle_after:
            self.close()
        return answer

    def close(self) -> None:
        """Kill the child, if there is one; it holds nothing that could be lost."""
        if self._child is not None and self._pipe is not None:
            self._pipe.close()
            self._child.kill()
            self._child.join()
            self._child.close()
        self._child = self._pipe = None
        self._printed = 0

    def _running(self) -> Connection:
        if self._pipe is None:
            spawn = multiprocessing.get_context("spawn")
            self._pipe, theirs = spawn.Pipe()
            self._child = spawn.Process(
                target=serve, args=(theirs, *self._child_takes), daemon=True, name="press"
            )
            self._child.start()
            theirs.close()  # so that the child's death reads as the end of the pipe
        return self._pipe

    def _answer(
        self,
        pipe: Connection,
        seconds: float,
        beat: Callable[[], object],
        tell: Callable[[int], object],
    ) -> Sheet | PressError:
        deadline = time.monotonic() + seconds
        beaten = time.monotonic()
        while True:
            if pipe.poll(min(self._beat_seconds, max(0.0, deadline - time.monotonic()))):
                answer: Sheet | PressError | int = pipe.recv()
                if not isinstance(answer, int):
                    return answer
                tell(answer)
            if time.monotonic() >= deadline:
                self.close()
                return PressError(f"排版超过 {seconds:g} 秒未完成，已中止。")
            if time.monotonic() - beaten >= self._beat_seconds:
                beat()
                beaten = time.monotonic()

    def _cause_of_death(self, share: int) -> str:
        assert self._child is not None
        self._child.join(timeout=5)
        code = self._child.exitcode
        self.close()
        if code == -signal.SIGXCPU:
            return f"排版耗时超过 {self._child_takes[1] * share} 秒处理器时间，已中止。"
        return f"排版进程意外退出（{code}）。"


def serve(pipe: Connection, render: Render, cpu_seconds: int, memory_bytes: int) -> None:
    """The child's life: limits, then one answer to each paper until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the worker's to answer
    limit(resource.RLIMIT_AS, memory_bytes)
    django.setup()
    while True:
        try:
            job: Job = pipe.recv()
        except EOFError:
            return
        spent = time.process_time()
        limit(resource.RLIMIT_CPU, int(spent) + 1 + cpu_seconds * job.share)
        with rendering.pages_told(_now_and_then(pipe)):
            answer = answer_to(job, render)
        pipe.send(answer)


def _now_and_then(pipe: Connection) -> Callable[[int], object]:
    """Sends the number of a page, but not more than one a second."""
    told = time.monotonic()

    def tell(page: int) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL_SECONDS:
            told = time.monotonic()
            pipe.send(page)

    return tell


def answer_to(job: Job, render: Render) -> Sheet | PressError:
    """The sheet, or why there is none; a message made by a library may hold facts and is dropped."""
    try:
        pdf = render(job.kind, job.facts, job.meta, job.photographs)
        return Sheet(pdf, *(read_back(pdf) if job.read_back else (count_pages(pdf), "")))
    except rendering.RenderingError as error:
        return Unprintable(str(error))
    except MemoryError:
        return PressError("排版所需内存超过上限，已中止。")
    except RecursionError:
        return Unprintable("文书内容层层相套过深，无法排版，请更正后重新签发。")
    except Exception as error:  # whatever a paper does to the renderer, the worker lives
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.warning("%s in %s, process %s:\n%s", type(error), job.kind.code, os.getpid(), where)
        return PressError(f"排版出错（{type(error).__name__}）。")


def limit(which: int, amount: int) -> None:
    """Lower this process's soft limit; the hard one stays, so that it can be moved again."""
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (amount if hard < 0 else min(amount, hard), hard))
