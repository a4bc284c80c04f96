"""Settings: VOC_* variables first, then the workspace's voc.toml, then the defaults here."""

import os
import tomllib
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from voc.errors import SettingsError

DATABASE_NAME = "voc.db"
KEY_NAME = "redaction.key"
SETTINGS_NAME = "voc.toml"
DEFAULT_ENCODER = "all-MiniLM-L6-v2"


class Settings(BaseSettings):
    """What a workspace and its commands may be told.

    ``workspace`` holds the database; ``models`` holds what is derived from model packages (exports),
    and may be deleted at any time.
    """

    model_config = SettingsConfigDict(env_prefix="VOC_", extra="forbid", frozen=True)

    workspace: Path = Path("voc-workspace")
    models: Path = Field(default_factory=lambda: Path.home() / ".cache" / "voc" / "models")
    time_zone: str = "UTC"
    encoder: str = DEFAULT_ENCODER
    codebook: Path | None = None
    granularity: Literal["coarser", "balanced", "finer"] = "balanced"
    seed: int = 20
    staff: tuple[str, ...] = ()
    max_file_mb: float = Field(default=50, gt=0)
    confidence: float = Field(default=0.95, gt=0.5, lt=1.0)
    host: str = "127.0.0.1"
    port: int = Field(default=8321, ge=1, le=65535)
    redis: str | None = None
    jobs_at_once: int = Field(default=1, ge=1)
    job_attempts: int = Field(default=3, ge=1)
    job_silence: float = Field(default=15, gt=0)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no time zone named {value!r}, need one such as Europe/Berlin") from error
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  (pydantic calls it by name)
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over voc.toml, whose values arrive as init arguments."""
        return (env_settings, init_settings)

    @property
    def database(self) -> Path:
        """The workspace's database file."""
        return self.workspace / DATABASE_NAME

    @property
    def key_file(self) -> Path:
        """The file of the secret key that personal data is hashed with."""
        return self.workspace / KEY_NAME


def load_settings(workspace: Path | None = None) -> Settings:
    """Return the settings of a workspace (None: VOC_WORKSPACE, else ./voc-workspace).

    Raises SettingsError where a variable or a key of voc.toml is unknown or of the wrong form.
    """
    folder = workspace or Path(os.environ.get("VOC_WORKSPACE", "voc-workspace"))
    try:
        settings = Settings(**_read_toml(folder / SETTINGS_NAME))
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"setting {name!r}: {first['msg']}; found {first['input']!r}") from error
    return settings.model_copy(update={"workspace": folder})


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path}: {error}; need TOML in UTF-8") from error
