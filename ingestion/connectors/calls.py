"""Calls to a system's API: limits waited for, hiccups tried again, refusals told in one sentence."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeAlias

import httpx
import stamina

from ingestion.connectors.limits import asked_wait, is_limited
from ingestion.jsontext import load_json
from voc.errors import InputError, SourceError

MAX_ANSWER = 200_000_000
SNIPPET = 160
Params: TypeAlias = Mapping[str, str | int | tuple[str, ...]]
_NEEDS = {
    401: "a token that is valid: make a new one and put it into the variable",
    403: "a token that may read this: give it the scopes that the manual names",
    404: "an address that is there: look at the source's settings, and at what the token may see",
    410: "something that is still there: it was deleted or switched off, so look at the source's settings",
    429: "a limit that is not used up: pull again later, it goes on from here",
}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a system is waited for: tries of one call, and seconds of waiting, at first and at most.

    A system that asks for more than ``timeout`` is not waited for; the next pull goes on.
    """

    attempts: int = 8
    first: float = 1.0
    longest: float = 60.0
    timeout: float = 900.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system answered: status, headers (names in lower case), body, and its JSON where asked for."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    data: object = None


class Refusal(SourceError):
    """An answer other than success, which asking again will not mend; ``answered`` is its status."""

    def __init__(self, message: str, answered: int) -> None:
        super().__init__(message)
        self.answered = answered


@dataclass(frozen=True, slots=True)
class _Question:
    method: str
    path: str
    params: Params | None = None
    body: object = None
    parse: bool = True


class _Failed(Exception):
    """An answer of failure, before it is known whether the call is tried again."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"answered {answer.status}")
        self.answer = answer


class _Broken(Exception):
    """A body that is no JSON."""


class Calls:
    """A system's API as a connector calls it.

    Limits (429, and 403 where it says so) and failures (5xx) are tried again after the time that the
    system asks for, as are connections that break, bodies that stop early and bodies that are no JSON.
    Whatever else is no success raises SourceError, whose message holds the path and what was answered,
    never a header or a query. Redirects and links to other hosts are refused: the token would go along.
    """

    def __init__(
        self, source: str, url: str, headers: Mapping[str, str], *, secret: str, patience: Patience
    ) -> None:
        self._source = source
        self._hidden = (secret, headers.get("Authorization", "").rpartition(" ")[2])
        self._patience = patience
        self._url = httpx.URL(url)
        self._client = httpx.Client(
            base_url=url,
            headers={"User-Agent": "voc", **headers},
            timeout=60,
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        """Give the calls; the connections are closed at the end."""
        # It warns of every call that is tried again; where nobody set up logging that is a line on stderr.
        logger = logging.getLogger("stamina")
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, path: str, params: Params | None = None) -> Answer:
        """Return the answer to a GET whose body is JSON."""
        return self._tried(_Question("GET", path, params))

    def get_or_none(self, path: str, params: Params | None = None) -> Answer | None:
        """Return the answer to a GET, None where there is nothing (any more) at that address."""
        try:
            return self.get(path, params)
        except Refusal as refusal:
            if refusal.answered in (404, 410):
                return None
            raise

    def post(self, path: str, body: object) -> Answer:
        """Return the answer to a POST of JSON whose answer is JSON."""
        return self._tried(_Question("POST", path, body=body))

    def download(self, path: str) -> bytes:
        """Return the body of a GET, whatever it is; one that stops early is tried again."""
        return self._tried(_Question("GET", path, parse=False)).content

    def wait(self, seconds: float) -> None:
        """Wait as a system asks to between two questions, no longer than its patience allows."""
        time.sleep(min(seconds, self._patience.longest))

    def error(self, path: str, found: str, need: str) -> SourceError:
        """Return the error of an answer that cannot be used."""
        return SourceError(self._sentence(path, found, need))

    def _tried(self, question: _Question) -> Answer:
        path, patience = question.path, self._patience
        self._check_address(path)
        tries = stamina.retry_context(
            on=self._how_long,
            attempts=patience.attempts,
            timeout=patience.timeout,
            wait_initial=patience.first,
            wait_max=patience.longest,
            wait_jitter=patience.first / 4,
        )
        try:
            for attempt in tries:
                with attempt:
                    answer = self._once(question)
        except _Failed as failed:
            status = failed.answer.status
            need = _NEEDS.get(429 if is_limited(failed.answer) else status, "an answer of 200")
            raise Refusal(self._sentence(path, self._found(failed.answer), need), status) from None
        except httpx.HTTPError as error:
            raise self.error(path, f"nothing ({type(error).__name__})", "a system that answers") from None
        except _Broken as error:
            raise self.error(path, str(error), "whole JSON") from None
        return answer

    def _once(self, question: _Question) -> Answer:
        """Ask once; raises _Failed for no success, _Broken for no JSON, whatever httpx raises for less."""
        content = bytearray()
        with self._client.stream(
            question.method, question.path, params=question.params, json=question.body
        ) as response:
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > MAX_ANSWER:
                    raise self.error(question.path, f"over {MAX_ANSWER:,} bytes", "a page of usual size")
        answer = Answer(response.status_code, response.headers, bytes(content))
        if not response.is_success:
            raise _Failed(answer)
        if not question.parse:
            return answer
        try:
            data = load_json(answer.content.decode("utf-8-sig"), "answer")
        except (InputError, UnicodeDecodeError):
            raise _Broken("a body that is no JSON") from None
        return Answer(answer.status, answer.headers, answer.content, data)

    def _how_long(self, error: Exception) -> bool | float:
        """Return whether a failed call is tried again, or after how many seconds."""
        if not isinstance(error, _Failed):
            return isinstance(error, httpx.TransportError | httpx.DecodingError | _Broken)
        if not is_limited(error.answer) and error.answer.status < 500:
            return False
        asked = asked_wait(error.answer)
        if not asked:
            return True
        return asked if asked <= self._patience.timeout else False

    def _check_address(self, path: str) -> None:
        try:
            address = self._url.join(path)
        except httpx.InvalidURL:
            raise self.error("a link", "no address", "links of its own") from None
        if (address.scheme, address.netloc) != (self._url.scheme, self._url.netloc):
            # The token goes to the system it was made for and nowhere else.
            raise self.error(address.path, f"a link to {address.host}", f"links to {self._url.host} alone")

    def _found(self, answer: Answer) -> str:
        text = self._without_secrets(answer.content[:100_000].decode("utf-8", "replace"))
        said = " ".join(text.split())[:SNIPPET]
        if target := answer.headers.get("location"):
            said = f"a redirect to {httpx.URL(target).host or 'another page'}"
        return f"{answer.status}" + (f" ({said})" if said else "")

    def _sentence(self, path: str, found: str, need: str) -> str:
        # A query may hold what is secret.
        return self._without_secrets(f"{self._source}: {path.split('?', 1)[0]} answered {found}; need {need}")

    def _without_secrets(self, text: str) -> str:
        for hidden in self._hidden:
            text = text.replace(hidden, "(secret)") if hidden else text
        return text
