"""低保渐退: 明扶贫发〔2020〕1号 二（一）6, at most twelve months from dibao to standing without it.

* `money`, `plan`, `account`: amounts, months, and what each decision does to them. Plain Python.
* `models`, `store`, `ledger`: the rows, under the payment office's lock, as decisions change them.
* `payments`, `bank`, `pay_list`: the monthly run, the bank's file, the list as a sheet.
* `table`, `conditions`, `eligibility`, `objection`, `sheets`, `forms`, `papers`: the procedure.
"""
