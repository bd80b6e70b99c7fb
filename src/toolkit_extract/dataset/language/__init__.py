"""What do the free texts of a return say: which actions, which mentions, which themes?

`sentences` parts texts, `dates` and `legislation` read what their names say; `mentions`, `themes`, `actions` make the
tables of one `Doc`, `rows` of a record. Rules alone, on spaCy's blank English pipeline: the same words make the
same rows everywhere. Nothing is claimed beyond the words, and each row names the rule that made it.
"""
