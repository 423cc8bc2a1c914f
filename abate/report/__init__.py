"""The report of a run: a summary of every figure, and a self-contained page with plots made of nothing else."""
