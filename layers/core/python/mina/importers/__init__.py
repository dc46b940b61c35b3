"""Transcripts of other programs, read as what was heard. Pure: bytes in, utterances out."""

from mina.importers.read import Imported, read

__all__ = ["Imported", "read"]
