"""A package, so that its browser ends with its last test: Playwright's event loop must not outlive them."""
