"""Candidates -> items: their fields are read, the title is what is left.

`fields`        the step itself, over a `draft`
`values`        what a cell, or the words behind a label, mean
`rules`         what is read out of an item's own words, with `links` and `owners`
`titles`        the author's words without what explains them
"""
