"""What is typed, and how it becomes values: options in groups, items by number or selection, questions.

`options`         parameters that several commands share; `option_groups` makes one value of several of them
`selection`       the options that say which items, for lists and for verbs that change many
`choosing`        which items a verb is about: numbers or a selection, shown and asked about; then one change
`questions`       asking at a terminal, and what an answer is
`names`           owners and teams as they are typed; `typed_words` parts numbers, names and days
"""
