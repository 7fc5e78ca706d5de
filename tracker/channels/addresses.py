"""Networks that an outgoing request may not reach, unless a channel allows private addresses.

A webhook's address is input. Without this table it could be made to reach what only this machine can: its own
services, the neighbours, a cloud's metadata. `ipaddress.is_private` is no such guard: it has changed between
Python's versions, and lets through shared, site-local and translated addresses.

The rows are those of IANA's registries of special-purpose addresses
(https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry) and of multicast.
"""

from __future__ import annotations

import ipaddress

NETWORKS: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this network (RFC 1122)"),
    ("10.0.0.0/8", "private (RFC 1918)"),
    ("100.64.0.0/10", "shared by a carrier's customers (RFC 6598)"),
    ("127.0.0.0/8", "loopback (RFC 1122)"),
    ("169.254.0.0/16", "link-local (RFC 3927)"),
    ("172.16.0.0/12", "private (RFC 1918)"),
    ("192.0.0.0/24", "protocol assignments (RFC 6890)"),
    ("192.0.2.0/24", "documentation (RFC 5737)"),
    ("192.88.99.0/24", "6to4 relay (RFC 7526)"),
    ("192.168.0.0/16", "private (RFC 1918)"),
    ("198.18.0.0/15", "benchmarking (RFC 2544)"),
    ("198.51.100.0/24", "documentation (RFC 5737)"),
    ("203.0.113.0/24", "documentation (RFC 5737)"),
    ("224.0.0.0/4", "multicast (RFC 5771)"),
    ("255.255.255.255/32", "broadcast (RFC 919)"),
    ("240.0.0.0/4", "reserved (RFC 1112)"),
    ("::/128", "unspecified (RFC 4291)"),
    ("::1/128", "loopback (RFC 4291)"),
    ("::ffff:0:0/96", "IPv4 mapped into IPv6 (RFC 4291)"),
    ("::/96", "IPv4-compatible (RFC 4291)"),
    ("64:ff9b:1::/48", "local translation to IPv4 (RFC 8215)"),
    ("100::/64", "discarded (RFC 6666)"),
    ("2001::/32", "Teredo (RFC 4380)"),
    ("2001::/23", "protocol assignments (RFC 2928)"),
    ("2001:db8::/32", "documentation (RFC 3849)"),
    ("2002::/16", "6to4 (RFC 3056)"),
    ("3fff::/20", "documentation (RFC 9637)"),
    ("5f00::/16", "segment routing (RFC 9602)"),
    ("fc00::/7", "unique local (RFC 4193)"),
    ("fe80::/10", "link-local (RFC 4291)"),
    ("fec0::/10", "site-local (RFC 3879)"),
    ("ff00::/8", "multicast (RFC 4291)"),
    # Only 2000::/3 is global unicast; the rows below are all that is left beside it.
    ("::/3", "not global (RFC 4291)"),
    ("4000::/2", "not global (RFC 4291)"),
    ("8000::/1", "not global (RFC 4291)"),
)
"""Network and reason, the narrower row before the wider."""

TABLE = tuple((ipaddress.ip_network(network), reason) for network, reason in NETWORKS)

TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""The well-known prefix for IPv4 behind NAT64 (RFC 6052). In a network without IPv4 every public service that
has none but an IPv4 address is reached through it, so here the address inside is what counts."""

IPV4_BITS = 0xFFFF_FFFF


def refused_because(address: str) -> str | None:
    """Return why an address may not be reached, as `127.0.0.1 is loopback (RFC 1122)`; None when it may.

    Args:
        address: as a resolver gives it; a zone (`%eth0`) is left out, and what is no address is refused.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "that is no IP address"
    if ip in TRANSLATED:
        ip = ipaddress.IPv4Address(int(ip) & IPV4_BITS)
    reason = next((reason for network, reason in TABLE if ip in network), None)
    return reason and f"{ip} is {reason}"
