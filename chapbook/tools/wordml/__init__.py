r"""WordprocessingML: what a careful Word document has and pandoc's writer leaves out.

    reference()   the styles, theme and settings that pandoc writes with
    fields        numbers, cross-references and contents as fields that Word keeps up to date
    finished()    tables, lists, boxes, drawings, header and footer, properties set right

Only the parts of the file are touched, by lxml; no office program is needed.
"""

from chapbook.tools.wordml.finish import finished
from chapbook.tools.wordml.reference import reference
from chapbook.tools.wordml.sheet import MEASURE_MM, Furniture, Look, Properties, Sheet

__all__ = ["MEASURE_MM", "Furniture", "Look", "Properties", "Sheet", "finished", "reference"]
