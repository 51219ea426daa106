"""Quotation marks: which characters they are in a language, and how they pair.

Below the rooms that read with them: the splitter of sentences and the finder of quotations.
"""
