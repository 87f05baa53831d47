"""Lists of households into the register: judged by their bytes, read in a child, checked, stored.

* `guard`: refuses what is no plain table before anything is unpacked.
* `reader` (a program of its own, without Django) and `sheets`: rows of a file, with memory and
  time bounded.
* `kinds`: what each kind of list says for itself; `households`: the register's. Another, of cases
  that ran on paper, stands with its procedure.
* `columns`: the template of the register. `families`: rows to households, with every fault named.
* `matching`: whom the register has already. `storing`: new ones in, the rest proposed.
* `batches`: upload, confirmation, proposals. `work`: the worker's part, in slices under a lease.
* `errorbook`: what was wrong, to be corrected and uploaded again.
"""
