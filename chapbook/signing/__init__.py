"""Who reviewed the words of an article: said once, in its front matter.

``record`` writes it; ``options`` is all that the command line needs, which imports nothing else.
"""
