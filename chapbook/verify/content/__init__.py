"""What an article or a finished edition says, taken apart into what can be compared.

Each form of file has one reader; all of them end in the same ``Content``.
"""
