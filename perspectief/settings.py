"""Settings come from the environment. Each has a name, a default and a sentence; what is unsafe is refused at the start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from engine.errors import Misconfigured
from perspectief.encrypted import LOOPBACK, unreadable_on_the_way
from worker.connectors.webhook.target import read_targets

PREFIX = "PERSPECTIEF_"
FEWEST_SIGNS = 10  # different ones: xxxx… is long and no secret
MOST_SECRET = 32  # bytes; a shorter secret can be guessed


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the environment, its default, and what it does."""

    name: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "DATABASE",
        "sqlite:///var/perspectief.db",
        "Where records live: sqlite:///file or postgresql://…; in production over a socket, this machine, or with ?sslmode=verify-full",
    ),
    Setting(
        "KEYS", "sqlite:///var/keys.db", "Where wrapped data keys live: a database of its own, reached as the other is"
    ),
    Setting(
        "ZONE_KEYS",
        "var/keys",
        "Folder with one key file per zone; or `environment`; or `service:module:function` for a key service",
    ),
    Setting("ZONES", "", "Zones this server can open, comma separated; empty means all"),
    Setting("TOMBSTONES", "var/tombstones.log", "File that remembers destroyed keys outside the databases"),
    Setting("ANCHORS", "var/anchors.jsonl", "File outside the databases to which the ends of history are added"),
    Setting("OPENING_HOURS", "4", "How many hours a zone stays open after an emergency, and the identity vault"),
    Setting("SECRET_KEY", "", "At least 32 bytes for cookies and forms; the demonstration makes its own"),
    Setting("PRODUCTION", "0", "1 says that real people are in here: only then may others than this machine reach it"),
    Setting(
        "SECOND_FACTOR",
        "all",
        "Who needs an app: all, administrators, none, or names of organisations, lanes and lane.role",
    ),
    Setting("OIDC_ISSUER", "", "Log-in service (OpenID Connect) of an organisation; empty means none"),
    Setting("OIDC_CLIENT", "", "Our name at the log-in service"),
    Setting("OIDC_SECRET", "", "Our secret at the log-in service"),
    Setting("OIDC_NAME", "uw organisatie", "What the button says: log in with …"),
    Setting(
        "PROXIES",
        "0",
        "How many proxies of yours stand before this server: their word for where a request comes from is believed",
    ),
    Setting("DEMO", "0", "1 opens the demonstration: one-click log-ins, generated keys; never with real people"),
    Setting("HOST", "127.0.0.1", "Address the web server listens on"),
    Setting("PORT", "8080", "Port the web server listens on"),
    Setting("SMTP_HOST", "", "Mail server; empty prints mail on the console"),
    Setting("SMTP_PORT", "25", "Port of the mail server"),
    Setting(
        "SMTP_TLS",
        "",
        "starttls or tls to the mail server; none is for one on this machine alone. Empty: starttls, or none there",
    ),
    Setting("MAIL_FROM", "noreply@perspectief.example", "Sender of mail"),
    Setting(
        "WEBHOOKS",
        "",
        "Programs of partners that hear that something is ready: `partner=https://host/path`, comma separated",
    ),
    Setting("BASE_URL", "http://127.0.0.1:8080", "Address of the pages, for links in mail"),
    Setting("THREADS", "8", "Threads of the built-in web server"),
    Setting(
        "METRICS_KEY",
        "",
        "What is sent as Bearer token to read /metrics and /api/v1/health; without one nobody reads them in production",
    ),
    Setting("LOG_LEVEL", "INFO", "What is logged: DEBUG, INFO, WARNING or ERROR; never content, at any level"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one running program."""

    database: str
    keys: str
    zone_keys: str
    zones: tuple[str, ...]
    tombstones: Path
    anchors: Path
    opening_hours: int
    secret_key: str
    production: bool
    second_factor: frozenset[str]
    oidc_issuer: str
    oidc_client: str
    oidc_secret: str
    oidc_name: str
    proxies: int
    demo: bool
    host: str
    port: int
    smtp_host: str
    smtp_port: int
    smtp_tls: str
    mail_from: str
    webhooks: str
    base_url: str
    threads: int
    metrics_key: str
    log_level: str

    @property
    def asked_for_figures(self) -> str | None:
        """The key that /metrics asks for; None where only this machine can reach it and no key was set."""
        return self.metrics_key if self.production or self.metrics_key else None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this environment. Raises Misconfigured, naming the setting and what to do."""
    of = {row.name: environment.get(PREFIX + row.name, row.default).strip() for row in SETTINGS}
    demo, production = _yes("DEMO", of["DEMO"]), _yes("PRODUCTION", of["PRODUCTION"])
    _one_of_two(demo=demo, production=production)
    if of["DATABASE"] == of["KEYS"]:
        raise Misconfigured(
            f"{PREFIX}KEYS must be another database than {PREFIX}DATABASE: who has the records must not have the keys."
        )
    if production:
        _must_be_unreadable(of, environment)
    return Settings(
        database=of["DATABASE"],
        keys=of["KEYS"],
        zone_keys=of["ZONE_KEYS"],
        zones=tuple(zone.strip() for zone in of["ZONES"].split(",") if zone.strip()),
        tombstones=Path(of["TOMBSTONES"]),
        anchors=Path(of["ANCHORS"]),
        opening_hours=_number("OPENING_HOURS", of["OPENING_HOURS"], most=24),
        secret_key=_secret(of["SECRET_KEY"], demo=demo),
        production=production,
        second_factor=_named(of["SECOND_FACTOR"]),
        oidc_issuer=_safe_address(of["OIDC_ISSUER"], "OIDC_ISSUER") if of["OIDC_ISSUER"] else "",
        oidc_client=of["OIDC_CLIENT"],
        oidc_secret=of["OIDC_SECRET"],
        oidc_name=of["OIDC_NAME"],
        proxies=_number("PROXIES", of["PROXIES"], least=0, most=5),
        demo=demo,
        host=_local_unless_production(of["HOST"], production=production, demo=demo),
        port=_number("PORT", of["PORT"], most=65535),
        smtp_host=of["SMTP_HOST"],
        smtp_port=_number("SMTP_PORT", of["SMTP_PORT"], most=65535),
        smtp_tls=_mail_tls(of["SMTP_TLS"], of["SMTP_HOST"]),
        mail_from=of["MAIL_FROM"],
        webhooks=_targets(of["WEBHOOKS"]),
        base_url=_safe_address(of["BASE_URL"].rstrip("/")),
        threads=_number("THREADS", of["THREADS"], most=1000),
        metrics_key=_long("METRICS_KEY", of["METRICS_KEY"]),
        log_level=_one_of("LOG_LEVEL", of["LOG_LEVEL"], ("DEBUG", "INFO", "WARNING", "ERROR")),
    )


def _must_be_unreadable(of: Mapping[str, str], environment: Mapping[str, str]) -> None:
    """Nobody between a production server and its databases reads along."""
    for name in ("DATABASE", "KEYS"):
        if not unreadable_on_the_way(of[name], environment):
            raise Misconfigured(
                f"{PREFIX}{name}: others can read what goes to this database. Add ?sslmode=verify-full (and &sslrootcert=… for a "
                "certificate of your own), or reach it by a socket of this machine (?host=/folder)."
            )


def _secret(value: str, *, demo: bool) -> str:
    if len(value.encode()) >= MOST_SECRET and len(set(value)) >= FEWEST_SIGNS:
        return value
    if demo:
        return secrets.token_urlsafe(MOST_SECRET)
    raise Misconfigured(
        f"{PREFIX}SECRET_KEY must hold at least {MOST_SECRET} random bytes; make one with `openssl rand -base64 48`."
    )


def _long(name: str, value: str) -> str:
    """A key that somebody chose is as long as one that a program makes, or is not set."""
    if value and len(value.encode()) < MOST_SECRET:
        raise Misconfigured(f"{PREFIX}{name} must hold at least {MOST_SECRET} bytes, or be empty.")
    return value


def _mail_tls(value: str, host: str) -> str:
    """Mail says only that there is something, yet its recipients are people who work here: nobody on the way reads them."""
    here = host in ("", *LOOPBACK)
    tls = _one_of("SMTP_TLS", value or ("none" if here else "starttls"), ("starttls", "tls", "none"))
    if tls == "none" and not here:
        raise Misconfigured(
            f"Mail to {PREFIX}SMTP_HOST={host} must be encrypted: set {PREFIX}SMTP_TLS=starttls or tls."
        )
    return tls


def _one_of_two(*, demo: bool, production: bool) -> None:
    """One click opens any account of the demonstration: nobody real may be in there."""
    if demo and production:
        raise Misconfigured(f"The demonstration is no production server: set {PREFIX}DEMO=0 or {PREFIX}PRODUCTION=0.")


def _local_unless_production(host: str, *, production: bool, demo: bool) -> str:
    """A server that others can reach says that it is in production; the demonstration is for this machine only."""
    if demo and host not in LOOPBACK:
        raise Misconfigured(
            f"The demonstration only listens on this machine: set {PREFIX}HOST=127.0.0.1 or {PREFIX}DEMO=0."
        )
    if not production and host not in LOOPBACK:
        raise Misconfigured(
            f"Others can reach {PREFIX}HOST={host}: set {PREFIX}PRODUCTION=1, or {PREFIX}HOST=127.0.0.1."
        )
    return host


def _safe_address(url: str, name: str = "BASE_URL") -> str:
    """Over plain http a password and a session can be read on the way: only this machine may have it."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return url
    raise Misconfigured(f"{PREFIX}{name} must start with https://, except on this machine itself.")


def _targets(text: str) -> str:
    """Where webhooks go, in the form that leads nowhere but to a public host."""
    try:
        read_targets(text)
    except ValueError as error:
        raise Misconfigured(f"{PREFIX}WEBHOOKS: {error}. Write partner=https://host/path.") from error
    return text


def _named(text: str) -> frozenset[str]:
    """Of whom a second factor is asked."""
    words = frozenset(word.strip() for word in text.split(",") if word.strip())
    if not words:
        raise Misconfigured(f"{PREFIX}SECOND_FACTOR must say all, administrators, names, or none.")
    return words - {"none"}


def _yes(name: str, value: str) -> bool:
    """1 or 0, so that a word that somebody means as yes is not taken as no."""
    if value not in ("0", "1"):
        raise Misconfigured(f"{PREFIX}{name} must be 1 or 0, not {value!r}.")
    return value == "1"


def _one_of(name: str, value: str, words: tuple[str, ...]) -> str:
    if value not in words:
        raise Misconfigured(f"{PREFIX}{name} must be {', '.join(words[:-1])} or {words[-1]}, not {value!r}.")
    return value


def _number(name: str, value: str, *, most: int, least: int = 1) -> int:
    if not value.isdecimal() or not least <= int(value) <= most:
        raise Misconfigured(f"{PREFIX}{name} must be a number from {least} to {most}, not {value!r}.")
    return int(value)
