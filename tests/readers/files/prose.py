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
    "would agree only if the report of the divers was made public. “People who pay for a bridge may read why it "
    "broke,” he said.",
    "The bridge was opened sixty-one years ago by a governor who, as the Harbour Post of that day noted, crossed it on "
    "a bicycle. “It will outlast us all,” he said then. It has been repaired four times since, twice after storms and "
    "twice after ships had struck the middle pier.",
    "Divers of the coast guard went down again on Thursday. Their leader, Lucas Brandt, said that the water was so "
    "muddy that they worked by touch. “You feel the crack before you see it,” he said. “Your hand goes in up to the "
    "wrist.”",
)
"""Paragraphs of one article, of 40 to 60 words each."""

STORIES = (
    {
        "title": "Lighthouse keeper retires after forty years",
        "byline": "By Samuel Adeyemi",
        "printed": "3 March 2024",
        "published": "2024-03-03",
        "outlet": "The Ridge Times",
        "url": "https://ridge.example/2024/03/lighthouse-keeper",
        "paragraphs": (
            "The last keeper of the lighthouse on Gull Rock climbed down its stairs for good on Saturday. “I counted "
            "them every day,” said Marta Lindqvist, 64. “There are two hundred and eleven.”",
            "The coast guard will run the light from the mainland. Its spokesman, Piet Vos, said that the lamp had "
            "failed only twice in forty years, “both times in fog, and both times she rowed out”.",
            "Lindqvist denied that she would write a book. “Who would believe the half of it?” she asked.",
        ),
    },
    {
        "title": "School bus drivers call off their strike",
        "byline": "By Ida Rossi",
        "printed": "19 September 2023",
        "published": "2023-09-19",
        "outlet": "Harbour Post",
        "url": "https://harbour.example/news/bus-strike",
        "paragraphs": (
            "Drivers of the school buses in Porto Novo called off their strike late on Monday. “We have what we asked "
            "for, which is brakes,” said Jonas Keller, who speaks for the drivers’ union.",
            "The town had refused for a year to replace the nine oldest buses. Deputy mayor Ruth Amsel said that the "
            "money had been found “in a drawer where nobody looked”.",
            "Parents were told by text message at 11 p.m. “I read it twice,” said Elif Demir, a mother of three. “Then "
            "I went to bed.”",
        ),
    },
    {
        "title": "Museum returns bell to the island of Serra",
        "byline": "By Tomas Havel",
        "printed": "30 November 2022",
        "published": "2022-11-30",
        "outlet": "The Gazette",
        "url": "https://gazette.example/culture/bell-of-serra",
        "paragraphs": (
            "A bell that sailors took from the island of Serra in 1797 is going home. “It was never ours,” said Helena "
            "Brandt, director of the Museum of the Sea, at a ceremony on Tuesday.",
            "The island’s priest, Father Anselm, said he had feared that he would not live to hear it. “Now I have to "
            "find somebody who can climb the tower,” he added.",
            "Brandt said a second bell, of unknown origin, would stay in the museum until its owners were found.",
        ),
    },
    {
        "title": "Ferry company fined for sailing in storm",
        "byline": "By Nina Castellan",
        "printed": "8 January 2025",
        "published": "2025-01-08",
        "outlet": "The Northern Courier",
        "url": "https://courier.example/ferry-fined",
        "paragraphs": (
            "A court in Westhaven fined the Blue Line ferry company 90,000 on Tuesday for sailing in the storm of 4 "
            "December. “The captain looked at the clock and not at the sky,” said judge Amina Sow.",
            "The company’s lawyer, Viktor Lund, said it would appeal. He called the ruling “brave, and wrong”.",
            "Two passengers had broken an arm. One of them, Carla Nunes, told the court that she had been thrown “from "
            "one side of the bar to the other, without spilling a drop”.",
        ),
    },
)
"""More articles of invented outlets: what is printed over each, and its paragraphs."""
