"""Archives of the web: WARC and WACZ, their records and the bodies in them."""
