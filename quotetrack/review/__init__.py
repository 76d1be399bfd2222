"""People's decisions on quotations, and what they come to: pure, so that a store and a sheet read them alike."""
