"""Files of monitoring that people open in a spreadsheet.

What anybody may take starts from `results()`, so that it says what the pages say. What an M&E officer or a city takes
of its own holds every state and whole values, as they see them on the screen, and says on its first sheet that it is
internal. Rows come in chunks: a file of a hundred thousand values takes no more memory than one of a thousand.
"""
