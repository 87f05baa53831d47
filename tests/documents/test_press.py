"""The child process renders papers, and dies of them in place of the worker."""

import os
import resource
import signal
from datetime import date
from functools import partial
from multiprocessing import Pipe
from typing import Any
from uuid import UUID

import pytest

from documents import press as press_module
from documents import rendering
from documents.kinds import PaperMeta
from documents.press import Job, Press, PressError, Sheet, Unprintable, answer_to, limit, serve
from tests.documents import presses
from tests.documents.conftest import LETTER, OFFICE

# Beats come hourly: none falls into a test that waits for none, however slow the machine is.
patient = partial(Press, beat_seconds=3600.0)

META = PaperMeta("1号", "标题", date(2026, 11, 20), OFFICE, "ABCDEFGHJKMN", UUID(int=7), True)


def job(read_back: bool = False, **facts: Any) -> Job:
    return Job(LETTER, {"note": "SECRET", **facts}, META, read_back)


def child_of(press: Press) -> int | None:
    return press.pid


def never() -> None:
    raise AssertionError("a quick paper needs no heartbeat")


def test_papers_are_rendered_one_after_another_by_the_same_child() -> None:
    press = patient(presses.plain)
    assert child_of(press) is None
    first = press.print(job(), beat=never)
    child = child_of(press)
    assert child not in (None, os.getpid())
    assert first.pdf.startswith(b"%PDF-")
    assert first.text == ""
    assert press.print(job(), beat=never) == first
    assert child_of(press) == child
    press.close()
    assert child_of(press) is None
    press.close()


def test_the_finished_paper_is_read_back_when_asked() -> None:
    press = patient(presses.plain)
    assert "SECRET" in press.print(job(read_back=True), beat=never).text
    press.close()


def test_the_child_is_replaced_after_a_number_of_papers() -> None:
    press = patient(presses.plain, recycle_after=2)
    press.print(job(), beat=never)
    assert child_of(press) is not None
    press.print(job(), beat=never)
    assert child_of(press) is None
    press.print(job(), beat=never)
    press.close()


@pytest.mark.parametrize(
    ("misbehave", "limits", "says"),
    [
        (presses.spin, {"cpu_seconds": 1}, "超过 1 秒处理器时间"),
        (presses.hang, {"wall_seconds": 2.0, "beat_seconds": 0.2}, "超过 2 秒未完成"),
        (presses.devour, {"memory_bytes": 1 << 30}, "内存超过上限"),
        (presses.die, {}, r"意外退出（3）"),
        (presses.stumble, {}, r"排版出错（ValueError）"),
    ],
)
def test_a_paper_that_misbehaves_costs_its_child_and_nothing_else(
    misbehave: Any, limits: dict[str, Any], says: str
) -> None:
    press = patient(misbehave, **limits)
    with pytest.raises(PressError, match=says) as failure:
        press.print(job(), beat=lambda: None)
    assert "SECRET" not in str(failure.value)
    assert not isinstance(failure.value, Unprintable)
    assert child_of(press) is None


def test_the_next_paper_is_rendered_after_a_hung_one() -> None:
    press = Press(presses.hang, wall_seconds=2.0, beat_seconds=0.2)
    with pytest.raises(PressError, match="未完成"):
        press.print(job(), beat=lambda: None)
    press.wall_seconds = 120.0  # a loaded machine takes its time to start another child
    assert press.print(job(**{"pass": True}), beat=lambda: None).pdf == presses.pdf_of("passed")
    press.close()


def test_a_slow_paper_keeps_the_heart_beating() -> None:
    beats: list[int] = []
    press = Press(presses.hang, wall_seconds=2.0, beat_seconds=0.1)
    with pytest.raises(PressError):
        press.print(job(), beat=lambda: beats.append(1))
    assert len(beats) > 5


def test_a_list_of_thousands_gets_as_much_time_for_every_thousand() -> None:
    assert job().share == job(rows=[1] * 999).share == 1
    assert job(rows=[1] * 1999).share == 2
    press = Press(presses.hang, wall_seconds=0.5, beat_seconds=0.1)
    with pytest.raises(PressError, match=r"超过 1.5 秒未完成"):
        press.print(job(rows=[1] * 2000), beat=lambda: None)
    press = patient(presses.spin, cpu_seconds=1)
    with pytest.raises(PressError, match="超过 2 秒处理器时间"):
        press.print(job(rows=[1] * 1000), beat=lambda: None)


def test_it_is_told_which_page_a_long_paper_has_come_to() -> None:
    press = patient(presses.page_by_page)
    told: list[int] = []
    press.print(job(), beat=lambda: None, tell=told.append)
    press.close()
    assert told[-1] == 3 and told == sorted(told)


def test_a_paper_that_no_font_can_set_is_unprintable_and_the_child_goes_on() -> None:
    press = patient(presses.lack_a_glyph)
    with pytest.raises(Unprintable, match="字体中没有以下字符"):
        press.print(job(), beat=never)
    assert child_of(press) is not None
    press.close()


def test_an_interrupted_worker_takes_its_child_along() -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    press = Press(presses.hang, beat_seconds=0.1)
    with pytest.raises(KeyboardInterrupt):
        press.print(job(), beat=interrupt)
    assert child_of(press) is None


def test_the_child_killed_from_outside_is_noticed() -> None:
    press = patient(presses.plain)
    press.print(job(), beat=never)
    child = child_of(press)
    assert child is not None
    os.kill(child, signal.SIGKILL)
    with pytest.raises(PressError, match=r"意外退出（-9）"):
        press.print(job(), beat=never)
    assert press.print(job(), beat=never).pdf
    press.close()


def test_the_real_renderer_is_the_default() -> None:
    assert Press()._child_takes[0] is rendering.render


class TestTheChildsSide:
    """The same functions, called here, where no limit outlives the test."""

    @pytest.fixture(autouse=True)
    def limits_restored(self) -> Any:
        kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU)
        before = {kind: resource.getrlimit(kind) for kind in kinds}
        interrupt = signal.getsignal(signal.SIGINT)
        yield
        signal.signal(signal.SIGINT, interrupt)
        for kind, was in before.items():
            resource.setrlimit(kind, was)

    def test_it_answers_until_the_pipe_ends(self) -> None:
        ours, theirs = Pipe()
        ours.send(job())
        ours.send(job(read_back=True))
        answers: list[int] = []

        def render(kind: Any, facts: Any, meta: Any, photographs: Any) -> bytes:
            if len(answers) == 1:
                ours.close()
            answers.append(1)
            return presses.plain(kind, facts, meta, photographs)

        with pytest.raises(OSError, match=r"Broken pipe|closed"):
            serve(theirs, render, 600, 64 << 30)
        assert len(answers) == 2

    def test_it_stops_when_nobody_asks_any_more(self) -> None:
        ours, theirs = Pipe()
        ours.close()
        serve(theirs, presses.plain, 600, 64 << 30)
        assert resource.getrlimit(resource.RLIMIT_AS)[0] == 64 << 30

    def test_it_says_now_and_then_which_page_it_has_come_to(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ours, theirs = Pipe()
        monkeypatch.setattr(press_module, "TELL_SECONDS", 3600.0)
        tell = press_module._now_and_then(theirs)
        tell(1)  # too early to be worth a word
        monkeypatch.setattr(press_module, "TELL_SECONDS", 0.0)
        tell(2)
        theirs.close()
        assert ours.recv() == 2
        with pytest.raises(EOFError):
            ours.recv()

    @pytest.mark.parametrize(
        ("render", "answer"),
        [
            (presses.silent, Sheet),
            (presses.stumble, PressError),
            (presses.lack_a_glyph, Unprintable),
        ],
    )
    def test_every_outcome_is_an_answer(self, render: Any, answer: type) -> None:
        assert type(answer_to(job(read_back=True), render)) is answer

    def test_want_of_memory_is_an_answer(self) -> None:
        def devour(kind: Any, facts: Any, meta: Any, photographs: Any) -> bytes:
            raise MemoryError

        assert "内存" in str(answer_to(job(), devour))

    def test_content_nested_too_deeply_is_an_answer_and_not_tried_again(self) -> None:
        def nest(kind: Any, facts: Any, meta: Any, photographs: Any) -> bytes:
            return nest(kind, facts, meta, photographs)

        answer = answer_to(job(), nest)
        assert isinstance(answer, Unprintable) and "层层相套过深" in str(answer)

    def test_a_limit_never_exceeds_the_hard_one(self) -> None:
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        before = resource.getrlimit(resource.RLIMIT_NOFILE)
        limit(resource.RLIMIT_NOFILE, hard + 1)
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (hard, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
