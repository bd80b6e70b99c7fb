"""How does a comparison look? Drawings of its rows as SVG and PNG, the same bytes each time.

matplotlib is an extra (`pip install 'toolkit-extract[plots]'`), imported when the first picture is drawn.
"""

from toolkit_extract.outputs.pictures.canvas import Picture
from toolkit_extract.outputs.pictures.draw import count_pictures, draw_pictures

__all__ = ["Picture", "count_pictures", "draw_pictures"]
