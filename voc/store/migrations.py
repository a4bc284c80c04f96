"""The database's shape, as migrations that are only ever appended to."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("voc")

FEEDBACK = """
CREATE TABLE sources (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, reader TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE ingests (
    id INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, reader TEXT NOT NULL,
    source_id TEXT, at TEXT NOT NULL, counts TEXT NOT NULL DEFAULT '{}');
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, source_id TEXT NOT NULL REFERENCES sources(id), external_id TEXT NOT NULL,
    kind TEXT NOT NULL, status TEXT NOT NULL, consent TEXT NOT NULL, said_at TEXT, zone TEXT,
    zone_assumed INTEGER NOT NULL, known_at TEXT NOT NULL, account_ref TEXT, account_id TEXT,
    participant TEXT, title TEXT, link TEXT, revision INTEGER NOT NULL DEFAULT 1, digest TEXT NOT NULL,
    ingest_id INTEGER NOT NULL REFERENCES ingests(id), file TEXT NOT NULL, row INTEGER,
    rolled INTEGER NOT NULL DEFAULT 0, UNIQUE (source_id, external_id));
CREATE INDEX documents_account ON documents(account_id);
CREATE TABLE scores (
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    kind TEXT NOT NULL, value REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL);
CREATE INDEX scores_document ON scores(document_id);
CREATE TABLE attributes (
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    name TEXT NOT NULL, value TEXT NOT NULL);
CREATE INDEX attributes_document ON attributes(document_id);
CREATE TABLE identities (
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    placeholder TEXT NOT NULL, kind TEXT NOT NULL, digest TEXT NOT NULL);
CREATE INDEX identities_digest ON identities(digest);
CREATE INDEX identities_document ON identities(document_id);
CREATE TABLE utterances (
    id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, role TEXT NOT NULL, speaker TEXT, question TEXT, said_at TEXT,
    start_ms INTEGER, end_ms INTEGER, text TEXT NOT NULL);
CREATE INDEX utterances_document ON utterances(document_id, position);
CREATE TABLE verbatims (
    id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    utterance_id INTEGER NOT NULL REFERENCES utterances(id) ON DELETE CASCADE,
    start INTEGER NOT NULL, until INTEGER NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL,
    set_aside TEXT, assigned_under INTEGER, detected_by TEXT);
CREATE INDEX verbatims_document ON verbatims(document_id);
CREATE INDEX verbatims_utterance ON verbatims(utterance_id);
CREATE TABLE rejects (
    id INTEGER PRIMARY KEY, ingest_id INTEGER NOT NULL REFERENCES ingests(id) ON DELETE CASCADE,
    file TEXT NOT NULL, row INTEGER, reason TEXT NOT NULL, raw TEXT NOT NULL);
"""

CONTEXT = """
CREATE TABLE accounts (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, domain TEXT, arr REAL, currency TEXT, renewal_on TEXT,
    owner TEXT, created_on TEXT);
CREATE TABLE account_segments (
    account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (account_id, name)) WITHOUT ROWID;
CREATE TABLE tier_events (
    id TEXT PRIMARY KEY, account_id TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, from_tier TEXT,
    to_tier TEXT, seats INTEGER, arr_before REAL, arr_after REAL, reason TEXT);
CREATE TABLE spells (
    account_id TEXT NOT NULL, tier TEXT NOT NULL, since TEXT NOT NULL, until TEXT, trial INTEGER NOT NULL);
CREATE INDEX spells_account ON spells(account_id, since);
CREATE TABLE usage (
    account_id TEXT NOT NULL, measure TEXT NOT NULL, day TEXT NOT NULL, used REAL NOT NULL, ceiling REAL,
    PRIMARY KEY (account_id, measure, day)) WITHOUT ROWID;
CREATE TABLE tiers (id TEXT PRIMARY KEY, name TEXT NOT NULL, rank INTEGER NOT NULL);
CREATE TABLE features (id TEXT PRIMARY KEY, name TEXT NOT NULL, also TEXT NOT NULL, tiers TEXT NOT NULL);
CREATE TABLE limits (id TEXT PRIMARY KEY, name TEXT NOT NULL, also TEXT NOT NULL, by_tier TEXT NOT NULL);
CREATE TABLE prices (
    tier TEXT NOT NULL, amount REAL NOT NULL, currency TEXT NOT NULL, per TEXT NOT NULL, since TEXT NOT NULL);
CREATE TABLE changes (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, announced_on TEXT,
    effective_on TEXT NOT NULL, billed_on TEXT, until TEXT, mode TEXT NOT NULL, tiers TEXT NOT NULL,
    segments TEXT NOT NULL, affects TEXT NOT NULL, before TEXT, after TEXT, hypothesis TEXT, note TEXT);
"""

DERIVED = """
CREATE TABLE vectors (
    model TEXT NOT NULL, version TEXT NOT NULL, digest TEXT NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (model, version, digest)) WITHOUT ROWID;
CREATE TABLE theme_events (
    version INTEGER PRIMARY KEY, at TEXT NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL,
    kind TEXT NOT NULL, theme_id TEXT NOT NULL, payload TEXT NOT NULL);
CREATE TABLE themes (
    id TEXT PRIMARY KEY, label TEXT NOT NULL, description TEXT NOT NULL, keywords TEXT NOT NULL,
    status TEXT NOT NULL, parent_id TEXT, pinned INTEGER NOT NULL, since_version INTEGER NOT NULL);
CREATE TABLE centroids (
    theme_id TEXT NOT NULL, model TEXT NOT NULL, ledger_version INTEGER NOT NULL, threshold REAL NOT NULL,
    typical REAL NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (theme_id, model));
CREATE TABLE mentions (
    verbatim_id INTEGER NOT NULL REFERENCES verbatims(id) ON DELETE CASCADE, theme_id TEXT NOT NULL,
    strength REAL NOT NULL, assigned_by TEXT NOT NULL, ledger_version INTEGER NOT NULL,
    PRIMARY KEY (verbatim_id, theme_id)) WITHOUT ROWID;
CREATE INDEX mentions_theme ON mentions(theme_id, strength);
CREATE TABLE signals (
    verbatim_id INTEGER NOT NULL REFERENCES verbatims(id) ON DELETE CASCADE, code TEXT NOT NULL,
    start INTEGER NOT NULL, until INTEGER NOT NULL, confidence REAL NOT NULL, point TEXT NOT NULL,
    detector_version TEXT NOT NULL, PRIMARY KEY (verbatim_id, code)) WITHOUT ROWID;
CREATE INDEX signals_code ON signals(code, confidence);
CREATE TABLE rollups (
    measure TEXT NOT NULL, document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    day TEXT NOT NULL, source_id TEXT NOT NULL, account_id TEXT, tier TEXT, mentions INTEGER NOT NULL,
    PRIMARY KEY (measure, day, document_id)) WITHOUT ROWID;
CREATE INDEX rollups_document ON rollups(document_id);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, started_at TEXT NOT NULL, seconds REAL NOT NULL, manifest TEXT NOT NULL,
    digest TEXT NOT NULL);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

INGESTS = """
ALTER TABLE ingests ADD COLUMN state TEXT NOT NULL DEFAULT 'done';
ALTER TABLE ingests ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ingests ADD COLUMN options TEXT NOT NULL DEFAULT '';
CREATE TABLE mappings (columns TEXT PRIMARY KEY, mapping TEXT NOT NULL, at TEXT NOT NULL);
"""


def _create(db: Database, script: str) -> None:
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


@MIGRATIONS()
def m001_feedback(db: Database) -> None:
    """Make sources, documents, utterances, verbatims, rejects."""
    _create(db, FEEDBACK)


@MIGRATIONS()
def m002_context(db: Database) -> None:
    """Make accounts, tiers, usage, catalogue, changes."""
    _create(db, CONTEXT)


@MIGRATIONS()
def m003_derived(db: Database) -> None:
    """Make vectors, themes and their ledger, mentions, signals, rollups, runs."""
    _create(db, DERIVED)


@MIGRATIONS()
def m005_ingests(db: Database) -> None:
    """Let a reading that broke off be carried on, and remember mappings."""
    _create(db, INGESTS)
