"""What news agencies send: NewsML-G2, NITF and ninjs."""
