"""Forms: what can be filled in on a screen, and whether everybody can."""
