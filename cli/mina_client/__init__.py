"""A live recorder and viewer for Mina: a protocol machine without I/O, and an asyncio driver around it."""
