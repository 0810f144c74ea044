"""Who did what to whom: ontology, lexicon, coder, status, magnitudes."""
