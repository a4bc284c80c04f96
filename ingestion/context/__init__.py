"""Readers of what a workspace knows of its customers: accounts, tiers, usage, catalogue, changes."""
