"""Pictures of what the office knows: domain data in, PNG bytes out, and the same data as lines of text.

A picture is composed first, as marks on a sheet measured in pixels, and painted last. Only painting and
measuring load the drawing library, so that a bot which is asked for no picture never pays for it.
"""
