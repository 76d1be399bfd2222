"""From printed statements to the links between them: who is the same speaker, and what is the same claim."""
