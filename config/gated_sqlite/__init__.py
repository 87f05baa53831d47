"""Django's SQLite backend with a fair gate in front of every write transaction.

SQLite knows one writer at a time and lets the others try again at random intervals: with
four processes of two writers Django's default gave thousands of "database is locked". Here
each transaction first takes a file lock, on which the kernel queues the waiting, and then
begins IMMEDIATE, in WAL and with synchronous FULL.
"""
