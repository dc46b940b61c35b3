"""The local AWS: makes the environments, starts the emulator, deploys template.yaml to it and serves the page."""
