"""What the program itself prints: the labels of data/topics/labels.yaml and the icons that it cannot do without."""

from __future__ import annotations

# The labels of slugs and rulers, of contact lockups, and of alternative texts.
SLUG_LABELS = (
    "front",
    "back",
    "flip-long",
    "flip-short",
    "scale",
    "ruler",
    "proof",
    "draft",
    "trim",
    "bleed",
    "empty",
    "corrected",
)
CHANNEL_LABELS = ("text", "tty", "from-abroad")
LABELS = (*SLUG_LABELS, *CHANNEL_LABELS, "qr-alt", "each-dot", "year-not-stated", "checked-on", "logo")

ICONS = ("phone", "message", "globe", "mail", "check", "cross")
