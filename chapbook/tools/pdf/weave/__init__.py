"""Finished PDFs joined to one that keeps their tags, links, names, bookmarks and attachments.

    sources   each file opened, its pages chosen, its names known
    links     every link leads to its target in the new file, or is taken out and counted
    tags      the structure trees, ready to stand in one; ``untagged`` makes one where there is none
    graft     pages and trees put into the new file
    outline, files, layers, stored     what belongs to the whole file

Nothing is laid out or drawn again.  All steps before ``graft`` change sources in memory only;
after it qpdf copies whole graphs of objects by itself, which is what makes it quick.
"""

from chapbook.tools.pdf.weave.piece import Left, Piece, Reason, Woven, WovenPiece
from chapbook.tools.pdf.weave.weaving import weaving, woven

__all__ = ["Left", "Piece", "Reason", "Woven", "WovenPiece", "weaving", "woven"]
