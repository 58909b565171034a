"""What a password costs the server, whether or not anybody has the name."""

from argon2 import PasswordHasher

from engine import passwords


def test_a_name_that_nobody_has_costs_what_a_password_costs_today() -> None:
    assert not passwords.outdated(passwords._NOBODY)
    assert passwords.outdated(PasswordHasher(time_cost=1).hash("a cheaper one is seen"))


def test_nobody_comes_in_without_a_hash() -> None:
    assert not passwords.fits(None, "nobody has this password")
