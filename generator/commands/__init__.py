"""Commands with verbs of their own, a module each: flags in, findings out; no rule lives here."""
