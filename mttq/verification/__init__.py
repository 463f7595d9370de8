"""What a Word document says, compared paragraph by paragraph and cell by cell with what it should say.

`word_text` reads the text of a file that anybody may have written, `edits` compares two texts, `model` holds the
results. Nothing here knows where the other document comes from: `issuing.verifier` makes it.
"""

from mttq.verification.edits import edits_between
from mttq.verification.model import CommitState, EditKind, TextEdit, Verification
from mttq.verification.word_text import Passage, TextPlace, UnreadableDocumentError, WordText, read_word

__all__ = [
    "CommitState",
    "EditKind",
    "Passage",
    "TextEdit",
    "TextPlace",
    "UnreadableDocumentError",
    "Verification",
    "WordText",
    "edits_between",
    "read_word",
]
