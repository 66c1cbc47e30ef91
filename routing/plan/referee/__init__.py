"""The referee's rules, one file an idea, written from the planning rules alone.

Nothing here may lean on the evaluator: a rule that both get wrong would pass unseen.
"""
