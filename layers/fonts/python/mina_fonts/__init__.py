"""Fonts for PDF, in a layer of their own: only one function writes PDF.

DejaVu Sans reads best and knows Latin, Greek, Cyrillic, Arabic, Hebrew and more; Droid Sans Fallback brings Chinese,
Japanese and Korean; GNU Unifont has a sign for everything else, emoji in its upper part. They are the unchanged files
of the Debian packages fonts-dejavu-core 2.37, fonts-droid-fallback 6.0.1r16 and fonts-unifont 15.0.01; the licence of
each lies beside it.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
REGULAR = FOLDER / "DejaVuSans.ttf"
BOLD = FOLDER / "DejaVuSans-Bold.ttf"
FALLBACKS = (FOLDER / "DroidSansFallback.ttf", FOLDER / "unifont.otf", FOLDER / "unifont_upper.otf")
"""In the order in which a sign is looked for."""
