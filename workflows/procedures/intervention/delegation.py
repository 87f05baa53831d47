"""委托审批: where the county has entrusted its townships with deciding, it keeps a record of each decision."""

from workflows.access.actors import Role
from workflows.engine.procedure import Procedure
from workflows.engine.words import Stage, limit

from .forms.after import RecordedForm


class CountyRecord(Procedure):
    key, name, edition, letter = "county_record", "县级备案", "2019", "BA"
    basis = "民发〔2021〕57号 第二条：县级可以将审核确认委托乡镇；委托不免除县级的责任，备案为本产品默认"

    waiting = Stage("待备案", held_by=Role.HANDLER, within=limit("county.decide_limit"), start=True)
    recorded = Stage("已备案", end=True)

    record = waiting.to(recorded, "备案", asks=RecordedForm)
