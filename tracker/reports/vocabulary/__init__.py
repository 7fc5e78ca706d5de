"""The words that reports use, as data: `languages/*.toml`, and the rows that say what they mean.

`spellings`     the words of all languages, and the patterns made of them
`columns`, `labels`
                what fields are called, over a table's column and before a colon
`statuses`      how a report says where an item stands
`placeholders`  what templates leave behind
`verbs`, `prose`
                how work begins, and how a story does
"""
