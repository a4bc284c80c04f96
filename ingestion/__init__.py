"""Readers of feedback files and of a workspace's context files."""
