"""Search over the words of all subjects, in four languages at once; nothing here knows a subject.

A room registers where its subjects' words are (`sources`) and how things are called that they are about (`names`).
"""
