"""What fits quotetrack into other programs: one file each, and nothing here is loaded unless that program asks for it.

An adapter uses the public names of `quotetrack` and nothing else of ours.
"""
