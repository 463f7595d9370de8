"""Files as nodes that keep the text, the quoting and the place of every scalar.

The only layer that knows YAML. It gives no meaning to a scalar: `no`, `08`,
`17.363` and `12:30` are text, exactly as written.
"""

from mttq.source.nodes import Entry, Mapping, Node, Scalar, Sequence, Style, scalars
from mttq.source.reader import (
    CATALOGUE_LIMITS,
    DOCUMENT_LIMITS,
    Limits,
    Source,
    read_bytes,
    read_content,
    read_file,
    read_quickly,
)
from mttq.source.syntax_errors import (
    GLUED_DASH_HELP,
    GLUED_DASH_MESSAGE,
    HASH_HELP,
    HASH_MESSAGE,
    colon_slip,
)

__all__ = [
    "CATALOGUE_LIMITS",
    "DOCUMENT_LIMITS",
    "GLUED_DASH_HELP",
    "GLUED_DASH_MESSAGE",
    "HASH_HELP",
    "HASH_MESSAGE",
    "Entry",
    "Limits",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "Source",
    "Style",
    "colon_slip",
    "read_bytes",
    "read_content",
    "read_file",
    "read_quickly",
    "scalars",
]
