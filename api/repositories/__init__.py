"""The only place where SQL is written."""
