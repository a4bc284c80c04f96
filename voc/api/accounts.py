"""/accounts: the customer companies with the codes heard from them, and one of them."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from reports.accounts import account, accounts
from reports.answers import AccountAnswer
from reports.shape import to_json
from voc.api import models
from voc.api.connection import Connected
from voc.api.filters import AccountsAsked, NothingAsked
from voc.api.replies import csv_reply

ROUTER = APIRouter(tags=["accounts"])


@ROUTER.get("/accounts", operation_id="list_accounts", response_model=models.Accounts)
def list_accounts(db: Connected, asked: AccountsAsked) -> Response:
    """List accounts with their tier, segments and codes, those with most mentions first."""
    answer = accounts(db, filters=asked.filters(), limit=asked.limit)
    if asked.format == "csv":
        return csv_reply(answer, of=AccountAnswer, name="accounts")
    return JSONResponse(to_json(answer, of=AccountAnswer))


@ROUTER.get("/accounts/{account_id}", operation_id="get_account", response_model=AccountAnswer)
def get_account(account_id: str, db: Connected, _asked: NothingAsked) -> Response:
    """Show one account with its tier, segments and codes."""
    return JSONResponse(to_json(account(db, account_id)))
