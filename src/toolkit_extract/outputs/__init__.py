"""How do rows and records become files, and a record a page for a person?"""
