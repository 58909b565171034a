"""Accounts, their rights and their proofs, for administrators. They see no case; a right takes two of them."""

from typing import Any

from flask import Response

from api import caller
from api.blueprint import Blueprint
from api.shapes.base import LARGEST
from api.shapes.people import (
    AccountAsked,
    AccountGiven,
    AccountListTold,
    AccountMadeTold,
    AccountViewTold,
    CodeTold,
    NameGiven,
    RightGiven,
    TokenGiven,
    TokenMadeTold,
    account_row,
    account_view,
)
from api.shapes.second import ProposalTold, proposal
from api.writing import answer, created, nothing
from engine.acts.people.administration import Administration
from engine.model import AccountKind

resource = Blueprint("people", "Accounts, rights by four eyes, and tokens of programs. For administrators.")

ONE = f"/accounts/<int(max={LARGEST}):id>"


def work() -> Administration:
    """The engine's administration."""
    return caller.engine().administration


@resource.get("/accounts")
@resource.arguments(AccountAsked, location="query")
@resource.response(200, AccountListTold)
def find(asked: dict[str, Any]) -> Response:
    """The accounts, at most 200, by name."""
    rows = work().accounts(caller.actor(), text=asked["text"] or "", organisation=asked["organisation"])
    return answer({"items": [account_row(row) for row in rows]})


@resource.post("/accounts")
@resource.arguments(AccountGiven)
@resource.response(201, AccountMadeTold)
def make(given: dict[str, Any]) -> Response:
    """A new account without any right. `code` opens /uitnodiging/<code>, once; a program has none."""
    kind = AccountKind(given["kind"])
    row, code = work().make_account(caller.actor(), given["login"], given["name"], given["email"], kind)
    return created({"account": row.id, "code": code or None}, f"/api/v1/accounts/{row.id}")


@resource.get(ONE)
@resource.response(200, AccountViewTold)
def show(id: int) -> Response:
    """One account, with its rights, proposals, log-in services and tokens."""
    return answer(account_view(work().account(caller.actor(), id)))


@resource.put(ONE)
@resource.arguments(NameGiven)
@resource.response(204)
def change(given: dict[str, Any], id: int) -> Response:
    """Another name or mail address."""
    work().change_account(caller.actor(), id, given["name"], given["email"])
    return nothing()


@resource.post(f"{ONE}/reset")
@resource.response(201, CodeTold)
def reset(id: int) -> Response:
    """A link for another password. Of somebody with rights and no second factor it is proposed instead: POST …/rights."""
    return created({"code": work().reset_password(caller.actor(), id)})


@resource.post(f"{ONE}/end")
@resource.response(204)
def end(id: int) -> Response:
    """Somebody leaves: sessions, tokens and rights end now, and colleagues get the open tasks."""
    work().end_account(caller.actor(), id)
    return nothing()


@resource.post(f"{ONE}/return")
@resource.response(201, CodeTold)
def come_back(id: int) -> Response:
    """Somebody returns, without any right."""
    return created({"code": work().bring_back(caller.actor(), id) or None})


@resource.delete(f"{ONE}/roles/<int(max={LARGEST}):role>")
@resource.response(204)
def take_role(id: int, role: int) -> Response:
    """Take a role away."""
    work().rights.take_role(caller.actor(), id, role)
    return nothing()


@resource.delete(f"{ONE}/administrator")
@resource.response(204)
def take_administrator(id: int) -> Response:
    """Somebody administers no longer; two administrators must remain."""
    work().rights.take_administrator(caller.actor(), id)
    return nothing()


@resource.delete(f"{ONE}/identities/<int(max={LARGEST}):identity>")
@resource.response(204)
def take_identity(id: int, identity: int) -> Response:
    """Somebody no longer logs in through this log-in service."""
    work().rights.take_identity(caller.actor(), id, identity)
    return nothing()


@resource.post(f"{ONE}/tokens")
@resource.arguments(TokenGiven)
@resource.response(201, TokenMadeTold)
def make_token(given: dict[str, Any], id: int) -> Response:
    """A token for a program. It is told once."""
    return created({"token": work().tokens.make(caller.actor(), id, given["name"], given["days"])})


@resource.delete(f"/tokens/<int(max={LARGEST}):id>")
@resource.response(204)
def revoke_token(id: int) -> Response:
    """Take a token back: the next request with it is refused."""
    work().tokens.revoke(caller.actor(), id)
    return nothing()


@resource.post(f"{ONE}/rights")
@resource.arguments(RightGiven)
@resource.response(201, ProposalTold)
def propose(given: dict[str, Any], id: int) -> Response:
    """Propose a right; another administrator confirms it: POST /proposals/<id>/decision."""
    actor, rights, reason = caller.actor(), work().rights, given["reason"]
    match given["kind"]:
        case "role":
            made = rights.role(actor, id, given["organisation"] or 0, given["role"] or "", reason)
        case "administrator":
            made = rights.administrator(actor, id, reason)
        case "identity":
            made = rights.identity(actor, id, given["issuer"] or "", given["subject"] or "", reason)
        case "password":
            made = rights.password(actor, id, reason)
        case _:
            made = rights.factor(actor, id, reason)
    (row,) = [row for row in caller.engine().proposals.open(actor, about=id) if row.id == made.id]
    return created(proposal(row))
