"""One world with all contracts and all actors, whose random lives a shadow foretells step by step."""
