"""数据共享比对: a department's list beside the register, matched by keyed fingerprints.

* `kinds`: what each list says, and when the register says otherwise.
* `batches`: upload, matching, closing. What follows is a doubt, a procedure of its own.
"""
