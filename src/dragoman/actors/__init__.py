"""Reading to Cast: who is in a document. The knowledge base, names to entities, coreference, roles as of a date."""
