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

CLEAN_TEXT = """
ALTER TABLE utterances ADD COLUMN language TEXT;
ALTER TABLE verbatims ADD COLUMN twin_of INTEGER REFERENCES verbatims(id) ON DELETE SET NULL;
CREATE INDEX verbatims_twin ON verbatims(twin_of);
CREATE INDEX verbatims_digest ON verbatims(digest);
CREATE TABLE set_aside_decisions (
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL, reason TEXT, author TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX set_aside_decisions_digest ON set_aside_decisions(digest);
"""

INGESTS = """
ALTER TABLE ingests ADD COLUMN state TEXT NOT NULL DEFAULT 'done';
ALTER TABLE ingests ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ingests ADD COLUMN options TEXT NOT NULL DEFAULT '';
CREATE TABLE mappings (columns TEXT PRIMARY KEY, mapping TEXT NOT NULL, at TEXT NOT NULL);
"""

BILLING = """
ALTER TABLE tiers ADD COLUMN also TEXT NOT NULL DEFAULT '[]';
CREATE TABLE account_keys (
    system TEXT NOT NULL, key TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    PRIMARY KEY (system, key)) WITHOUT ROWID;
CREATE INDEX account_keys_account ON account_keys(account_id);
CREATE INDEX accounts_name ON accounts(lower(name));
CREATE INDEX accounts_domain ON accounts(domain);
CREATE INDEX tier_events_account ON tier_events(account_id, at);
"""

QUESTIONS = """
CREATE TABLE questions (
    id INTEGER PRIMARY KEY, source_id TEXT NOT NULL REFERENCES sources(id), wording TEXT NOT NULL);
CREATE TABLE question_wordings (
    source_id TEXT NOT NULL, wording TEXT NOT NULL, ref TEXT NOT NULL,
    question_id INTEGER NOT NULL REFERENCES questions(id) ON DELETE CASCADE,
    PRIMARY KEY (source_id, wording, ref)) WITHOUT ROWID;
CREATE INDEX question_wordings_question ON question_wordings(question_id);
ALTER TABLE utterances ADD COLUMN question_ref TEXT;
ALTER TABLE utterances ADD COLUMN question_id INTEGER REFERENCES questions(id);
CREATE INDEX utterances_question ON utterances(question_id);
"""

LISTENING = """
CREATE TABLE connections (
    source_id TEXT PRIMARY KEY, connector TEXT NOT NULL, settings TEXT NOT NULL, secret TEXT NOT NULL,
    cursor TEXT, pulled_at TEXT, failure TEXT, created_at TEXT NOT NULL);
CREATE TABLE pulls (
    id INTEGER PRIMARY KEY, source_id TEXT NOT NULL, at TEXT NOT NULL, until TEXT,
    counts TEXT NOT NULL DEFAULT '{}', failure TEXT);
CREATE TABLE deletions (
    source_id TEXT NOT NULL, external_id TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (source_id, external_id)) WITHOUT ROWID;
CREATE TABLE jobs (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL,
    stage TEXT, done INTEGER NOT NULL DEFAULT 0, total INTEGER, attempt INTEGER NOT NULL DEFAULT 0,
    result TEXT, failure TEXT, author TEXT NOT NULL, cancel INTEGER NOT NULL DEFAULT 0,
    worker TEXT, created_at TEXT NOT NULL, started_at TEXT, beat_at TEXT, ended_at TEXT);
CREATE INDEX jobs_state ON jobs(state, created_at);
CREATE TABLE schedules (
    name TEXT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, minutes INTEGER NOT NULL,
    next_at TEXT NOT NULL, last_job TEXT);
CREATE TABLE tokens (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, scopes TEXT NOT NULL,
    created_at TEXT NOT NULL, expires_at TEXT, revoked_at TEXT, used_at TEXT);
CREATE TABLE sessions (
    digest TEXT PRIMARY KEY, token_id TEXT NOT NULL REFERENCES tokens(id) ON DELETE CASCADE,
    created_at TEXT NOT NULL, seen_at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX sessions_token ON sessions(token_id);
CREATE TABLE hooks (
    source_id TEXT PRIMARY KEY, system TEXT NOT NULL, secret TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE deliveries (
    source_id TEXT NOT NULL, event_id TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (source_id, event_id)) WITHOUT ROWID;
"""


ROLES = """
ALTER TABLE utterances ADD COLUMN role_from TEXT NOT NULL DEFAULT 'metadata';
CREATE TABLE role_corrections (
    id INTEGER PRIMARY KEY, source_id TEXT NOT NULL, external_id TEXT NOT NULL, speaker TEXT NOT NULL,
    role TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX role_corrections_document ON role_corrections(source_id, external_id);
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
def m004_clean_text(db: Database) -> None:
    """Record languages, twins, and what people decided about texts that are set aside."""
    _create(db, CLEAN_TEXT)


@MIGRATIONS()
def m005_ingests(db: Database) -> None:
    """Let a reading that broke off be carried on, and remember mappings."""
    _create(db, INGESTS)


@MIGRATIONS()
def m006_billing(db: Database) -> None:
    """Know tiers and accounts by their ids in billing systems; find accounts by name and domain."""
    _create(db, BILLING)


@MIGRATIONS()
def m006_questions(db: Database) -> None:
    """Make questions, which stay the same ones from wave to wave, and their wordings."""
    _create(db, QUESTIONS)


@MIGRATIONS()
def m008_listening(db: Database) -> None:
    """Make what listening needs: connections, deletions, jobs, schedules, tokens, sessions, hooks."""
    _create(db, LISTENING)


@MIGRATIONS()
def m007_roles(db: Database) -> None:
    """Record how each role was found, and what people corrected."""
    _create(db, ROLES)
