"""Dates in words, both ways, with no clock: the day that words are counted from is always an argument.

`reading`      `parse_due` a cell, `find_due` inside a sentence, `first_day` of a text
`phrases`      PHRASES, the table: name, pattern, function, confidence, example; `written` its rows for written
               days, `rows` what a row is made of
`resolving`    the functions of the table: matched parts -> a day
`names`        months, weekdays, units and numbers in eleven languages
`calendar`     ends of periods, weekdays, working days
`recurrence`   "every quarter" -> an RFC 5545 rule
`wording`      the way back: a due day -> "3 days overdue"

Names are imported from the modules: whoever only says a date must not pay for the table that reads them.
"""
