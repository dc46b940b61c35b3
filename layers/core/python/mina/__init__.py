"""Mina: live speech becomes a durable transcript, and insights when the meeting ends."""

__version__ = "0.1.0"
