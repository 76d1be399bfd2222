"""Two printings side by side: their words as tokens, how one differs from the other, how well words fit one. Pure."""
