"""The words that a bundle declares: facts, lanes with their roles, zones, messages. Read from YAML once, then frozen. Pure."""

from engine.vocabulary.reading import BadVocabulary, read_vocabulary
from engine.vocabulary.words import (
    PLAIN_ZONE,
    FactDeclaration,
    Labelled,
    Lane,
    MessageDeclaration,
    PayloadField,
    RoleDeclaration,
    Vocabulary,
    Zone,
)

__all__ = [
    "PLAIN_ZONE",
    "BadVocabulary",
    "FactDeclaration",
    "Labelled",
    "Lane",
    "MessageDeclaration",
    "PayloadField",
    "RoleDeclaration",
    "Vocabulary",
    "Zone",
    "read_vocabulary",
]
