"""Which English council with adult social services responsibilities submitted a return, and when?

`recognise` answers from a manifest, the file name, the cover and the return's own words, in that order;
`read_manifest` reads the first, `find_submission_date` the date that a return states. Nothing here knows
a file format or a form.
"""

from toolkit_extract.authorities.manifest import Manifest, ManifestEntry, read_manifest
from toolkit_extract.authorities.recognising import Recognition, recognise
from toolkit_extract.authorities.submitted import find_submission_date
from toolkit_extract.authorities.table import Council, councils, councils_by_code

__all__ = [
    "Council",
    "Manifest",
    "ManifestEntry",
    "Recognition",
    "councils",
    "councils_by_code",
    "find_submission_date",
    "read_manifest",
    "recognise",
]
