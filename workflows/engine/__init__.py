"""How a case moves.

* `words` with `conditions` and `triggers`, `procedure`: what a table is written in, and the class
  it becomes.
* `snapshot`, `decide`, `plans`, `periods`, `refusals`: the judge, plain Python without a clock.
* `machine`: every table as a viewflow.fsm machine, a second guard.
* `door`: `start` opens a case, `advance` moves one, `wake` takes what a day has made due.
  Behind it: `family` (lock and snapshot), `writer` (what follows) and `storing` (into the database),
  `openings`, `sheets`, `tasks`,
  `papers`, `private_words`, `entry` and `journal` (the record), `fold` (a case as its record tells it).
* `models`: Case, SheetEntry, CasePaper, Event, PersonalAnswers, Task.
* `reach`: `Case.objects.visible_to(actor)`, `Task.objects.for_actor(actor)`: every list and
  page starts from one of them.
* `offers`: the steps a person may take on a case, with the reasons of those that must wait.
* `answers`, `fields`: the forms of steps; `matter`: what forms and papers may read.

A page takes `family = Family.read(case, clock.today())`, shows `offers(family, case, actor)`,
draws `step.asks(matter=matter)` and posts to `advance(case, step, by=actor, seen=…,
command_id=…, answers=request.POST, files=request.FILES)`; a `Refusal` carries its HTTP status,
`message`, `reasons`, and, for `Invalid`, `errors` by field.
"""
