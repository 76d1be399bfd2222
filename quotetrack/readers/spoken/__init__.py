"""What was spoken: captions, transcripts, parliaments' records."""
