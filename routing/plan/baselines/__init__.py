"""What moving the same goods would take without batching: two ways, both cheaply reckoned.

Where a baseline must assume something, it assumes what makes batching look worse.
"""
