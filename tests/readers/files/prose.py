"""What the files here tell: an invented town, its harbour, and people who never lived."""

from __future__ import annotations

TITLE = "Harbour bridge to stay shut until autumn"
BYLINE = "By Ida Rossi"
DATE = "5 July 2024"
PARAGRAPHS = (
    "PORTO NOVO — The bridge over the inner harbour will stay shut until autumn, the harbour office said on Friday, "
    "after divers found a second crack in the eastern pier. Ferries will carry passengers without charge between seven "
    "in the morning and eleven at night.",
    "“We would rather lose a summer than a single life,” said Nadia Okoro, who has led the harbour office since the "
    "spring. She told reporters that the first crack had been known for eleven weeks, and that nobody had asked her "
    "predecessor about it.",
    "Boris Petrov, a well-known builder of bridges in the region, called the decision “a late one, but a good one”. He "
    "denied that his firm had been warned. “Nobody wrote to us, and nobody rang,” he said. “Had we known, we would "
    "have closed it ourselves.”",
    "The mayor of Porto Novo, Ana Lima, said the town council had set aside two million for the repairs. “It is money "
    "that was meant for the swimming hall,” she said. “The children of this town will have to wait another year, and I "
    "am sorry for that.”",
    "Traders on the western quay fear for their business. “Three of four customers come over the bridge,” said Clara "
    "Weiss, who sells fish there. “If they have to take a boat, they will buy their herring elsewhere.” A spokeswoman "
    "for the traders’ guild put the loss at forty thousand a week.",
    "The council is to vote on the repairs on 12 July. Owen Tallis, who speaks for the opposition, said his party "
    "would agree only if the report of the divers was made public. “People who pay for a bridge may read why it broke,” "
    "he said.",
    "The bridge was opened sixty-one years ago by a governor who, as the Harbour Post of that day noted, crossed it on "
    "a bicycle. “It will outlast us all,” he said then. It has been repaired four times since, twice after storms and "
    "twice after ships had struck the middle pier.",
    "Divers of the coast guard went down again on Thursday. Their leader, Lucas Brandt, said that the water was so "
    "muddy that they worked by touch. “You feel the crack before you see it,” he said. “Your hand goes in up to the "
    "wrist.”",
)
"""Paragraphs of one article, of 40 to 60 words each."""
