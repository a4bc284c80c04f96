"""What people decide about verbatims that are set aside: by the text, so that it outlives every reading."""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from voc.errors import NotFound
from voc.store.times import now, write_instant

BY_HAND = "by hand"

AFFECTED = """
SELECT id, document_id FROM verbatims
WHERE digest IN (SELECT value FROM json_each(:digests)) AND set_aside IS NOT :reason
"""

CHANGED = (
    """
    DELETE FROM mentions WHERE assigned_by LIKE 'model:%'
    AND verbatim_id IN (SELECT value FROM json_each(:ids))""",
    "DELETE FROM signals WHERE verbatim_id IN (SELECT value FROM json_each(:ids))",
    """
    UPDATE verbatims SET set_aside = :reason, assigned_under = NULL, detected_by = NULL
    WHERE id IN (SELECT value FROM json_each(:ids))""",
    """
    UPDATE documents SET rolled = 0
    WHERE id IN (SELECT document_id FROM verbatims WHERE id IN (SELECT value FROM json_each(:ids)))""",
)


def decide(db: Database, digests: Sequence[str], *, reason: str | None, author: str) -> int:
    """Set all verbatims of these texts aside for a reason, or take them back (None); return how many changed.

    The decision counts for texts that come later too, until another one. What the model found in verbatims
    that are set aside is dropped, a human's work stays; their documents are marked to be counted anew.
    """
    named = {"digests": json.dumps(sorted(set(digests))), "reason": reason}
    with db.atomic():
        at = write_instant(now())
        db.conn.executemany(
            "INSERT INTO set_aside_decisions (digest, reason, author, at) VALUES (?, ?, ?, ?)",
            [(digest, reason, author, at) for digest in sorted(set(digests))],
        )
        rows = db.execute(AFFECTED, named).fetchall()
        ids = {"ids": json.dumps([row[0] for row in rows])}
        for statement in CHANGED:
            db.execute(statement, {**ids, "reason": reason})
    return len(rows)


def digests_of(db: Database, verbatims: Sequence[int]) -> tuple[str, ...]:
    """Return the digests of verbatims' texts; raises NotFound where one of them is not there."""
    known = dict(
        db.execute(
            "SELECT id, digest FROM verbatims WHERE id IN (SELECT value FROM json_each(:ids))",
            {"ids": json.dumps(list(verbatims))},
        ).fetchall()
    )
    missing = [str(id_) for id_ in verbatims if id_ not in known]
    if missing:
        raise NotFound(
            f"no verbatim {', '.join(missing)}: need the id of a verbatim, as 'voc set-aside' lists it"
        )
    return tuple(known[id_] for id_ in verbatims)


def digests_set_aside(db: Database, reason: str) -> tuple[str, ...]:
    """Return the digests of all texts that are set aside for a reason; raises NotFound for an unknown one."""
    reasons = [
        row[0]
        for row in db.execute("SELECT DISTINCT set_aside FROM verbatims WHERE set_aside NOTNULL ORDER BY 1")
    ]
    if reason not in reasons:
        there = f"there is {', '.join(reasons)}" if reasons else "nothing is set aside"
        raise NotFound(f"nothing is set aside as {reason!r}: {there}")
    rows = db.execute(
        "SELECT DISTINCT digest FROM verbatims WHERE set_aside = :reason ORDER BY 1", {"reason": reason}
    )
    return tuple(row[0] for row in rows)
