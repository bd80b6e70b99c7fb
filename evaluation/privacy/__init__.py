"""How well do the rules for likely personal data find what a careful person would flag?"""
