"""Links by reference, "[the ticket][t]" and "[#295]": the addresses, which stand elsewhere, are put there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.reports.text.conflicts import NumberedLine

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEFINITION = re.compile(
    r"\s{0,3}\[(?![xX ]\])([^\[\]^\n][^\[\]\n]{0,99})\]:\s{1,8}<?(https?://[^\s<>]{1,1000})>?(?:\s.{0,200})?$"
)
_REFERENCE = re.compile(r"`[^`\n]{1,500}`|\[([^\[\]\n]{1,300})\](?:\[([^\[\]\n]{0,100})\])?(?![(\[:])")


def with_addresses(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """Return the lines with links by reference as "[words](address)", and the definitions as blank lines."""
    found = {line.number: match for line in lines if (match := _DEFINITION.match(line.text))}
    if not found:
        return list(lines)
    addresses = {match[1].casefold(): match[2] for match in found.values()}

    def linked(match: re.Match[str]) -> str:
        address = addresses.get((match[2] or match[1] or "").casefold())  # neither: code, which stays
        return f"[{match[1]}]({address})" if address else match[0]

    return [
        NumberedLine(number, "" if number in found else _REFERENCE.sub(linked, text)) for number, text in lines
    ]
