# ruff: noqa: E501  (the texts are data)
"""Forms in which strict second readers of Wikinews found statements wrong, in made-up sentences.

A case is a text and all statements in it, speaker and content, as a reader would note them; attitudes are not compared.
"""

from __future__ import annotations

import pytest
from parsed import annotated
from spacy.tokens import Span as SpacySpan
from test_other_genres import found

from onrecord.annotate.attribution.reading import Found, Reading
from onrecord.annotate.attribution.settling import settle
from onrecord.annotate.entities import find_entities
from onrecord.annotate.surface import parser_text
from onrecord.language import load_language, parse
from onrecord.model import Article, Document, Span, Spans

Told = list[tuple[str | None, str]]

TRANSCRIPT = """Today, U.S. Senator Ann Lee (R-S.C.) questioned Carl Magnus, the nominee, at a hearing.

Read the full transcript of her questions below:

Senator Lee: You struggled to come to the conclusion that there is a crisis, which I found fascinating.

Mr. Magnus: Senator, I have said that the numbers are high.

Senator Lee: They are high. I have heard from Bob Lee, the chief of the border.

Mr. Magnus: I have heard it too.

Senator Lee: Then we agree."""

CASES: dict[str, tuple[str, Told]] = {
    # press releases
    "a transcript is each speaker's own turns": (
        TRANSCRIPT,
        [
            (
                "Ann Lee",
                "You struggled to come to the conclusion that there is a crisis, which I found fascinating",
            ),
            ("Carl Magnus", "Senator, I have said that the numbers are high"),
            ("Ann Lee", "They are high. I have heard from Bob Lee, the chief of the border"),
            ("Carl Magnus", "I have heard it too"),
            ("Ann Lee", "Then we agree"),
        ],
    ),
    "my colleagues and I": (
        "“That is the pledge that I and a hundred of my colleagues urged the president to make,” Ann Lee said.",
        [
            ("Ann Lee", "“That is the pledge that I and a hundred of my colleagues urged the president to make,”"),
            ("Ann Lee", "the president to make"),
        ],
    ),
    "who was sent a letter and added": (
        "Rep. Dan Lee, who was also sent the letter by the citizen, added the following statement:\n\n“For months, my office has worked to bring home citizens. We will go on.”",
        [("Dan Lee", "“For months, my office has worked to bring home citizens. We will go on.”")],
    ),
    "a committee reports a rule": (
        "Once again, the rules committee has reported a restrictive rule that rejects many amendments.",
        [],
    ),
    "things threaten": ("The agreements, which are old, threaten to undermine worker protections abroad.", []),
    "recognized as": ("In 2018, she was recognized as one of the “Mighty 25: Influencers Supporting the Town.”", []),
    "a native and taught": ("Mr. Poe is a Butler County, Pennsylvania native and taught history in Russia.", []),
    "a video of": ("The bridges are old.\n\nVideo of Illinois Democrats announcing the funding is available HERE.", []),
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
    "said according to": (
        "Apple passed Walmart in February , according to figures released by NPD Group , a research firm . NPD said according to those figures , Apple 's store passes retailer Best Buy for second place in 2007 .",
        [
            ("NPD Group", "Apple passed Walmart in February"),
            ("NPD Group", "Apple 's store passes retailer Best Buy for second place in 2007"),
        ],
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
        "The following is an exchange of emails from the record : : Special Asst. to the Chair and Director of Communications Bill Bode : `` We have to tell the truth , you know .\n"
        "But maybe we should sleep on it . ''\n"
        ": Secretary of the Navy James Poe : `` No , Sir , save it for a better day .\nI agree with you . ''\n"
        ": Deputy Director of the Office of Procurement and Supply of the Navy Ann Lee : `` I read this with disgust .\nWhat a day . ''",
        [
            ("Bill Bode", "`` We have to tell the truth , you know . … But maybe we should sleep on it . ''"),
            ("James Poe", "`` No , Sir , save it for a better day . … I agree with you . ''"),
            ("Ann Lee", "`` I read this with disgust . … What a day . ''"),
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
    "announced no": ("The phone is sold in May; Apple announced no new products.", []),
    "adding words to a name": (
        'However, on the document, it referred to the database as National Enforcement System, adding the words "and Safety" to the name.',
        [],
    ),
    "showed videos": ("Ann Lee showed videos demonstrating a drop in strength.", []),
    "showed the court": ("Apple Corps showed the court just how many times the logo appeared.", []),
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
    # fresh press releases and Wikinews
    "a transcript is told turn by turn, and a senator is the namesake called so": (
        "U.S. Senator Tom Poe questioned Carl Moss today.\n\nRead the full transcript below:\n\nSenator Poe: You struggled to say that there is a crisis at our border. I think that Roger Poe, the former chief of the patrol, knows it. Do you agree?\n\nMr. Moss: Senator, thank you for the question. I would say that the numbers are very high right now.\n\nSenator Poe: Let me put it this way: we want to have the people who worked hard for us.",
        [
            (
                "Tom Poe",
                "You struggled to say that there is a crisis at our border. I think that Roger Poe, the former chief of the patrol, knows it. Do you agree?",
            ),
            (
                "Carl Moss",
                "Senator, thank you for the question. I would say that the numbers are very high right now",
            ),
            ("Tom Poe", "Let me put it this way: we want to have the people who worked hard for us"),
        ],
    ),
    "a product is unveiled": ("CEO Ann Lee returned to the stage to reveal Apple's new cloud service.", []),
    "a statement on a body's website": (
        "A statement on Apple's website states: “Apple has lost a genius.”",
        [("Apple", "“Apple has lost a genius.”")],
    ),
    "a report in a paper": (
        "According to an April 2nd report in The New York Times, the plant was closed.",
        [("New York Times", "the plant was closed")],
    ),
    "colleagues and I": (
        "The senator met mayors on Monday.\n\nI am pleased that the money came, but I remain concerned about the formula, Congresswoman Ann Lee said. Several of my colleagues and I have said that it must be changed.\n\nThe money goes to towns.",
        [
            (
                "Ann Lee",
                "I am pleased that the money came, but I remain concerned about the formula … Several of my colleagues and I have said that it must be changed",
            ),
            ("Ann Lee", "that it must be changed"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_what_readers_found_wrong(text: str, expected: Told) -> None:
    assert [(s.speaker, s.content) for s in found(text)] == expected


# What the model may find: text, source, cue, content; and the source and content to be published, None for no speech.
MENDS: dict[str, tuple[str, str, str, str, tuple[str, str] | None]] = {
    "who is told says nothing, and who signs is told": (
        "I was hauled in and told that the plant had closed. Ann Poe",
        "Ann Poe",
        "told",
        "that the plant had closed",
        None,
    ),
    "what is to be told at a coming event": (
        "Mayor Ann Lee will provide updates that the town is safe.",
        "Mayor Ann Lee",
        "updates",
        "that the town is safe",
        None,
    ),
    "a title behind another noun": (
        "In a reaction to the news Commissioner for Trade Ann Lee said the market is open.",
        "the news Commissioner for Trade Ann Lee",
        "said",
        "the market is open",
        ("Commissioner for Trade Ann Lee", "the market is open"),
    ),
    "a gloss behind the words": (
        "Analyst Ann Lee says the company “priced it aggressively,” referring to the price of the phone.",
        "Analyst Ann Lee",
        "says",
        "the company “priced it aggressively,” referring to the price of the phone",
        ("Analyst Ann Lee", "the company “priced it aggressively,”"),
    ),
    "hurt and told police": (
        "She was hurt and told police that the man had left.",
        "She",
        "told",
        "that the man had left",
        ("She", "that the man had left"),
    ),
    "a dateline taken for the speaker": (
        "Oakland, CA  Congresswoman Ann Lee announced that the department has released it.",
        "Oakland",
        "announced",
        "that the department has released it",
        ("Congresswoman Ann Lee", "that the department has released it"),
    ),
    "whoever is told says nothing": (
        "She was hauled in and told that her mother had attacked the club.",
        "She",
        "told",
        "that her mother had attacked the club",
        None,
    ),
    "came to the conclusion": (
        "Ann Lee came to the conclusion that the claims were lies.",
        "Ann Lee",
        "conclusion",
        "that the claims were lies",
        None,
    ),
    "in response to complaints": (
        "Apple released the program in response to complaints that it had not acted.",
        "Apple",
        "complaints",
        "that it had not acted",
        None,
    ),
    "whom somebody spoke with": (
        "Of the thousands, Wikinews spoke with a dancer going by the name “The Katie”.",
        "Wikinews",
        "spoke",
        "a dancer going by the name “The Katie”",
        None,
    ),
    "agreed, but": (
        "Nevertheless Ann Lee agreed, but there was a price to pay.",
        "Ann Lee",
        "agreed",
        "there was a price to pay",
        None,
    ),
    "a thing promises": (
        "The plane promises increased efficiency.",
        "The plane",
        "promises",
        "increased efficiency",
        None,
    ),
}


@pytest.mark.parametrize(("text", "source", "cue", "content", "expected"), MENDS.values(), ids=MENDS)
def test_what_is_settled(text: str, source: str, cue: str, content: str, expected: tuple[str, str] | None) -> None:
    reading = Reading(text, parse(load_language(), parser_text(text)))

    def at(words: str) -> Span:
        start = text.index(words)
        return (start, start + len(words))

    head = reading.token_at(at(cue)[0])
    given = Found("model", (at(content),), (at(source),), (at(cue),), reading.doc[head].lemma_.lower(), head)
    ((settled, _),) = settle(reading, [given])

    def words(spans: Spans) -> str:
        return " … ".join(text[a:b] for a, b in spans)

    published = (words(settled.source), words(settled.content)) if settled.speech else None
    assert published == expected


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


def test_the_end_of_the_paragraph_before_is_no_part_of_what_opens_the_next() -> None:
    text = "It is time to act.\n\nThe act paves the way to many jobs, Poe said.\n\nThe town has waited."
    reading = Reading(text, parse(load_language(), parser_text(text)))
    said = text.index("said")
    content = ((0, 10), (text.index("The act"), text.index(", Poe")))
    poe = (said - 4, said - 1)
    given = Found("model", content, (poe,), ((said, said + 4),), "say", reading.token_at(said))
    ((settled, _),) = settle(reading, [given])
    assert settled.content == content[1:]


def test_a_headline_without_a_name_is_of_whom_the_body_describes_so() -> None:
    text = "Australian woman claims church imprisoned her\n\nAnn Lee, an Australian woman and former member, has claimed that the church held her for twelve years.\n\nMs. Lee lives in Sydney."
    document = annotated(text)
    headline = next(s for s in document.statements if s.part == "headline")
    who = document.chain(headline.speaker)
    assert who is not None
    assert who.label == "Ann Lee"


def test_who_holds_a_field_of_an_office_is_a_person() -> None:
    text = "Assistant Secretary of the Air Force for Acquisition Marvin Sandberg defended the choice."
    doc = parse(load_language(), text)
    first = next(t.i for t in doc if t.text == "Air")
    doc.set_ents([SpacySpan(doc, first, first + 6, "ORG")])
    chains = find_entities(Document(Article("test", text)), doc).chains
    assert [c.label for c in chains if c.type == "person" and c.names] == ["Marvin Sandberg"]


def test_the_church_is_the_body_that_is_called_so() -> None:
    document = annotated("The Church of Scientology owns the ship. On Friday the Church denied the claims.")
    body = next(c for c in document.chains if c.label == "Church of Scientology")
    assert "the Church" in [document.words(m.span) for m in body.mentions]


TOGETHER: dict[str, tuple[str, str, list[str]]] = {
    "colleagues behind the names": (
        "Reps. Ann Lee, Bob Poe and their progressive colleagues said that the base will stay.",
        "the base will stay",
        ["Ann Lee", "Bob Poe", "their progressive colleagues"],
    ),
    "one and her colleagues": (
        "Congresswoman Ann Lee and nine other members of the Caucus said that the base will stay.",
        "the base will stay",
        ["Ann Lee", "nine other members of the Caucus"],
    ),
    "whom a clause names is not among them": (
        "Senator Ann Lee spoke after Secretary Bob Poe and Chief Cy Roe said that the base will stay.",
        "the base will stay",
        ["Bob Poe", "Cy Roe"],
    ),
    "two bodies": (
        "The Federal Emergency Management Agency (FEMA) and the State of Ohio announced that the county will be helped.",
        "the county will be helped",
        ["Federal Emergency Management Agency", "State of Ohio"],
    ),
    "the half of a name is no body": (
        "The Water and Sewer Authority said that the pipes are old.",
        "the pipes are old",
        ["Sewer Authority"],
    ),
    "a report by several": (
        "According to a joint report by UNICEF and UNAIDS, the number of orphans has doubled.",
        "has doubled",
        ["UNICEF", "UNAIDS"],
    ),
    "a letter of two": (
        "Congressman Ann Lee (D-CA) met Senator Bob Poe (D-CA). Lee and Poe's letter requested that the plant be closed.",
        "the plant be closed",
        ["Ann Lee", "Bob Poe"],
    ),
    "the members between dashes": (
        "WASHINGTON – Senator Ann Lee (R-S.C.), Senator Bob Poe (D-Del.), and Congresswoman Alma Roe (D-N.C.) — "
        "co-chairs of the Schools Caucus — sent a letter to the agency.\n\nThe members wrote, “It is time.”",
        "It is time",
        ["Ann Lee", "Bob Poe", "Alma Roe"],
    ),
    "who joins two and colleagues": (
        "WASHINGTON – United States Senator Ann Lee (R-S.C.), a member of the Banking Committee, joined Senators Bob "
        "Poe (R-Tenn.), Tom Roe (R-Ark.), and 23 colleagues in sending a letter to the bank.\n\n“It is time,” the "
        "senators wrote.",
        "It is time",
        ["Ann Lee", "Bob Poe", "Tom Roe", "23 colleagues"],
    ),
    "parted by semicolons": (
        "Washington, D.C. – Congresswoman Mary Lee (D-Pa.); Senator Ann Hill (D-Mass.); and Senators Bob Poe (D-R.I.) "
        "and Tom Roe (D-Ore.) sent a letter to the chair.\n\n“It is time,” the lawmakers wrote.",
        "It is time",
        ["Mary Lee", "Ann Hill", "Bob Poe", "Tom Roe"],
    ),
    "who leads it in the other house": (
        "Sen. Ann Lee (R-Iowa) and Sen. Bob Poe (D-Md.) today wrote to the agency. Reps. Erin Hill (R-Ind.) and Val Roe "
        "(D-Ore.) are co-leading the letter in the House.\n\n“It is time,” the lawmakers wrote.",
        "It is time",
        ["Ann Lee", "Bob Poe", "Erin Hill", "Val Roe"],
    ),
    "the members of a state": (
        "Idaho Senators Mike Lee and Jim Poe and Congressman Mike Hill are at the plant. “It is time,” said the three "
        "members of Idaho’s congressional delegation.",
        "It is time",
        ["Mike Lee", "Jim Poe", "Mike Hill"],
    ),
    "members of a party": (
        "Committee Chairman Sam Lee (MO-06) led Committee Republicans today in writing to the agency.\n\nThe Republican "
        "Members said, “It is time.”",
        "It is time",
        ["Sam Lee", "Committee Republicans"],
    ),
    "who stands behind two names": (
        "The delegation was met by Secretary Bob Poe and Adviser Ann Roe, who said that the town must wait.",
        "the town must wait",
        ["Bob Poe", "Ann Roe"],
    ),
    "who stands behind one": (
        "Ann Lee was joined by farmer Bob Poe, who said that the town must wait.",
        "the town must wait",
        ["Bob Poe"],
    ),
    "last names before the names in full": (
        "Senators Lee, Poe, Hill and Roe sent a letter to the agency urging it to close the plant.\n\nSenator Ann Lee "
        "spoke. Bob Poe, Tom Hill and Mary Roe were there.",
        "close the plant",
        ["Ann Lee", "Bob Poe", "Tom Hill", "Mary Roe"],
    ),
    "joined by others": (
        "Senator Dick Lee met them. Lee, joined by Senators John Poe (R-AZ), Chuck Hill (D-NY) and Jeff Roe (R-AZ), said "
        "that the system is broken.",
        "the system is broken",
        ["Dick Lee", "John Poe", "Chuck Hill", "Jeff Roe"],
    ),
    "behind a joint statement": (
        "Senators Patrick Lee, Bernie Poe and Peter Roe spoke. In a joint statement, Lee, Poe and Roe said, The state has "
        "a long history.",
        "a long history",
        ["Patrick Lee", "Bernie Poe", "Peter Roe"],
    ),
    "a governor at the end of the list": (
        "The decision comes a month after Rep. Joe Lee, U.S. Senators Michael Poe and John Hill, and Colorado Governor "
        "Jared Roe wrote that the land must be kept.",
        "the land must be kept",
        ["Joe Lee", "Michael Poe", "John Hill", "Jared Roe"],
    ),
    "who leads others in a letter": (
        "Today, Representatives Adrian Lee (NY-13) and Nydia Poe (NY-07) led their colleagues in a letter to Speaker Nancy "
        "Hill and Majority Leader Chuck Roe urging them to fund the trains.",
        "fund the trains",
        ["Adrian Lee", "Nydia Poe"],
    ),
    "a host does not say it": (
        "Congressman Ken Lee joined Morning News with Rev. Al Poe to say that the remarks were vile.",
        "the remarks were vile",
        ["Ken Lee"],
    ),
    "a letter in full is of all who sent it": (
        "Congresswoman Mary Lee (D-MI) and Congressman Colin Poe (D-TX) led a letter to the speaker.\n\n“It is late,” said "
        "Congressman Poe.\n\nThe full letter is below.\n\nDear Speaker Hill:\n\nWe write to urge that you work out a path "
        "for the bill. The plants need it.\n\nSincerely,",
        "We write to urge",
        ["Mary Lee", "Colin Poe"],
    ),
    "local officials are not the federal ones": (
        "Many current and former federal officials say that the plan failed. State and local officials say that the "
        "money will be late.",
        "the money will be late",
        ["State and local officials"],
    ),
}


@pytest.mark.parametrize(("text", "words", "who"), TOGETHER.values(), ids=TOGETHER)
def test_several_say_it(text: str, words: str, who: list[str]) -> None:
    document = annotated(text)
    statement = next(s for s in document.statements if any(words in document.words(p) for p in s.content))
    chains = [document.chain(id) for id in (statement.speaker, *statement.joint)]
    assert [chain.label for chain in chains if chain is not None] == who


def test_a_headline_of_several() -> None:
    text = "Lee, Poe: Grants Are Coming for the Roads of the County\n\nSenators Ann Lee and Bob Poe spoke."
    document = annotated(text, title="Lee, Poe: Grants Are Coming for the Roads of the County")
    statement = next(s for s in document.statements if s.part == "headline")
    chains = [document.chain(id) for id in (statement.speaker, *statement.joint)]
    assert [chain.label for chain in chains if chain is not None] == ["Ann Lee", "Bob Poe"]
