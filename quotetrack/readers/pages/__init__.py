"""What a web page is taken apart by: its tree, its boxes and blocks, its main text, and what it says of itself."""
