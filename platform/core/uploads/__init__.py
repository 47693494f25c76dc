"""What people send us: looked into before it is kept, and shown to nobody before its page is.

Every way of sending a file (one, many, from a chooser, in place of another) goes through the forms in `forms`, which
Wagtail is told to use in the settings. Nothing here knows a subject; a room whose records make a document public says
so to `serving`.
"""
