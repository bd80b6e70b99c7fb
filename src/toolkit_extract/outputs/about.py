"""What do a workbook's cover and a database say of the tables that they hold?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class About:
    """Where tables come from.

    Attributes:
        title: such as "Returns of the AMHP Service Self-Assessment Toolkit".
        toolkit: id of the form and its version.
        version: of the program that read the returns.
        notes: what was done to the tables since, one sentence each; empty where nothing was.
    """

    title: str
    toolkit: str
    version: str
    notes: tuple[str, ...] = ()
