"""A proposal of packaging changes as YAML: questions as comments first, then entries to be confirmed."""

from collections.abc import Iterator

from ingestion.context.price_changes import Proposed
from ingestion.context.pricing import TAKEN, Proposal
from ingestion.context.renames import Match
from ingestion.layout import short

WIDTH = 108
_NOTHING = "# Nothing changed between the lists.\n[]\n"


def proposal_yaml(proposal: Proposal) -> str:
    """Return a proposal as a ``changes.yaml`` that a person edits and ingests."""
    lines = [*_head(proposal), *_questions(proposal), *_renames(proposal)]
    comments = "".join(f"# {short(line, 400)}".rstrip() + "\n" for line in lines)
    entries = "\n".join(_entry(proposed) for proposed in proposal.changes)
    return f"{comments}\n{entries}" if entries else f"{comments}\n{_NOTHING}"


def _head(proposal: Proposal) -> Iterator[str]:
    old, new = proposal.old, proposal.new
    yield f"Packaging changes proposed from the price lists of {old.name} of {old.on} and {new.on}."
    yield "Set days, modes and tiers right, strike what is no change, then read the file with voc ingest."
    yield f"effective_on is the day of the newer list: a change took effect between {old.on} and then."


def questions(proposal: Proposal) -> tuple[str, ...]:
    """Return what a person has to say before the entries can be believed."""
    asked = (_asked(match) for match in proposal.asked)
    plans = (_doubted(match) for match in proposal.renamed if match.what == "plan" and match.score < TAKEN)
    return (*proposal.doubts, *plans, *asked)


def _questions(proposal: Proposal) -> Iterator[str]:
    if found := questions(proposal):
        yield ""
        yield f"Questions ({len(found)})"
        yield from (f"- {question}" for question in found)


def _renames(proposal: Proposal) -> Iterator[str]:
    sure = [match for match in proposal.renamed if match.score >= TAKEN]
    if sure:
        yield ""
        yield f"Taken as the same under another name ({len(sure)})"
        yield from (f"- {_match(match)}" for match in sure)


def _asked(match: Match) -> str:
    return f"{_match(match)}? taken as two; if it is one, strike both from what went and what came"


def _doubted(match: Match) -> str:
    return f"{_match(match)}? taken as renamed; if not, one tier was retired and one added"


def _match(match: Match) -> str:
    return f"{match.what} {match.old} -> {match.new} ({match.score:.2f}: {match.evidence})"


def _entry(proposed: Proposed) -> str:
    import yaml

    change = proposed.change
    entry = {
        "id": change.id,
        "name": change.name,
        "kind": change.kind,
        "effective_on": change.effective_on,
        "tiers": list(change.tiers),
        "mode": change.mode,
        "before": change.before,
        "after": change.after,
        "note": change.note,
    }
    return yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=None)


def proposal_rows(proposal: Proposal) -> list[tuple[object, ...]]:
    """Return a proposal as rows: what changed, kind, tiers, before, after, and how sure the match is."""
    return [
        (
            proposed.change.name,
            proposed.change.kind,
            ", ".join(proposed.change.tiers),
            short(proposed.change.before or "", 60),
            short(proposed.change.after or "", 60),
            _sure(proposed, proposal),
        )
        for proposed in proposal.changes
    ]


def _sure(proposed: Proposed, proposal: Proposal) -> str:
    """Return ``same key``, the score of a rename, or for what came or went ``new`` or ``gone``."""
    if proposed.likeness is not None:
        return "same key" if proposed.likeness == 1 else f"renamed {proposed.likeness:.2f}"
    asked = {key for match in proposal.asked for key in (match.old, match.new)}
    doubted = sum(key in asked for key in proposed.keys)
    came = proposed.change.before == "none"
    return ("new" if came else "gone") + (f", {doubted} asked" if doubted else "")
