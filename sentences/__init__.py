"""Sentences as numbers: a small language model on the processor alone, read from a folder."""

from sentences.encoder import Encoder
from sentences.files import ModelFault, fingerprint, open_encoder

__all__ = ["Encoder", "ModelFault", "fingerprint", "open_encoder"]
