"""Article to Reading: words, sentences, and one pass of the model over them."""
