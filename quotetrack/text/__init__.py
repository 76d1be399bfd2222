"""What every room may ask of plain text: quotation marks, folded and stemmed words, how rare they are, how alike."""
