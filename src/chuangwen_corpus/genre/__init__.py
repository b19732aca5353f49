"""The surface forms of the genre as data: numerals, number markers, titles, salutations, units.

Nothing here knows of pages or offsets; cleaning and structure both read from it.
"""
