"""A folder of things that can be made again: what was found out last time, kept for the next.

This layer knows of bytes, names and checksums, and not of what they mean.
Nothing in it may matter to what a command prints: whatever can't be read, or
holds something else than was written, counts as not there, in silence.
"""

from mttq.cache.bodies import Bodies, Memory, Place, Segment
from mttq.cache.folder import FOLDER, Folder

__all__ = ["FOLDER", "Bodies", "Folder", "Memory", "Place", "Segment"]
