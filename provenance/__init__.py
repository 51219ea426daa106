"""Follow each sentence of a news article to the source it names, and see whether it says so."""

__version__ = "0.1.0"
