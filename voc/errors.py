"""The one error tree: whatever goes wrong with a user's input or workspace is a VocError."""


class VocError(Exception):
    """A failure that the user can mend; the message says where, what was found and what would be right.

    The command prints it as one line and leaves with ``exit_code``; the API answers with a
    problem whose ``type`` ends in ``slug`` and whose HTTP status is ``status``.
    """

    slug = "error"
    status = 400
    exit_code = 2


class InputError(VocError):
    """A file or a value from outside that cannot be used as a whole."""

    slug = "bad-input"
    status = 422


class UnknownFormat(InputError):
    """No reader recognises a file's content."""

    slug = "unknown-format"


class SettingsError(VocError):
    """A setting, in the environment or in voc.toml, that is not of the right form."""

    slug = "bad-setting"


class WorkspaceMissing(VocError):
    """There is no workspace where one was expected."""

    slug = "no-workspace"
    status = 503


class WorkspaceNewer(VocError):
    """The workspace was written by a later version of voc."""

    slug = "workspace-newer"
    status = 503


class NothingYet(VocError):
    """The answer needs a step that has not been run; the message names the step."""

    slug = "nothing-yet"
    status = 409


class NotFound(VocError):
    """A theme, code, account, segment or source that the workspace does not have."""

    slug = "not-found"
    status = 404


class PortInUse(VocError):
    """The server's port is taken by another process."""

    slug = "port-in-use"


class ModelMissing(VocError):
    """A model package is not installed, or its files are not the pinned ones."""

    slug = "model-missing"
    status = 503


class SourceError(VocError):
    """A system that feedback is pulled from does not answer as it should."""

    slug = "source-error"
    status = 502


class Refused(VocError):
    """A delivery that is not signed as it should be, is too old, or came before."""

    slug = "refused"
    status = 401


class Unauthorized(VocError):
    """A request without a token or session, or with one that is unknown, expired or revoked."""

    slug = "unauthorized"
    status = 401


class Forbidden(VocError):
    """A request whose token lacks the scope, or that a foreign page may have sent."""

    slug = "forbidden"
    status = 403


class TokenInAddress(VocError):
    """A request with a token in its address, where logs and histories keep it."""

    slug = "token-in-address"
    status = 400


class Replayed(VocError):
    """A delivery that came before."""

    slug = "replayed"
    status = 409


class TooLarge(VocError):
    """A body over the limit."""

    slug = "too-large"
    status = 413


class Unkept(VocError):
    """Something that was sent could not be kept; the same again may succeed."""

    slug = "unkept"
    status = 503
