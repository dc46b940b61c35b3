"""The embedded AWS emulator (ministack) with the patches that bring it closer to AWS.

Everything below this package runs in `.venv-emulator`, in a process of its own:
ministack pins libraries that the project does not, and a crash of the emulator must not take the runner with it.
`process.py` is the exception: the runner uses it to start and stop that process.
"""
