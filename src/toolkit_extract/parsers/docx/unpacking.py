"""What does Python raise when an entry of a ZIP archive cannot be unpacked?"""

from __future__ import annotations

import struct
import zipfile
import zlib

UNPACKING_FAILS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    NotImplementedError,  # a kind of compression that is rare
    RuntimeError,  # a password
    ValueError,  # an entry that claims to begin before the file
)
