"""Marks of a pen that no rule expects: how people draw them, and what becomes of ratings that hold them."""
