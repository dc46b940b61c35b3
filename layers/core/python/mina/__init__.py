"""Mina: live speech becomes a durable transcript, and insights when the meeting ends."""
