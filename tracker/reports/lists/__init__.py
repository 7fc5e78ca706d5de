"""Groups -> candidates: the words that are items by their place.

`gathering`     which of the readers reads what
`tables`, `bullets`, `paragraphs`, `headings`, `front_matter`
                the readers, one for each way of listing
`orders`        for reports without a heading that anyone knows
`fixes`         drops what was done already
`candidates`    what they hand on
"""
