"""The first step: bytes and lines, with what is written in other places or marks made into Markdown's.

`decoding`      bytes -> text
`conflicts`     unresolved merge conflicts: the first side counts
`visible`       without code blocks and comments
`html_tables`, `references`
                tables in HTML become rows, links by reference become links
`document`      text -> lines that know their shape (heading, bullet, row, words)
`markup`        inline marks, taken off the words
"""
