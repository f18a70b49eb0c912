"""Faces: found, compared one to one with DeepFace, watched over a few seconds.

Only the face worker and the command line carry this. There is no gallery of faces and no search through one.
"""
