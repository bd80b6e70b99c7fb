"""Which rows do records make, and how are written tables loaded again?"""
