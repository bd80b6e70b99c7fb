"""Makes completed returns whose true answers are known, to measure extraction against.

Written from the form's side: it draws what an authority might send and says what a careful reader would get
from it. It imports nothing from the package that it measures, so a misunderstanding there cannot be shared
here.
"""
