"""The one error of this room."""

from collections.abc import Iterable

from forms.model import Finding


class FormError(Exception):
    """This form file cannot be used. `findings` say where and what to do; the file must be changed by its designer."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{finding.key}: {finding.message_en}" for finding in self.findings))
