"""Filing packages (建档): what an archive keeps of a case, and how anybody checks it without us.

`merkle`, `notes`, `ed25519`, `checking` and `members` are plain Python without Django or any
other library, so that a package can be checked for as long as there is a Python:
`python -m documents.packages FILE`, also with this folder alone copied to another machine.
`keeping` seals packages into the store and keeps the log of who lent and viewed them.
"""
