"""Webhooks go to the public internet and nowhere else."""

import pytest

from mina.adapters.courier import PublicCourier, is_public
from mina.domain.errors import Invalid
from mina.ports.webhooks import CourierFailed

PRIVATE = [
    "127.0.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "::1",
    "::",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_refused(address: str) -> None:
    courier = PublicCourier(resolve=lambda host, port: [address])

    assert not is_public(address)
    with pytest.raises(Invalid):
        courier.check("https://innocent.example.com/")
    with pytest.raises(CourierFailed, match="not a public address"):
        courier.post("https://innocent.example.com/", {}, "{}")


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111"])
def test_a_public_address_is_taken(address: str) -> None:
    PublicCourier(resolve=lambda host, port: [address]).check("https://hooks.example.com/")

    assert is_public(address)


def test_one_private_address_behind_a_name_is_one_too_many() -> None:
    courier = PublicCourier(resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"])

    with pytest.raises(Invalid):
        courier.check("https://both.example.com/")


def test_a_name_that_nobody_knows_is_refused() -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise OSError

    with pytest.raises(Invalid):
        PublicCourier(resolve=nobody).check("https://nobody.example.com/")
