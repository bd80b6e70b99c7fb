"""What does the person who collected the returns say about one file?

One line of the manifest (`ingest --manifest`), already checked; reading the file is the business of `batch.manifest`.
"""

from __future__ import annotations

from pydantic import Field

from toolkit_extract.schemas.base import Frozen

GSS_CODE_PATTERN = r"^E(06|08|09|10)\d{6}$"


class ManifestEntry(Frozen):
    """One line of a manifest. It outranks what the file says of itself."""

    file: str = Field(min_length=1, description="path or file name, as the manifest has it")
    authority: str = Field(min_length=1, description="name of the authority that submitted the file")
    gss_code: str | None = Field(default=None, pattern=GSS_CODE_PATTERN, description="its GSS code, if given")
    submitted: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}$", description="ISO date, if given")
