"""Where messages go: one row for each kind of channel, one pure file for each row.

kinds        what a row says of its kind
webhook      a signed JSON document for a receiver of one's own (Standard Webhooks)
slack        a Slack incoming webhook (Block Kit)
wording      text as every chat may show it: cleaned, cut, and how late in words
signing      the three `webhook-*` headers and what a secret looks like
outcomes     what an answer, or the lack of one, means for a delivery
retrying     when to try again
addresses    networks that a request may not reach
dialing      names into checked addresses into sockets, under a deadline
sending      the one module that speaks HTTP; import it yourself, since it loads httpx

To add a kind: a file with its functions, a row here, and `tests/examples/channels/<kind>.json`.
"""

from __future__ import annotations

from tracker.channels import slack, webhook
from tracker.channels.kinds import ChannelKind

__all__ = ["CHANNELS", "ChannelKind"]

CHANNELS: dict[str, ChannelKind] = {
    "webhook": ChannelKind(
        name="webhook",
        payload=webhook.payload,
        test_payload=webhook.test_payload,
        refusal=webhook.refusal,
        signed=True,
    ),
    "slack": ChannelKind(
        name="slack",
        payload=slack.payload,
        test_payload=slack.test_payload,
        refusal=slack.refusal,
        signed=False,
    ),
}
"""Every kind of channel by the word that `kind = "…"` in the configuration takes."""
