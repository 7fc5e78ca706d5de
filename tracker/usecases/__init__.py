"""The verbs: one thing a person can ask for, one file; the only place that commits and that sends.

`import_report`   read a report, compare it with what is stored, store the difference
`read_ahead`      many reports read in worker processes, in their order
`track`           done, reopen
`remind`          decide what is owed, and write it into the outbox
`deliver`         claim what is owed, send it, record what came of it
`preview`        what a pass of the daemon would send now
`serve`          what the database knows of the daemon that serves it
`try_channel`    send a harmless message and say what came back
"""
