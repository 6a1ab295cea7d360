"""The first ten minutes: an article to begin with, and what a machine still lacks."""
