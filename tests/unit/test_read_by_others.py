# ruff: noqa: E501  (the texts are data)
"""Forms in which strict second readers of Wikinews found statements wrong, in made-up sentences.

A case is a text and all statements in it, speaker and content, as a reader would note them; attitudes are not compared.
"""

from __future__ import annotations

import pytest
from parsed import annotated
from test_other_genres import found

Told = list[tuple[str | None, str]]

CASES: dict[str, tuple[str, Told]] = {
    # whose words they are
    "quoted by a paper": (
        "Ann Lee has spoken about the flood. She was quoted by The Daily Courier on the new dam;\n\n“The dam will hold for a hundred years and more.”",
        [("Ann Lee", "“The dam will hold for a hundred years and more.”")],
    ),
    "translated by a paper": (
        "“We do not need the ships,” the paper quoted Ann Lee as saying, although Xinhua translated the quote as: “It is better that we do not buy any ships.”",
        [
            ("Ann Lee", "“We do not need the ships,”"),
            ("Ann Lee", "“It is better that we do not buy any ships.”"),
        ],
    ),
    "whoever is told says nothing": (
        "I was hauled in and told that my mother had attacked the club.",
        [],
    ),
    "said according to": (
        "Gartner Group is a research firm. Gartner said according to those figures, the store sells more than its rival.",
        [("Gartner Group", "the store sells more than its rival")],
    ),
    "a subject right behind the source": (
        "According to the Arts and Letters Citation Index Professor Lee is the eighth most cited scholar of all time.",
        [("the Arts and Letters Citation Index", "Professor Lee is the eighth most cited scholar of all time")],
    ),
    "as stated on a website": (
        "The Apple phone is claimed to be “a revolution for everybody” as stated on the Apple website.",
        [("Apple", "The Apple phone … to be “a revolution for everybody”")],
    ),
    "an abbreviation ends the sentence": (
        "Steve Poe spoke on Monday. Phones account for half of those surfing the Internet on a browser in the U.S. Poe also noted that five billion apps have been sold.",
        [("Steve Poe", "that five billion apps have been sold")],
    ),
    "a title behind another noun": (
        "In a reaction to the news European Commissioner for Trade Ann Lee said “the market is open to all of us.”",
        [("Ann Lee", "“the market is open to all of us.”")],
    ),
    "paragraphs before the attribution": (
        "According to Reuters, the army of the country is on high alert.\n"
        "“War maniacs have made another grave provocation on Thursday afternoon.\n"
        "They fired many shells at the posts of our soldiers.\n"
        "Six of them hit the area near the police posts”, said Ann Lee.",
        [
            ("Reuters", "the army of the country is on high alert"),
            (
                "Ann Lee",
                "“War maniacs have made another grave provocation on Thursday afternoon. … They fired many shells at the posts of our soldiers. … Six of them hit the area near the police posts”",
            ),
        ],
    ),
    "letters in a list": (
        "The following is an exchange of emails from the record: Special Assistant Bill Bode : “We have to tell the truth about it.”\n"
        ": Secretary of the Navy James Poe : “No, save it for a better day. I agree with you.”\n"
        ": Deputy Director of the Office of Procurement and Supply of the Navy Ann Lee : “I read this with disgust.”",
        [
            ("Bill Bode", "“We have to tell the truth about it.”"),
            ("James Poe", "“No, save it for a better day. I agree with you.”"),
            ("Ann Lee", "“I read this with disgust.”"),
        ],
    ),
    "a letter that reads": (
        "On its website, Google released the text of Ann Lee's email , which reads : Team , I have asked for a leave of absence so I can focus on my health .\nI will be back with all of you as soon as I can .",
        [
            (
                "Ann Lee",
                "Team , I have asked for a leave of absence so I can focus on my health … I will be back with all of you as soon as I can",
            )
        ],
    ),
    "a pull quotation": (
        "“This was a very difficult choice for all of us,” Ann Lee said.\n\nThis was a very difficult choice for all of us\n\nAnn Lee, Director of the Museum\n\nThe museum opens in May.",
        [
            ("Ann Lee", "“This was a very difficult choice for all of us,”"),
            ("Ann Lee", "This was a very difficult choice for all of us"),
        ],
    ),
    # how far they go
    "a gloss behind the words": (
        "Analyst Ann Lee says the company “priced it really aggressively,” referring to the price of the phone.",
        [("Ann Lee", "the company “priced it really aggressively,”")],
    ),
    "with another reporting": (
        "Officials say every claim will be checked, with the Guardian reporting no one will be refused.",
        [("Officials", "every claim will be checked")],
    ),
    "a clause inside of a sentence": (
        "The country has kept up a policy of turning boats away which, according to Reuters, the Senate and the House have both criticised.",
        [("Reuters", "the Senate and the House have both criticised")],
    ),
    "a second object": (
        "Ann Lee announced a new version of the app, and, to the amazement of many, that future phones will have other chips.",
        [("Ann Lee", "a new version of the app … that future phones will have other chips")],
    ),
    "an inverted condition": (
        "However, Ann Lee went on to say that should a buyer be willing to pay the cost itself, she did not object to the sale.",
        [("Ann Lee", "that should a buyer be willing to pay the cost itself, she did not object to the sale")],
    ),
    "a second infinitive": (
        "On Tuesday, the New Zealand government announced the start of a public process to suggest designs for a new coin, and determine whether people would prefer another coin over the old one.",
        [
            (
                "the New Zealand government",
                "the start of a public process to suggest designs for a new coin, and determine whether people would prefer another coin over the old one",
            )
        ],
    ),
    # no statements
    "came to the conclusion": ("Ann Lee had known him, and came to the conclusion that the claims were lies.", []),
    "in response to complaints": ("Apple released the program in response to complaints that it had not acted.", []),
    "whom somebody spoke with": ("Of the thousands, Wikinews spoke with a dancer going by the name “The Katie”.", []),
    "agreed, but": ("Nevertheless Ann Lee agreed, but there was a price to pay for all of them.", []),
    "announced no": ("The phone is sold in May; Apple announced no new products.", []),
    "adding words to a name": ("In the paper, it changed the title, adding the words “and Safety” to the name.", []),
    "showed videos": ("Ann Lee showed videos demonstrating a drop in strength.", []),
    "showed the court": ("Apple Corps showed the court just how many times the logo appeared.", []),
    "a thing promises": ("The plane promises increased efficiency as it is built out of plastic.", []),
    # statements all the same
    "described as": ("Ann Lee described the ruling as historic.", [("Ann Lee", "the ruling as historic")]),
    "attributed to": (
        "Ann Lee attributed the small rise to the weather.",
        [("Ann Lee", "the small rise to the weather")],
    ),
    "everyone would say": (
        "Everyone would say, “You would get along with him really well.”",
        [("Everyone", "“You would get along with him really well.”")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_what_readers_found_wrong(text: str, expected: Told) -> None:
    assert [(s.speaker, s.content) for s in found(text)] == expected


# Who speaks: the text, words of the content, the speaker.
SPEAKERS: dict[str, tuple[str, str, str | None]] = {
    "an apostrophe apart": (
        "Ryanair CEO , Michael O' Leary , justified his choice by saying that the plane is reliable .",
        "the plane is reliable",
        "Michael O'Leary",
    ),
    "an apostrophe before a name": (
        "A contrary view is offered by Charles O 'Reilly , an expert at Stanford University , who stated that firms rarely grow .",
        "firms rarely grow",
        "Charles O'Reilly",
    ),
    "an article ends a name": (
        "Mark Rathbun is a critic. According to Rathbun the Scientology property in question was returned by mail.",
        "was returned by mail",
        "Mark Rathbun",
    ),
    "a field of an office": (
        "Assistant Secretary of the Air Force for Acquisition Marvin Sandberg said that the plan was sound.",
        "the plan was sound",
        "Marvin Sandberg",
    ),
    "a surname with a letter wrong": (
        "Catherine Maurer, an officer of the fund, said the gifts were sent. The gifts, Mauer said, must be shown.",
        "must be shown",
        "Catherine Maurer",
    ),
    "a long surname with two letters wrong": (
        "Lydia Buchtmann says the rules come soon. “It takes time to get this right,” Ms Bauchtman said.",
        "It takes time",
        "Lydia Buchtmann",
    ),
    "a product of a company": (
        "The site had many visitors according to Google Analytics.",
        "had many visitors",
        "Google",
    ),
    "the church": (
        "The Church of Scientology owns the ship. In a statement to the Australian Broadcasting Corporation, the Church denied the claims. They also claimed the woman was a volunteer.",
        "was a volunteer",
        "Church of Scientology",
    ),
    "not the one whom he names": (
        "For Kevin Alton, a teacher of English, Andy Warhol was a legend. He said, “Andy Warhol was the center of the century.”",
        "was the center",
        "Kevin Alton",
    ),
    "the firm that was called one": (
        "In February Apple passed Walmart, according to figures released by NPD Group, a market research firm. The firm said four billion songs had been sold.",
        "four billion songs",
        "NPD Group",
    ),
}


@pytest.mark.parametrize(("text", "words", "who"), SPEAKERS.values(), ids=SPEAKERS)
def test_who_speaks(text: str, words: str, who: str | None) -> None:
    assert [s.speaker for s in found(text) if words in s.content] == [who]


def test_a_headline_without_a_name_is_of_whom_the_body_describes_so() -> None:
    text = "Australian woman claims church imprisoned her\n\nAnn Lee, an Australian woman and former member, has claimed that the church held her for twelve years.\n\nMs. Lee lives in Sydney."
    document = annotated(text)
    headline = next(s for s in document.statements if s.part == "headline")
    who = document.chain(headline.speaker)
    assert who is not None
    assert who.label == "Ann Lee"
