"""viewflow.workflow as a contender: for each step what its own views do when a form is sent."""

from types import SimpleNamespace
from typing import Any

from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from workflows.access.models import Officer
from workflows.engine.answers import StepForm
from workflows.registry.models import Household
from workflows.workdays import clock

from .peers.flows import AidFlow
from .peers.models import AidProcess
from .recording import Meter
from .tables import ClueForm, FileForm, FindingForm, OpinionForm
from .walking import AFTER_NOTICE, FINDING, KEEPER, NOTICE, OPENED, OPINION, SITUATION

REPLIES = (
    "reply_civil_affairs", "reply_police", "reply_market", "reply_land", "reply_health",
)  # fmt: skip


class Stock:
    """One transaction a step: lock, take the task, check the form, save the process, go on.

    Its pages would take a task in one transaction and do it in another; here it is one.
    """

    def __init__(self) -> None:
        self.meter = Meter()
        self.officer = Officer.objects.get(username="zhen1_jingban")

    def walk(self, household: Household) -> None:
        """All ten steps."""
        with clock.standing_at(OPENED):
            process = self._open(household)
            self._do(process, "check", FindingForm, finding=FINDING)
            for node in REPLIES:
                self._do(process, node, FindingForm, finding=FINDING)
        with clock.standing_at(AFTER_NOTICE):
            self._do(process, "notice")
            self._do(process, "approve", OpinionForm, opinion=OPINION)
            self._do(process, "file", FileForm, keeper=KEEPER)

    def _open(self, household: Household) -> AidProcess:
        with self.meter.step():
            return self._opened(household)

    def _opened(self, household: Household) -> AidProcess:
        form = ClueForm({"situation": SITUATION})
        activation = AidFlow.open._create(None, None)
        activation.start(SimpleNamespace(user=self.officer))
        process: AidProcess = activation.process
        if form.is_valid():
            process.household = household.pk
            process.situation = form.cleaned_data["situation"]
        activation.execute()
        return process

    def _do(
        self, process: AidProcess, node: str, form: type[StepForm] | None = None, **answers: str
    ) -> None:
        # The page has both keys in its address; finding the task is the inbox's work.
        key = Task.objects.values_list("pk").get(
            process=process.pk, flow_task=AidFlow.instance.node(node), status=STATUS.NEW
        )
        with self.meter.step(), AidFlow.lock(process.pk):
            task = Task.objects.get(pk=key[0])
            activation: Any = task.flow_task.activation_class(task)
            activation.assign(self.officer)
            activation.start(None)
            self._answer(activation, form, answers)
            activation.execute()

    def _answer(
        self, activation: Any, form: type[StepForm] | None, answers: dict[str, str]
    ) -> None:
        process, name = activation.process, activation.flow_task.name
        given: dict[str, Any] = {}
        if form is not None:
            checked = form(answers)
            if checked.is_valid():
                given = checked.cleaned_data
        if name in REPLIES:
            activation.task.data["finding"] = given["finding"]
            process.noticed_on = clock.today()
        elif name == "notice" and clock.today() < process.noticed_on + NOTICE:
            raise RuntimeError("the notice is not over")
        for field, value in given.items():
            setattr(process, field, value)
        process.save()
