"""The proof: finished files reopened, read by other eyes, and judged."""
