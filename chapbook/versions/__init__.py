"""Versions of an article: releasing one, knowing one again from a sheet, and what falls due.

What is kept, and how, is ``chapbook.tools.store``; what differs, ``chapbook.tools.changes``.
"""
