"""`pmtrack triage`: items that were imported, and what is decided about them.

`command`     the command: the walk at a terminal, the list and the decisions of a pipe
`decisions`   what can be decided, as a table; lines and JSON that say so
`queue`       what waits, and carrying a decision out on the database as it is then
`walk`        one item after the other; `card` shows one, `talk` reads what is typed
"""
