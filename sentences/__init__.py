"""Sentences as numbers: a small language model on the processor alone, read from a folder."""

from sentences.encoder import Encoder
from sentences.files import ModelFault, fingerprint, open_encoder
from sentences.nearest import nearest, packed, unpacked

__all__ = [
    "Encoder",
    "ModelFault",
    "fingerprint",
    "nearest",
    "open_encoder",
    "packed",
    "unpacked",
]
