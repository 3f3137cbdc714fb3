"""The rules for ink: what is black alone, what overprints, how much lies on one spot, how sharp pictures are."""
