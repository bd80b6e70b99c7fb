"""Draws a return as a PDF: on a canvas, through office software and browsers, as forms, and with marks put on top."""
