"""Training of the attribution tagger on PolNeAR: who said what, by which word."""
