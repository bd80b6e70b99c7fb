"""Draws a return as an office document: packages of XML as Word, LibreOffice and hands at a keyboard leave them."""
