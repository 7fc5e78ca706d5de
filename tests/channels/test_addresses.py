"""Which addresses a request may not reach, as a table."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis.strategies import ip_addresses

from tracker.channels.addresses import TABLE, refused_because

REFUSED = {
    # the machine itself
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "::1": "loopback",
    "0.0.0.0": "this network",
    "0.1.2.3": "this network",
    "::": "unspecified",
    # the neighbours
    "10.0.0.0": "private",
    "10.255.255.255": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.0.1": "private",
    "192.168.255.255": "private",
    "100.64.0.1": "shared",
    "100.127.255.255": "shared",
    "fc00::1": "unique local",
    "fdff:ffff::1": "unique local",
    "fec0::1": "site-local",
    "feff::1": "site-local",
    # the link, and a cloud's metadata
    "169.254.169.254": "link-local",
    "169.254.0.0": "link-local",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "febf::1": "link-local",
    "fd00:ec2::254": "unique local",
    # many at once
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "ff02::1": "multicast",
    "255.255.255.255": "broadcast",
    # nobody
    "240.0.0.1": "reserved",
    "192.0.0.1": "protocol assignments",
    "192.0.0.170": "protocol assignments",
    "192.0.2.1": "documentation",
    "198.51.100.1": "documentation",
    "203.0.113.255": "documentation",
    "2001:db8::1": "documentation",
    "3fff::1": "documentation",
    "198.18.0.1": "benchmarking",
    "198.19.255.255": "benchmarking",
    "2001:2::1": "protocol assignments",
    "192.88.99.1": "6to4 relay",
    "100::1": "discarded",
    "5f00::1": "segment routing",
    "200::1": "not global",
    "4000::1": "not global",
    "a000::1": "not global",
    "1fff::1": "not global",
    # IPv4 inside IPv6
    "::ffff:127.0.0.1": "mapped",
    "::ffff:7f00:1": "mapped",
    "::ffff:8.8.8.8": "mapped",
    "::127.0.0.1": "IPv4-compatible",
    "::a00:1": "IPv4-compatible",
    "64:ff9b::7f00:1": "127.0.0.1 is loopback",
    "64:ff9b::10.0.0.1": "10.0.0.1 is private",
    "64:ff9b::169.254.169.254": "link-local",
    "64:ff9b:1::808:808": "local translation",
    "2002:7f00:1::": "6to4",
    "2002:808:808::1": "6to4",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": "Teredo",
    # no address at all
    "": "no IP address",
    "localhost": "no IP address",
    "127.1": "no IP address",
    "0177.0.0.1": "no IP address",
    "2130706433": "no IP address",
    "1.2.3.4/32": "no IP address",
}

ALLOWED = (
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.1",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.167.255.255",
    "192.169.0.1",
    "198.17.255.255",
    "198.20.0.1",
    "223.255.255.255",
    "2001:4860:4860::8888",
    "2606:4700::1111",
    "2a00:1450::1",
    "64:ff9b::8.8.8.8",
    "2606:4700::1111%eth0",
)


@pytest.mark.parametrize(("address", "reason"), REFUSED.items())
def test_address_is_refused_with_its_reason(address: str, reason: str) -> None:
    assert reason in str(refused_because(address))


@pytest.mark.parametrize("address", ALLOWED)
def test_public_address_is_allowed(address: str) -> None:
    assert refused_because(address) is None


@pytest.mark.parametrize(("network", "reason"), TABLE)
def test_every_row_refuses_its_first_and_last_address(
    network: ipaddress.IPv4Network | ipaddress.IPv6Network, reason: str
) -> None:
    assert refused_because(str(network[0])) is not None
    assert refused_because(str(network[-1])) is not None
    assert "RFC" in reason


@given(ip_addresses())
def test_what_python_calls_private_is_never_allowed(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    outside = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved
    # Python counts the well-known prefix of NAT64 as reserved.
    translated = ip in ipaddress.ip_network("64:ff9b::/96")

    assert refused_because(str(ip)) or not outside or translated
