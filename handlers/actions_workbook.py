"""The button of the form."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons import Action


@dataclass(frozen=True, slots=True)
class SendForm(Action):
    """Send what the person's units owe as a workbook to fill in."""

    prefix: ClassVar[str] = "form"
