"""Lines -> groups under headings, and whether a heading holds action items.

`sections`      what headings are called, and what they hold
`openings`      which lines open a section, or a part of one
`groups`        the outline itself
"""
