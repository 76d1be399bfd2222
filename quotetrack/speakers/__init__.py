"""Who is who: names taken apart, the speakers who bear a name, and whom a question or a claim means by one. Pure."""
