"""Quoted words: where they begin and end, over paragraphs, and what in marks is no quotation."""

from provenance.quotations.block_quotations import announces_quotation
from provenance.quotations.finding import find_quotations, quotation_in_sentence

__all__ = ["announces_quotation", "find_quotations", "quotation_in_sentence"]
