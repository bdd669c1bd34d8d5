"""What a coder does while reading, whatever shows it: choosing codes, applying them, finding what is left.

Screens and the plain mode both stand on it, so that the same words do the same.
"""
