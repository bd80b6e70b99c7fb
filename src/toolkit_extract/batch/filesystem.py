"""Is a folder on a disk of this machine, or on another's that is reached over a network?"""

from __future__ import annotations

from pathlib import Path

import psutil

_NETWORK = (
    "nfs",
    "cifs",
    "smb",
    "afs",
    "9p",
    "ncpfs",
    "fuse.sshfs",
    "fuse.rclone",
    "davfs",
    "ceph",
    "glusterfs",
    "lustre",
)


def is_on_network(folder: Path) -> bool:
    """Whether the file system of a folder is a network's, as far as the system says."""
    real = folder.resolve()
    if str(real).startswith("\\\\"):
        return True
    return file_system_of(real).lower().startswith(_NETWORK)


def file_system_of(folder: Path) -> str:
    """The type of the file system that holds a folder; empty where it is not known."""
    try:
        mounts = psutil.disk_partitions(all=True)
    except (OSError, psutil.Error):
        return ""
    above = {str(parent) for parent in (folder, *folder.parents)}
    inside = [mount for mount in mounts if mount.mountpoint in above]
    return max(inside, key=lambda mount: len(mount.mountpoint)).fstype if inside else ""
