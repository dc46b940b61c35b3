"""How the page feels: scrolling, memory, and how soon others see what somebody says."""
