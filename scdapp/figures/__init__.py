"""Drawn statistics of a year's registrations: each figure is a value, shown as an image and as a table."""
