"""The surface forms of the genre as data: numerals, number markers, titles, salutations, units.

Only `prefilter` knows of pages; offsets count in the line or text that a function is given. Cleaning and structure both read from it.
"""
