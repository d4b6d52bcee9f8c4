# ruff: noqa: E501  (the texts are data)
"""Forms in which strict second readers of Wikinews found statements wrong, in made-up sentences.

A case is a text and all statements in it, speaker and content, as a reader would note them; attitudes are not compared.
"""

from __future__ import annotations

import pytest
from parsed import annotated
from spacy.tokens import Span as SpacySpan
from test_other_genres import found

from onrecord.annotate.attribution.candidates import Candidate
from onrecord.annotate.attribution.combine_spans import mend, with_paragraphs_of_its_own
from onrecord.annotate.attribution.in_full import full_texts
from onrecord.annotate.attribution.others_turns import without_turns_of_others
from onrecord.annotate.attribution.quotes import is_nickname
from onrecord.annotate.attribution.reading import ACCORDING, Found, Reading
from onrecord.annotate.attribution.rules import rule_candidates
from onrecord.annotate.attribution.run_on import behind_lead_in, without_quotation_below
from onrecord.annotate.attribution.settling import settle
from onrecord.annotate.attribution.subject_mends import SUBJECT_MENDS, owner_of_noun
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
    # what goes on, and where it ends
    "a quotation that opens once is whole up to its lone closing mark, over words that are quoted in it": (
        "OAK BLUFF — Congresswoman Ann Lee issued the following statement on the mine:\n\n“The governor has shown a reckless disregard for the miners of this state.\n\nThe agency closed three roads without a plan and without a word to the towns.\n\nWhen asked about it, the governor said “all is well” and went home to his dinner.\n\nThe miners deserve an answer from him before the winter comes.”",
        [
            (
                "Ann Lee",
                "“The governor has shown a reckless disregard for the miners of this state. … The agency closed three roads without a plan and without a word to the towns. … When asked about it, the governor said “all is well” and went home to his dinner. … The miners deserve an answer from him before the winter comes.”",
            ),
            ("Ann Lee", "“all is well” and went home to his dinner"),
        ],
    ),
    "of several who say we the statement goes on where its closing mark is lost": (
        'Senators Ann Lee and Bob Poe visited the mine on Monday.\n\nThe senators issued the following statement:\n\n"We applaud the opening of the mine and look forward to the work.\n\nThe mine is a place of great promise, and the state has the means to run it well.\n\nThe town is ready for it, and we are committed to working with its people for years.\n\n###\n\nContact: Carl Mays',
        [
            (
                "Ann Lee",
                '"We applaud the opening of the mine and look forward to the work. … The mine is a place of great promise, and the state has the means to run it well … The town is ready for it, and we are committed to working with its people for years',
            ),
        ],
    ),
    "who gives a statement may be named behind its first sentence": (
        "Congresswoman Ann Lee released the following statement on the mine on Monday.\n\nThere is no denying the danger of the old mine to the town, said Congresswoman Lee. The engineers have told the agency so for years.\n\nThe state, as its owner, has a duty to close the mine this year.\n\nI urge the governor to act before the winter comes.\n\nThe town must be told what the plan is.",
        [
            (
                "Ann Lee",
                "There is no denying the danger of the old mine to the town … The engineers have told the agency so for years … The state, as its owner, has a duty to close the mine this year … I urge the governor to act before the winter comes … The town must be told what the plan is",
            ),
        ],
    ),
    "continued complaints attribute nothing in a letter": (
        "Congresswoman Ann Lee sent a letter to the agency. The full text of the letter is below.\n\nDear Mr. Mays:\n\nI am writing on behalf of the people of Oak Bluff, who have waited for their mail for weeks.\n\nMy office filed an inquiry after numerous, continued complaints from residents of the town.\n\nI ask that you answer it by the end of the month, as the winter is near.",
        [
            (
                "Ann Lee",
                "I am writing on behalf of the people of Oak Bluff, who have waited for their mail for weeks … My office filed an inquiry after numerous, continued complaints from residents of the town … I ask that you answer it by the end of the month, as the winter is near",
            ),
        ],
    ),
    "a long speech behind a label is whole": (
        "Read the transcript below.\n\nSENATOR LEE: What do you know of the homes?\n\nI ask for the town.\n\nMR. MAYS: Thank you, Senator. We know of the homes.\n\nSENATOR LEE: You know of them, and they are lost.\n\nCongress needs to pass a law for the towns.\n\nI do not think that they should pay. I yield back.\n\nFor more information, click here",
        [
            ("LEE", "What do you know of the homes? … I ask for the town"),
            ("MAYS", "Thank you, Senator. We know of the homes"),
            (
                "LEE",
                "You know of them, and they are lost … Congress needs to pass a law for the towns … I do not think that they should pay. I yield back",
            ),
        ],
    ),
    "what is asked for in a list is told item by item": (
        "Senator Ann Lee sent a letter to the agency on Monday.\n\nIn the letter, the Senator asks:\n\nIdentify who decided to close the mine above the town.\n\nWhat was the reason for closing the mine in the middle of January?\n\nIs there a plan to open it? If so, when will it be told?\n\nThe agency has until May to answer.",
        [
            (
                "Ann Lee",
                "Identify who decided to close the mine above the town … What was the reason for closing the mine in the middle of January? … Is there a plan to open it? If so, when will it be told?",
            ),
        ],
    ),
    "a figure behind according to and its source is told by it": (
        "According to the 2010 Census, 6.1 million, or a third of all the children, were living in towns without a school.",
        [
            ("Census", "6.1 million, or a third of all the children, were living in towns without a school"),
        ],
    ),
    "a name alone behind a quotation is of who said it": (
        "“The act is a fine thing for the town and all the miners,” said Senator Ann Lee, chair of the panel.\n\n“The miners have been removed from their homes, and the act begins to give them back.” Congressman Bob Poe (D-ME), chair of the caucus.",
        [
            ("Ann Lee", "“The act is a fine thing for the town and all the miners,”"),
            ("Bob Poe", "“The miners have been removed from their homes, and the act begins to give them back.”"),
        ],
    ),
    "the end of a statement in full is not given again for its said": (
        "OAK BLUFF — Congresswoman Ann Lee issued the following statement on the mine:\n\n“The mine is a danger to the town and to the river below it.\n\nThat is why I was pleased to support the town in its plan to close the mine.\n\nThe agency estimates that the plan will create 130 jobs in the town. The plan will serve the town for years and I look forward to it,” said Congresswoman Lee.",
        [
            (
                "Ann Lee",
                "“The mine is a danger to the town and to the river below it. … That is why I was pleased to support the town in its plan to close the mine. … The agency estimates that the plan will create 130 jobs in the town. The plan will serve the town for years and I look forward to it,”",
            ),
        ],
    ),
    "a quotation left open is whole up to its end over a phrase quoted in it": (
        "“The brave men and women who work in the mine do so with honor, and for many hours a day.\n\nThese people have not looked for a “thank you” but for help in their work.\n\nThe act of Senator Lee helps them. I support the bill and the work done for those who are forgotten,” said Carl Mays, the president of the union.",
        [
            (
                "Carl Mays",
                "“The brave men and women who work in the mine do so with honor, and for many hours a day. … These people have not looked for a “thank you” but for help in their work. … The act of Senator Lee helps them. I support the bill and the work done for those who are forgotten,”",
            ),
        ],
    ),
    "it was telling that": ("It was telling that there was some hesitancy in the room.", []),
    "they found out": ("My team did some research and found out that this is the first time.", []),
    "no headline, but whom to call": ("For Immediate Release Contact: Michael Poe\n\nThe bridge is open.", []),
    "a paragraph about somebody": (
        "The webinar will feature two experts.\n\nAnn Lee: Ann is the director of the coalition. She is the author of a book.\n\nCy Roe: Roe, a nurse, founded the fund and has served on its board.\n",
        [],
    ),
    "whom somebody tells stands behind": (
        "There's no doubt, no question, there's going to be fraud and waste, Comptroller David Walker, head of the office, told Knight Ridder. The committee met on Monday and approved $12 million.",
        [
            (
                "David Walker",
                "There's no doubt, no question, there's going to be fraud and waste",
            )
        ],
    ),
    "a dateline says nothing": (
        "Washington, D.C. – Senators Ann Lee (R-Ohio) and Cy Roe (R-Utah) today wrote to Al Poe, nominee to be secretary, about the threat.",
        [],
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
    "a bill is introduced": (
        "Congressman Lee also introduced this legislation in the last Congress.",
        "Congressman Lee",
        "introduced",
        "this legislation",
        None,
    ),
    "a nation observes a day": (
        "As the nation observes the tenth anniversary of the storm, help is needed.",
        "the nation",
        "observes",
        "the tenth anniversary of the storm",
        None,
    ),
    "a senate confirms judges": (
        "The Senate confirmed two nominees to the court during his second term.",
        "The Senate",
        "confirmed",
        "two nominees to the court",
        None,
    ),
    "a majority passes a proposal": (
        "In March the majority passed a proposal to spend a trillion on roads.",
        "the majority",
        "proposal",
        "to spend a trillion on roads",
        None,
    ),
    "officials reject a proposal": (
        "City officials rejected a proposal for free tests in May.",
        "City officials",
        "rejected",
        "a proposal for free tests",
        None,
    ),
    "a memorandum is approved": (
        "In April President Lee approved a memorandum regarding steps to be taken “in the event of his flight or death.”",
        "President Lee",
        "approved",
        "a memorandum regarding steps to be taken “in the event of his flight or death.”",
        None,
    ),
    "in response to a proposal to act": (
        "Senator Ann Lee spoke in response to President Poe's proposals to curb violence.",
        "President Poe's",
        "proposals",
        "to curb violence",
        None,
    ),
    "agreed by acting": (
        "Mayor Lee agreed by sending the police to the school.",
        "Mayor Lee",
        "agreed",
        "by sending the police to the school",
        None,
    ),
    "insists on doing it": (
        "They have stopped the leaders who insist on cutting the program.",
        "who",
        "insist on",
        "cutting the program",
        None,
    ),
    "somebody shows that by deeds": (
        "Ann Lee demonstrated that women are able to shape the country.",
        "Ann Lee",
        "demonstrated",
        "that women are able to shape the country",
        None,
    ),
    "only some ever report it": (
        "Only a tenth of victims ever report the crimes.",
        "Only a tenth of victims",
        "report",
        "the crimes",
        None,
    ),
    "somebody supposes that they agree": (
        "I think most Americans agree that their taxes should be used here.",
        "most Americans",
        "agree",
        "that their taxes should be used here",
        None,
    ),
    "a court decision reminds": (
        "Today's Supreme Court decision reminds us that the struggle goes on.",
        "Today's Supreme Court decision",
        "reminds",
        "that the struggle goes on",
        None,
    ),
    "whom somebody tells": (
        "There will be fraud and waste, Comptroller Ann Lee, head of the office, told Knight Ridder.",
        "Knight Ridder",
        "told",
        "There will be fraud and waste",
        ("Comptroller Ann Lee, head of the office", "There will be fraud and waste"),
    ),
    "a noun behind its owner": (
        "Today's report on the budget says that the town is poor.",
        "Today's",
        "says",
        "that the town is poor",
        ("Today's report on the budget", "that the town is poor"),
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
    "a chair of a committee whom the parser misses": (
        "NEW HAVEN – House Appropriations Committee Chair Rosa DeLauro (D-CT-03) issued this statement on Poland:\n\n“The decision of the president was the right one. I commend his efforts.”",
        "the right one",
        "Rosa DeLauro",
    ),
    "a committee before its chair and her name": (
        "NEW HAVEN, CT – House Appropriations Chair Rosa DeLauro visited True-Care Pharmacy to receive her flu shot.\n\n“Local pharmacies provide care,” said Chair DeLauro.",
        "provide care",
        "Rosa DeLauro",
    ),
    "an office whose comma is lost": (
        "“Our mission is to provide care to all,” said Dr. Fermin Leguen District Health Officer for the Southern Nevada Health District.",
        "provide care",
        "Fermin Leguen",
    ),
    "an authority of two fields": (
        "The Horsham Water and Sewer Authority said that the pipes are old.",
        "pipes are old",
        "Horsham Water and Sewer Authority",
    ),
    "an office within an agency": (
        "According to a recent analysis by the SBA Office of Inspector General, many of the loans were fraudulent.",
        "fraudulent",
        "SBA Office of Inspector General",
    ),
    "an agency's office": (
        "A recent report from the SSA's Office of the Inspector General found that mail lies unopened.",
        "lies unopened",
        "SSA's Office of the Inspector General",
    ),
    "a title that is a given name": (
        "Today Reps. Grace Meng (D-NY) and Dean Phillips (D-MN) spoke.\n\n“We must act,” said Rep. Phillips.",
        "We must act",
        "Dean Phillips",
    ),
    "a name before a verb of the headline": (
        "Susan Davis Re-Introduces Bill to Help Owners\n\nThe bill would help owners who sell.\n\n“It is the best way,” said Davis.",
        "the best way",
        "Susan Davis",
    ),
    "two counties": (
        "Nassau and Suffolk Counties on Long Island have reported that the roads were damaged.",
        "were damaged",
        "Nassau and Suffolk Counties on Long Island",
    ),
    "a body's partisans": (
        "T&I Republicans assert that the Administration disregards the ruling.",
        "disregards",
        "T&I Republicans",
    ),
    "a bill by its number": (
        "Lee's bill, H.R. 2929, declares that no base may be built.",
        "no base",
        "H.R. 2929",
    ),
    "a delegation in lower case": (
        "The Northwest Washington Congressional delegation said that the islands must be saved.",
        "must be saved",
        "Northwest Washington Congressional delegation",
    ),
    "the delegation": (
        "The Massachusetts Delegation wrote to the agency. On Friday the Delegation said that the rule is wrong.",
        "rule is wrong",
        "Massachusetts Delegation",
    ),
    "a space lost behind two marks": (
        "Congressman Jim Jordan spoke today.\n\n“They said that ‘pay-as-you-go’ would be nothing more than ‘tax-as-you-go,’”Jordan said. “But I did not expect this.”",
        "nothing more",
        "Jim Jordan",
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


def content_at(text: str, *pieces: str) -> Spans:
    return tuple((text.index(p), text.index(p) + len(p)) for p in pieces)


# What the model may find in several pieces: text, source, cue, content; and the source and content to be published.
PIECES: dict[str, tuple[str, str, str, tuple[str, ...], tuple[str, tuple[str, ...]]]] = {
    "half a sentence of the next line is no part of a headline": (
        "Ann Lee: Mine Is Costing Us Millions\n\nAs the strike reaches its second month, Senator Ann Lee showed a report.",
        "Ann Lee",
        ":",
        ("Mine Is Costing Us Millions", "As the strike reaches its second month"),
        ("Ann Lee", ("Mine Is Costing Us Millions",)),
    ),
    "who reports according to a survey": (
        "The Mining Committee reports that mines pay a third more, according to a recent survey.",
        "a recent survey",
        "according to",
        ("that mines pay a third more",),
        ("The Mining Committee", ("that mines pay a third more",)),
    ),
    "what is told inside of a quotation does not go on with it": (
        "“We must oppose the agency.\n\n“They swore to close the mine.\n\n“I stand by the town,” said Ann Lee.",
        "They",
        "swore",
        ("to close the mine.",),
        ("They", ("to close the mine.",)),
    ),
}


@pytest.mark.parametrize(("text", "source", "cue", "content", "expected"), PIECES.values(), ids=PIECES)
def test_where_a_content_ends(
    text: str, source: str, cue: str, content: tuple[str, ...], expected: tuple[str, tuple[str, ...]]
) -> None:
    reading = Reading(text, parse(load_language(), parser_text(text)))
    at = content_at(text, cue)
    head = reading.token_at(at[0][0])
    lemma = cue if cue == "according to" else reading.doc[head].lemma_.lower()
    given = Found("model", content_at(text, *content), content_at(text, source), at, lemma, head)
    settled = next(f for f, k in settle(reading, [given]) if k == 0)
    assert tuple(text[a:b] for a, b in settled.content) == expected[1]
    assert [text[a:b] for a, b in settled.source] == [expected[0]]


def test_paragraphs_quoted_whole_go_on_with_the_quotation_before_them() -> None:
    first, second = "“The mine has served the town,”", "“It gave work to our fathers.”"
    more, phrase = "“The law does not protect the miners, and the order is not enough.”", "“the right to work”"
    text = f"{first} said Bob Poe. {second}\n\n{more}\n\nThe bill is one of those for {phrase} that he introduced."
    reading = Reading(text, parse(load_language(), parser_text(text)))

    def act(rule: str, source: str, cue: str, *content: str) -> Found:
        at = content_at(text, cue)
        return Found(rule, content_at(text, *content), content_at(text, source), at, cue, reading.token_at(at[0][0]))

    model = [
        Candidate(act("model", "Bob Poe", "said", first, second), "model", 0.9),
        Candidate(act("model", "he", "introduced", more, phrase), "model", 0.9),
    ]
    ruled = {0: act("quote-after", "Bob Poe", "said", first, second, more)}
    said, introduced = with_paragraphs_of_its_own(reading, model, ruled)
    assert said.found.content == content_at(text, first, second, more)
    assert introduced.found.content == content_at(text, phrase)


def test_several_names_joined_end_with_the_noun_that_they_name() -> None:
    text = "Lee announced two loans from the Highway Finance and Innovation Act program to the town."
    reading = Reading(text, parse(load_language(), text))
    cut = content_at(text, "two loans from the Highway Finance and Innovation")
    ((_, end),) = mend(reading, cut, content_at(text, "Lee announced"))
    assert text[:end].endswith(("Act program", "Act program to the town"))


def test_a_party_in_brackets_and_a_day_are_no_part_of_a_name() -> None:
    document = annotated("Sen. Ann Lee (D) and Rep. Peter Welch (D) Monday announced that the town will have a grant.")
    assert [c.label for c in document.chains if c.type == "person" and c.names] == ["Ann Lee", "Peter Welch"]


def test_a_job_is_no_person_beside_who_holds_it() -> None:
    text = "“They need visitors,” said Ann Lee, Owner and Managing Winemaker of the farm."
    doc = parse(load_language(), parser_text(text))
    first = next(t.i for t in doc if t.text == "Managing")
    doc.set_ents([e for e in doc.ents if e.end <= first] + [SpacySpan(doc, first, first + 2, "PERSON")])
    chains = find_entities(Document(Article("test", text)), doc).chains
    assert [c.label for c in chains if c.type == "person" and c.names] == ["Ann Lee"]


def test_what_a_body_covers_of_a_longer_name_leaves_no_name() -> None:
    document = annotated("“We must act,” said the Chairs of the Congressional Haiti Caucus.")
    assert "Chairs of the" not in [c.label for c in document.chains]


def test_a_measure_of_a_ranking_is_no_source() -> None:
    text = "The card ranks members according to votes that help children."
    reading = Reading(text, parse(load_language(), parser_text(text)))
    at = text.index("according")
    votes, content = (at + 13, at + 18), (at + 19, len(text) - 1)
    given = Found("model", (content,), (votes,), ((at, at + 12),), ACCORDING, reading.token_at(at))
    ((settled, _),) = settle(reading, [given])
    assert not settled.speech


def test_the_holder_of_an_office_is_no_part_of_the_body() -> None:
    text = (
        "Ann Mallory, the Chair of the Council on Environmental Quality, spoke. “We must act,” said CEQ Chair Mallory."
    )
    doc = parse(load_language(), text)
    first = next(t.i for t in doc if t.text == "CEQ")
    doc.set_ents([*(e for e in doc.ents if e.end <= first), SpacySpan(doc, first, first + 3, "ORG")])
    chains = find_entities(Document(Article("test", text)), doc).chains
    person = next(c for c in chains if c.label == "Ann Mallory")
    assert text.rindex("Mallory") in [m.start for m in person.mentions]


def test_a_member_by_seat_is_no_name() -> None:
    text = "“The law is clear,” Rep. Mark Lee said. “The plan is bad,” the Virginia Congressman said."
    doc = parse(load_language(), text)
    first = next(t.i for t in doc if t.text == "Virginia")
    doc.set_ents([*(e for e in doc.ents if e.end <= first), SpacySpan(doc, first, first + 2, "PERSON")])
    chains = find_entities(Document(Article("test", text)), doc).chains
    assert [c.label for c in chains if c.type == "person" and c.names] == ["Mark Lee"]


def test_a_statement_is_of_the_name_before_it_and_not_of_the_place_behind() -> None:
    text = "Cantrell Statement on Scheduled Visit of USS Dorsey from Everett\n\nToday we honor the crew of the ship. I pray for their safe return.\n\nU.S. Senator Maria Cantrell (D-WA) met the crew in May."
    document = annotated(text)
    assert ("Maria Cantrell", "Today we honor") in [
        (who.label, document.words(s.content[0])[:14])
        for s in document.statements
        if (who := document.chain(s.speaker)) is not None
    ]


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
        ["Water and Sewer Authority"],
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


WHOSE = {
    "a letter to the Secretary of State is not the department's": (
        "Rep. Ann Lee (AZ-03) and Rep. Bob Poe (IL-04) led 17 Members of Congress in sending a letter to Secretary of State "
        "Cy Hill that calls on the administration to lift sanctions.\n\n“The license does not resolve the issues with "
        "banks,” the letter states.",
        "The license does not resolve",
        ["17 Members of Congress", "Ann Lee", "Bob Poe"],
    ),
    "whom the letter goes to does not write it": (
        "Written by Rep. Ann Lee (R-MD) and signed by Rep. Chris Poe (R-NJ), the letter expressed concern. The letter to "
        "Attorney General Gray and HHS Secretary Bell continued: “Your agency dropped the case against the clinic.”",
        "Your agency dropped the case",
        ["Ann Lee", "Chris Poe"],
    ),
    "a report on the work of a division is by who released it": (
        "Senator Chuck Lee spoke after the Government Accountability Office released a report on the operations of the voting "
        "section of the Civil Rights Division. The report shows that the division is slow.",
        "the division is slow",
        ["Government Accountability Office"],
    ),
    "which stands for a report that somebody published": (
        "The letter comes after the American Civil Liberties Union published a report, which concluded that the agents waste "
        "their time.",
        "the agents waste",
        ["American Civil Liberties Union"],
    ),
    "a draft of the letter is the letter": (
        "Congresswoman Ann Lee plans to send a letter to the Department of Energy seeking data.\n\n“Layoffs threaten the "
        "access of many people to their care,” reads a draft of the letter.",
        "Layoffs threaten",
        ["Ann Lee"],
    ),
    "their letter, co-signed by others": (
        "Congresswoman Ann Lee (D-CA) and Congressman Hank Poe (D-GA) today urged the White House to act. Their letter, "
        "co-signed by 50 colleagues, urged the government to reduce new cases.",
        "to reduce new cases",
        ["Ann Lee", "Hank Poe"],
    ),
    "the last of those whom a letter goes to does not urge": (
        "Most recently, Congressman Neal Lee penned a letter to CMS encouraging them to cover tests. Additionally, the "
        "congressman joined Congressman Daniel Stone (Florida-11) and colleagues in a letter to the White House and CDC "
        "urging them to recognize the data on immunity.",
        "recognize the data",
        ["Neal Lee"],
    ),
    "today's announcement is the White House's": (
        "In response to today's White House announcement that new guidance will be issued to ban evictions, Lee gave thanks.",
        "new guidance will be issued",
        ["White House"],
    ),
    "whom a speaker tells of is not the next he": (
        "Tim Lee spoke to the workers. Tim Lee praised them, and Lee met them at noon. Lee had come early. Lee left late."
        "\n\nThe event seemed partisan to Mark Stone, who attended. Stone said he was angry. He said that Lee and Sen. Mark "
        "Poe should have dropped everything to be there. He also said Republicans in the House have done their job.",
        "Republicans in the House have done",
        ["Mark Stone"],
    ),
    "he in a text in full is not its speaker": (
        "Senator Chuck Lee released the following statement:\n\nI welcome the budget. I worked on it for years. President "
        "Barack Obama has even recognized the handicap this puts us in. That is why he has called for reducing the tax.",
        "reducing the tax",
        ["Barack Obama"],
    ),
    "the subject of the clause before": (
        "Senator Ann Lee spoke of the plan. When Tammy Poe was asked whether the rule could be kept in the talks, the "
        "Wisconsin Democrat said the drive will bring them together.",
        "the drive will bring",
        ["Tammy Poe"],
    ),
    "it in the main clause is the subject of the clause before": (
        "The rule of the Federal Highway Administration came late, Lee said. While the guidance exempts paths from the "
        "approvals of the agency, it calls for more scrutiny of roads.",
        "more scrutiny of roads",
        ["the guidance"],
    ),
    "the bill says it": (
        "Congressman Jim Lee spoke for an end of the war in Iraq. This legislation does not give the President a blank check. "
        "It provides a down payment on leaving Iraq. It clearly says these funds are to be used to end the war.",
        "these funds are to be used",
        ["This legislation"],
    ),
    "the City is the one that was named": (
        "The City of Everett will receive a grant for its lake. The project restores the park. In 2015, the City estimated "
        "the plan would cost $5 million.",
        "the plan would cost",
        ["City of Everett"],
    ),
    "they whom somebody joined": (
        "Rep. Lucy Lee joined President Joe Biden and Vice President Kamala Harris as they urged bold action to protect "
        "the vote.",
        "bold action",
        ["Joe Biden", "Kamala Harris"],
    ),
    "the Democratic leader is not the senator who spoke last": (
        "There is no such rule, said Senator Chuck Lee. It is what people expect. The Democratic Leader complains that "
        "Republicans don't vote for his motions.",
        "vote for his motions",
        ["The Democratic Leader"],
    ),
    "we are those of whom one said and I": (
        "I thank the chair. In a letter dated June 1, Chairman Adam Smith and I asked the secretary about the rules. We asked "
        "if she would support a fix of the law.",
        "she would support a fix",
        ["the author", "Adam Smith"],
    ),
}


@pytest.mark.parametrize(("text", "words", "who"), WHOSE.values(), ids=WHOSE)
def test_whose_it_is(text: str, words: str, who: list[str]) -> None:
    document = annotated(text)
    told = (s for s in document.statements if any(words in document.words(p) for p in s.content))
    statement = min(told, key=lambda s: s.content[-1][1] - s.content[0][0])  # the innermost
    chains = [document.chain(id) for id in (statement.speaker, *statement.joint)]
    assert sorted(chain.label for chain in chains if chain is not None) == sorted(who)


SIDE_BY_SIDE: dict[str, tuple[str, str, list[str]]] = {
    "nobody stands twice in a list": (
        "The paper quoted critics like barrister Colin Yale and campaigner Caitlin Bell, with Bell stating: “People clearly "
        "need a quicker answer from the government.”",
        "need a quicker answer",
        ["Caitlin Bell"],
    ),
    "a list cut off before its last, a delegation": (
        "WASHINGTON—Today, U.S. Congressman Aaron Lee (FL-04), along with U.S. Senator Marco Poe (R-FL), U.S. Senator "
        "Rick Roe (R-FL), and the entire Florida Delegation urged the Department of Agriculture to send aid to farmers.",
        "send aid to farmers",
        ["Aaron Lee", "Marco Poe", "Rick Roe", "Florida Delegation"],
    ),
    "who is joined, and those before the verb": (
        "WASHINGTON—U.S. Senator Chris Lee (D-Conn.), a member of the U.S. Senate Appropriations Committee, and U.S. "
        "Senator Richard Poe (D-Conn.) on Friday joined U.S. Representatives John Roe (D-Conn.-01), Jim Cox (D-Conn.-04) "
        "and Jane Hale (D-Conn.-05) to announce that Connecticut will receive $77 million for heating.",
        "Connecticut will receive",
        ["Chris Lee", "Richard Poe", "John Roe", "Jim Cox", "Jane Hale"],
    ),
    "whom they write to are not the members": (
        "WASHINGTON – In a letter to President Joe Hill, House Speaker Nancy Dale, and Senate Majority Leader Chuck Moor, "
        "Representatives Laura Lee (IL-14), Alma Poe (NC-12), and Senator Cory Roe (D-NJ) pushed to ensure that the funds "
        "are included in the bill.\n\n“It is a matter of life and death for mothers,” the Members wrote.",
        "It is a matter of life and death",
        ["Laura Lee", "Alma Poe", "Cory Roe"],
    ),
    "whom a letter to two chairmen is from": (
        "Sen. Bernie Lee (I-Vt.) and Sen. Ron Poe (D-Ore.) today called for hearings. In a letter sent to Committee "
        "Chairman Bill Cass (R-La.) and Committee Chairman Mike Crane (R-Idaho), Lee and Poe wrote: “It is broken.”\n\n"
        "“It is time to hold the executives accountable,” the senators concluded.",
        "It is time to hold",
        ["Bernie Lee", "Ron Poe"],
    ),
    "who has led a letter that others signed": (
        "U.S. Senator Thom Lee (R-NC) recently led a letter to Payfriend, also signed by Senators Pat Poe (R-PA), Tim Roe "
        "(R-SC) and Bill Cox (R-TN), seeking answers over its policy.\n\nThe senators wrote, “It was wrong to do so.”",
        "It was wrong",
        ["Thom Lee", "Pat Poe", "Tim Roe", "Bill Cox"],
    ),
    "who leads a letter with others": (
        "Congressman Luis Lee led a letter with Reps. Alexandra Poe, Chuy Roe, and Adrian Cox urging the Senate to "
        "disregard the opinion.",
        "disregard the opinion",
        ["Luis Lee", "Alexandra Poe", "Chuy Roe", "Adrian Cox"],
    ),
    "in urging somebody": (
        "U.S. Senator Mary Lee (D-HI) joined six of her Senate colleagues in urging President Joe Hill to commute the "
        "sentence of Leonard Poe, an activist.\n\n“He is seventy-seven years old,” the senators wrote.",
        "He is seventy-seven",
        ["Mary Lee", "six of her Senate colleagues"],
    ),
    "colleagues behind an office": (
        "WASHINGTON—Today, Representative James Lee (D-MA), Ranking Member of the House Rules Committee, along with 27 "
        "other members, sent a letter to Secretary Marco Hill.\n\n“We are concerned,” the lawmakers wrote.",
        "We are concerned",
        ["James Lee", "27 other members"],
    ),
    "an apposition is no speaker of its own": (
        "WASHINGTON, DC – Representatives Bobby Lee (VA-03), Rob Poe (VA-01), and John Roe (MD-03), all co-chairs of the "
        "bipartisan Chesapeake Bay Watershed Task Force, issued the following statement on the grants:\n\n“The Bay is "
        "our home. We are glad of it.”",
        "The Bay is our home",
        ["Bobby Lee", "Rob Poe", "John Roe"],
    ),
    "whom a led letter goes to does not urge": (
        "Congressman Lou Lee (D-CA), today led 20 of his Democratic colleagues in a letter to Speaker Nancy Hill and "
        "Chairman Richard Dale urging caution on the new reporting regime.",
        "caution on the new reporting regime",
        ["Lou Lee", "20 of his Democratic colleagues"],
    ),
    "bare members": (
        "Representatives Laura Lee (IL-14), Alma Poe (NC-12), and Robin Roe (IL-02) sent a letter to the President. "
        "Members also urged that the leaders build on the progress of the plan.",
        "build on the progress",
        ["Laura Lee", "Alma Poe", "Robin Roe"],
    ),
    "he and another": (
        "U.S. Senator Alex Lee (D-Calif.) announced that the trains will run. Last year, he and U.S. Senator Adam Poe "
        "(D-Calif.) announced that the buses will run.",
        "the buses will run",
        ["Alex Lee", "Adam Poe"],
    ),
    "who has somebody's courage before him": (
        "Senator John Lee gave a medal to Donald Poe.\nThese honors mark Donald Poe's courage and our respect and "
        "gratitude for his service, Lee said.",
        "These honors mark",
        ["John Lee"],
    ),
    "the letter of a group": (
        "Rep. Marc Lee (TX-33) led a bipartisan group of 89 members on a letter urging the President to buy the planes. "
        "The letter urges strong support for the program.",
        "strong support for the program",
        ["Marc Lee", "a bipartisan group of 89 members"],
    ),
    "a representative called Jan": (
        "Today, Senator Dick Lee (D-IL) and U.S. Representatives Jan Schakow (D-IL-09), Robin Roe (D-IL-02), and Mary Cox "
        "(D-IL-03) announced that the Army will pay for the shoreline.",
        "the Army will pay",
        ["Dick Lee", "Jan Schakow", "Robin Roe", "Mary Cox"],
    ),
}


@pytest.mark.parametrize(("text", "words", "who"), SIDE_BY_SIDE.values(), ids=SIDE_BY_SIDE)
def test_persons_side_by_side(text: str, words: str, who: list[str]) -> None:
    document = annotated(text)
    statement = next(s for s in document.statements if any(words in document.words(p) for p in s.content))
    chains = [document.chain(id) for id in (statement.speaker, *statement.joint)]
    assert [chain.label for chain in chains if chain is not None] == who


def test_a_long_list_takes_no_square_time() -> None:
    names = "; ".join(f"Rep. Ann{chr(97 + k % 26)} Lee{chr(97 + k // 26)} (D-Ohio)" for k in range(300))
    document = annotated(f"{names} and Rep. Bob Poe (R-Me.) sent a letter. “It is late,” the lawmakers wrote.")
    assert document.statements


NAMED: dict[str, tuple[str, str, list[str]]] = {
    "and glued to a surname": (
        "Sen. Tom Udale met them. U.S. Sens. Tom Udaleand Martin Roe reported today that their bill has cleared the "
        "committee.",
        "their bill has cleared",
        ["Tom Udale", "Martin Roe"],
    ),
    "a title glued to a surname": (
        "Congresswoman Ann Lee spoke. “The bill is late,” said CongresswomanLee. “It is good.”",
        "The bill is late",
        ["Ann Lee"],
    ),
    "a sentence glued to the one before": (
        "I ask the mayor: what is your plan?Many have said that tonight was his chance to share it.",
        "tonight was his chance",
        ["Many"],
    ),
    "a label with an abbreviated title": (
        "Congresswoman Ayanna Presley spoke at the hearing. The transcript is below.\n\nREP. PRESLEY: Thank you, Mr. "
        "Chairman. We need a plan for the floods.\n\nMR. SCATA: We do. It is late.\n\nREP. PRESLEY: I yield back.",
        "We need a plan",
        ["Ayanna Presley"],
    ),
    "two bodies with articles of their own": (
        "The Joint Committee on Taxation and the National Taxpayers Union reported that the bill will raise taxes.",
        "the bill will raise taxes",
        ["Joint Committee on Taxation", "National Taxpayers Union"],
    ),
    "two letters changed": (
        "Congressman Mark Amodei spoke. “The bill is late,” said Congressman Amdoei.",
        "The bill is late",
        ["Mark Amodei"],
    ),
    "a given name that is a title": (
        "“The bill is late,” said Dean Clancy, Senior Policy Director at the forum.",
        "The bill is late",
        ["Dean Clancy"],
    ),
    "an office of two words before a surname": (
        "Mayor Ted Hart and Fire Chief Todd Hart spoke. “It is good,” said Mayor Hart.\n\n“The bill is late,” said Fire "
        "Chief Hart.",
        "The bill is late",
        ["Todd Hart"],
    ),
    "who the post is named after": (
        "The bill is late, said Dr. Laurie Poe, the Stephen and Suzanne Weiss Dean of the Medical College.",
        "The bill is late",
        ["Laurie Poe"],
    ),
    "a member without a comma": (
        "WASHINGTON, D.C. – Today, Congressman Troy A. Roe Sr. member of the bipartisan Oxide Task Force released the "
        "following statement about the decision:\n\n“The bill is late. We need it.”",
        "The bill is late",
        ["Troy A. Roe Sr."],
    ),
    "a body that is a genitive": (
        "According to Moody's, the rate has forced households to spend more.",
        "the rate has forced",
        ["Moody's"],
    ),
    "a given name that is a body's": (
        "Panelists also discussed the trade with Afghanistan. Ria Dellawar, an expert on Afghanistan testified that the bill is "
        "late.",
        "the bill is late",
        ["Ria Dellawar"],
    ),
    "a woman's given name of a congressman": (
        "Congressman Lou Correa (D-CA) led them. Congressman Correa said: “The bill is late.”",
        "The bill is late",
        ["Lou Correa"],
    ),
}


@pytest.mark.parametrize(("text", "words", "who"), NAMED.values(), ids=NAMED)
def test_names_are_whole(text: str, words: str, who: list[str]) -> None:
    test_several_say_it(text, words, who)


UNSAID = {
    "told to report a bill": "It instructs these committees to report legislation to the Budget Committee by May 15.",
    "a proposal passed": "Today, Rep. Ann Lee's proposal to add a seat to the council passed the House.",
    "standards": "The bridge would also be raised to let ships pass according to the U.S. Coast Guard’s standards.",
    "left to wonder": "The shift in laws has left many health care professionals to wonder what care is allowed.",
    "any letters": "Any letters detailing how you stand to be affected by the plan should be sent to us.",
    "a name and what it is for": "“Brain Fluff,” a simulation game designed to teach physics.",
    "links to other pages": "The bill passed.\n\nMORE:\n\nLee: “Our Plan Must Be a Safe Border, Not a Wall”\n\nLee Demands "
    "Answers from the Agency\n\nLee, Poe Call for a Halt to Auctions",
}


@pytest.mark.parametrize("text", UNSAID.values(), ids=UNSAID)
def test_nobody_says_it(text: str) -> None:
    assert [document_words for document_words, _ in _speech(text)] == []


def _speech(text: str) -> Told:
    document = annotated(text)
    return [(document.words(s.content[0]), s.id) for s in document.statements if s.kind == "speech"]


def test_who_finds_himself_so_says_nothing() -> None:
    text = (
        "“Addiction hits our families hard when we lose friends. College students too often find themselves isolated and "
        "without the support network to help. I want better,” said Ann Lee."
    )
    assert len(_speech(text)) == 1


# How far somebody's words go: where marks are lost, where others begin to speak, where one statement is told twice.
EXTENTS: dict[str, tuple[str, Told]] = {
    "what the speaker cites does not end his words": (
        "The vote was held on Monday in the House.\n\nThe bill failed by two votes.\n\nI am glad of this vote, said "
        "Congresswoman Ann Lee. These results show that the public is teaching us. I want our troops to come home to "
        "their families.",
        [
            (
                "Ann Lee",
                "I am glad of this vote … These results show that the public is teaching us. I want our troops to come "
                "home to their families",
            ),
            ("These results", "that the public is teaching us"),
        ],
    ),
    "a comma leads to words without marks": (
        "The bill passed the House on Monday.\n\nIt goes to the Senate now.\n\nAfter the vote, Congressman Tim Poe "
        "stated, I offered this amendment to save money. We must protect our families.",
        [("Tim Poe", "I offered this amendment to save money … We must protect our families")],
    ),
    "they go on in the next paragraph": (
        "The council met on Monday in the town.\n\nIf review is good enough for them, it is essential for us, said "
        "Congresswoman Ann Lee.\n\nDo we want our troops to fight in wars without any debate? We must not do that to our "
        "families.",
        [
            (
                "Ann Lee",
                "If review is good enough for them, it is essential for us … Do we want our troops to fight in wars "
                "without any debate? We must not do that to our families",
            )
        ],
    ),
    "the opening mark is lost": (
        'The House met on Monday.\n\nThis bill is what our families need. We are proud of it," Congresswoman Ann Lee said.',
        [("Ann Lee", 'This bill is what our families need. We are proud of it,"')],
    ),
    "a mark left open before a quotation without": (
        '"I am sad that we lost," said Senator Ann Lee. "I will work with my friends.\n\nI am angry that we lost, said '
        'Senator Bob Poe. I am worried too.\n\nThe soldiers serve us well," said Senator Cy Roe.',
        [
            ("Ann Lee", '"I am sad that we lost," … "I will work with my friends.'),
            ("Bob Poe", "I am angry that we lost … I am worried too"),
            ("Cy Roe", 'The soldiers serve us well,"'),
        ],
    ),
    "another is named before the quotation": (
        'Rep. Ann Lee said, "I am proud to help the tribe."\n\nRobert Smith, chairman of the tribe, "We thank the '
        'congresswoman for all that she has done."',
        [("Ann Lee", '"I am proud to help the tribe."')],
    ),
    "introduced and signed, two paragraphs": (
        'Congresswoman Ann Lee released the following statement:\n\n"Bill is the best," Rep. Lee said. "He has served us '
        'for years.\n\n"Bill will go on to serve the state and its people."\n\nBill was born in Ohio.',
        [
            (
                "Ann Lee",
                '"Bill is the best," … "He has served us for years. … "Bill will go on to serve the state and its people."',
            )
        ],
    ),
    "issued a statement; what the report is stands beside it": (
        "Congressman Paul Lee, author of the act, issued a statement following the release of a report. This report "
        'presents a full assessment of the rules.\n\n"I have fought for many years for the rules of science."',
        [("Paul Lee", '"I have fought for many years for the rules of science."')],
    ),
    "a transcript with full stops": (
        "Speaker Ann Lee joined the show. Below are the Speaker's remarks:\n\nBob Poe. Joining me now is the Speaker. "
        "Welcome back.\n\nSpeaker Lee. I am glad to be here.\n\nBob Poe. We hear that you can keep the "
        "House.\n\nSpeaker Lee. Yes, I do. We have worked for it.",
        [
            ("Bob Poe", "Joining me now is the Speaker. Welcome back"),
            ("Ann Lee", "I am glad to be here"),
            ("Bob Poe", "We hear that you can keep the House"),
            ("Ann Lee", "Yes, I do. We have worked for it"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "told"), EXTENTS.values(), ids=EXTENTS)
def test_to_its_end_and_no_further(text: str, told: Told) -> None:
    document = annotated(text)
    labels = {c.id: c.label for c in document.chains}
    speech = [s for s in document.statements if s.kind == "speech"]
    assert [(labels.get(s.speaker or ""), " … ".join(map(document.words, s.content))) for s in speech] == told


# What the model may find, the words as they should be, and the whole sentence.
EDGES: dict[str, tuple[str, str, str]] = {
    "the phrase that opens the clause": (
        "Lee said with the new money in hand, he is looking to the next year.",
        "with the new money in hand",
        "with the new money in hand, he is looking to the next year",
    ),
    "several questions": (
        "Lee said the rate of deaths, what is done to study them, and whether more money is needed.",
        "the rate of deaths",
        "the rate of deaths, what is done to study them, and whether more money is needed",
    ),
    "what the article makes of the words": (
        'Lee said that it "makes no promise of any kind," undermining its duty to the students.',
        'that it "makes no promise of any kind," undermining its duty to the students',
        'that it "makes no promise of any kind,"',
    ),
    "to the end of the quotation": (
        'Lee said: "It will hit a “cliff” soon. It is unclear where the money went."',
        '"It will hit a “cliff” soon',
        '"It will hit a “cliff” soon. It is unclear where the money went."',
    ),
}


@pytest.mark.parametrize(("text", "seen", "whole"), EDGES.values(), ids=EDGES)
def test_content_to_its_edge(text: str, seen: str, whole: str) -> None:
    reading = Reading(text, parse(load_language(), parser_text(text)))
    start = text.index(seen)
    found = Found("model", ((start, start + len(seen)),), ((0, 3),), ((4, 8),), "say", 1)
    [(settled, _)] = settle(reading, [found])
    assert " … ".join(text[a:b] for a, b in settled.content) == whole


WHO: dict[str, tuple[str, str, str]] = {
    "a family name of two words": (
        "U.S. Senator Catherine Cortez Meadow (D-Nev.) joined the union. “Care is too expensive,” said Senator Cortez Meadow.",
        "Care is too expensive",
        "Catherine Cortez Meadow",
    ),
    "a title behind a title": (
        "SAN PABLO – Speaker Emerita Nancy Poe announced that the city will receive $55 million.",
        "the city will receive",
        "Nancy Poe",
    ),
    "a given name that is a title, before a party": (
        "Senator Ann Lee, R-W.Va., along with U.S. Representatives Dean Poe, D-Minn., and Tom Roe, R-Ky., wrote the bill. "
        "“It is time,” Poe said.",
        "It is time",
        "Dean Poe",
    ),
    "a last name that is a paper's too": (
        "“We are grateful for the award,” said Elaine Forbes, Executive Director of the Port. “It is large.”",
        "We are grateful",
        "Elaine Forbes",
    ),
    "the seat of a member is nobody": (
        "Today, Congressmen Brad Lee (D-Sherman Oaks), chair of the panel, and Congresswoman Ann Roe (R-Ind) announced that "
        "the caucus will meet.",
        "the caucus will meet",
        "Brad Lee",
    ),
    "a colon and a mark glued to a name": (
        'Congressman Michael McCain (R-TX) spoke.\n\nCongressman McCain:"This morning the House passed a budget that is good."',
        "This morning the House",
        "Michael McCain",
    ),
}


@pytest.mark.parametrize(("text", "words", "who"), WHO.values(), ids=WHO)
def test_who_is_called_so(text: str, words: str, who: str) -> None:
    document = annotated(text)
    statement = next(s for s in document.statements if any(words in document.words(p) for p in s.content))
    chain = document.chain(statement.speaker)
    assert chain is not None and chain.label == who


# What looks like an act of saying and is none: a text and words of what was taken for its content.
UNSPOKEN: dict[str, tuple[str, str]] = {
    "a participle before its noun": (
        "Appointed and Senate-confirmed officials like Roe are prohibited from “owning the stock of a company that sells to them.”",
        "prohibited",
    ),
    "an act, which calls for it": (
        "Young reintroduced the Commission on Savings Act, which calls for the creation of a commission on plans.",
        "the creation",
    ),
    "a rule would clarify": (
        "As written, the proposed rule would clarify that bicycles are vehicles under the law.",
        "bicycles",
    ),
    "an act to guarantee": (
        "Lee cosponsored the Freedom to Negotiate Act to guarantee that employees have the freedom to unionize.",
        "employees have",
    ),
    "concerns with a proposal": (
        "Lee sent a letter about his concerns with the agency's proposal to expand the program.",
        "to expand",
    ),
    "shown they will": (
        "They need the support of women who have also shown they will stand with them.",
        "they will",
    ),
    "a day's name": (
        'In 2006, Congress first recognized October 15th as "National Infant Safety Day."',
        "October",
    ),
    "a surge of attacks on hospitals": (
        "A surge of attacks against governments, and hospitals revealed the high cost of delay.",
        "the high cost",
    ),
    "his record": (
        "His record demonstrates he will be a staunch advocate for more of the same.",
        "he will be",
    ),
    "according to need": (
        "This bill would take profit out of care and distribute services according to need.",
        "would take",
    ),
    "dictates": (
        "The rivers often overflow, and their nature dictates that they are best left alone.",
        "they are best",
    ),
    "the least we said": (
        "The budget has 200 agents, which is 1,800 short of the least we said we would do.",
        "we would do",
    ),
    "found it unacceptable": (
        "There were rumors that the industry was left out. Inhofe found this totally unacceptable.",
        "totally",
    ),
    "a wish with a phrase": (
        "He wanted the authority with no strings attached because the country has to borrow money to “pay its bills”.",
        "the authority",
    ),
    "a year's theme": (
        "This year’s theme, “Ready. Set. Action!”, highlights how health has improved daily life.",
        "Ready",
    ),
}


@pytest.mark.parametrize(("text", "words"), UNSPOKEN.values(), ids=UNSPOKEN)
def test_unspoken(text: str, words: str) -> None:
    document = annotated(text)
    contents = [document.words(p) for s in document.statements if s.kind == "speech" for p in s.content]
    assert not any(words in content for content in contents)


# Acts of saying that were taken for attitudes.
SPOKEN: dict[str, tuple[str, str]] = {
    "a study by Moody's": (
        "A recent study by Moody's showed that a default would cost jobs.",
        "a default",
    ),
    "a body of research": (
        "A growing body of academic research finds that investments yield returns.",
        "investments",
    ),
    "guidelines confirm": (
        "The guidelines confirm that it is up to schools to decide.",
        "it is up",
    ),
    "the delegation urged": (
        "The delegation urged the department to prioritize funding.",
        "to prioritize",
    ),
    "pleased to announce": (
        "Congresswoman Ann Lee is pleased to announce that the department has named the district a winner.",
        "the department has",
    ),
    "outlined how": (
        "The senator outlined how the bill will improve the state.",
        "the bill will",
    ),
    "reaffirmed that": (
        "The agency itself reaffirmed that the program is exempt.",
        "the program",
    ),
}


@pytest.mark.parametrize(("text", "words"), SPOKEN.values(), ids=SPOKEN)
def test_spoken(text: str, words: str) -> None:
    document = annotated(text)
    contents = [document.words(p) for s in document.statements if s.kind == "speech" for p in s.content]
    assert any(words in content for content in contents)


def test_who_is_written_to_asks_nothing() -> None:
    text = "After ban delayed one year,\nPoe sent a letter to the State\nDepartment urging them to process\npending files before the ban\ntakes effect"
    sources = [text[a:b] for s in annotated(text).statements if s.kind == "speech" for a, b in s.source]
    assert sources == ["Poe"]


def test_who_is_answered_calls_for_it() -> None:
    text = "Congressman John Poe spoke up in response to President Roe calling for higher taxes on energy companies:"
    sources = [
        text[a:b]
        for s in annotated(text).statements
        for a, b in s.source
        if "taxes" in text[s.content[0][0] : s.content[-1][1]]
    ]
    assert sources == ["President Roe"]


def test_whom_a_law_signals_to_says_nothing() -> None:
    text = "I am pleased. This legislation clearly signals to the American people that the House is serious about a budget."
    assert not [s for s in annotated(text).statements if s.kind == "speech" and "people" in text[slice(*s.source[0])]]


TOGETHER: dict[str, tuple[str, str, list[str]]] = {
    "joined in a letter to somebody": (
        "Leader Ann Lee (R-Ohio) joined Congressman Jim Poe (R-Ohio) and other members of the Ohio delegation in a letter "
        "to Attorney General Rick Hart (D) asking that he join the case.",
        "he join the case",
        ["Ann Lee", "Jim Poe", "other members of the Ohio delegation"],
    ),
    "last names of whom the first is an apposition to a day": (
        "Sen. Patrick Lee, Sen. Bernie Poe, and Rep. Peter Roe spoke. Late last year Lee, Poe and Roe announced that the state will receive two awards.",
        "will receive two awards",
        ["Patrick Lee", "Bernie Poe", "Peter Roe"],
    ),
    "others signed it too": (
        "U.S. Senator Tim Lee (R-S.C.) joined Senators James Poe (R-Okla.), Ben Roe (R-Neb.), and others in urging the agency "
        "to act.\n\nSenators Kevin Hart (R-N.D.) and John Moor (R-Wyo.) also signed the letter.\n\n“It is time,” the senators "
        "wrote in their letter.",
        "It is time",
        ["Tim Lee", "James Poe", "Ben Roe", "Kevin Hart", "John Moor", "others"],
    ),
    "they led the delegation": (
        "U.S. Senator Jon Lee and Congressman Hank Johnson (GA-04) are leading a push to expand transit.\n\nToday they led the "
        "entire Ohio Democratic Congressional Delegation in urging the agency to act.\n\n“It works,” the members wrote.",
        "It works",
        ["Jon Lee", "Hank Johnson", "Congressional Delegation"],
    ),
    "a delegation of": (
        "Beginning today, Congressman Sal Lee (D-CA) is leading a bipartisan delegation of Rep. Jim Poe (R-IN) and Rep. Ann "
        "Roe (D-CT) to Chile. “We work every week,” the delegation said.",
        "We work every week",
        ["Sal Lee", "Jim Poe", "Ann Roe"],
    ),
    "members led by": (
        "More than 180 members of the U.S. House of Representatives, led by U.S. Reps. Jason Lee (D-CO), Earl Poe (D-OR), and "
        "Ann Roe (D-VA), are today urging the agency to act. “It is time,” wrote the House lawmakers.",
        "It is time",
        ["Jason Lee", "Earl Poe", "Ann Roe", "More than 180 members of the U.S. House of Representatives"],
    ),
    "an office of the first that ends before an and": (
        "LIMA, OH – U.S. Senator Mitch Lee (R-KY), Chairman of the Subcommittee on Defense and U.S. Senator Chris Poe (D-DE), "
        "Ranking Member of the Subcommittee on Defense, issued the following statement:\n\n“The alliance is strong.”",
        "The alliance is strong",
        ["Mitch Lee", "Chris Poe"],
    ),
    "members in the letter": (
        "Reps. Jan Lee (IL-09), Bobby Poe (IL-01) and Robin Roe (IL-02) sent a letter to the agency. The Members of the "
        "delegation in the letter wrote, “All counties are ready.”",
        "All counties are ready",
        ["Jan Lee", "Bobby Poe", "Robin Roe"],
    ),
    "in the letter members": (
        "Congressman Mike Lee (OH-10) and his colleagues are imploring the agency to act.\n\nIn the letter members wrote:\n\n"
        "“While millions wait, nothing is done.”",
        "While millions wait",
        ["Mike Lee", "his colleagues"],
    ),
    "a subsidiary": (
        "Google and its subsidiary YouTube announced that the settings will change.",
        "the settings will change",
        ["Google", "YouTube"],
    ),
    "and his administration": (
        "President Joe Biden and his administration said that the rule will change.",
        "the rule will change",
        ["Joe Biden", "his administration"],
    ),
    "people who are only described, behind a name": (
        "Congressman Carl Lee, members of the Ohio delegation, and bipartisan lawmakers from across the country said that the "
        "rule will harm homeowners.",
        "the rule will harm",
        ["Carl Lee", "members of the Ohio delegation", "bipartisan lawmakers"],
    ),
    "an office is no second speaker": (
        "According to Bob Poe, President of the Dale Peace & Justice Center, Lee is honored for her courage. Ann Lee came.",
        "is honored",
        ["Bob Poe"],
    ),
    "an employer in brackets": (
        "Today, Rep. Joe Lee (CT-02) joined Mayor Mike Poe, Allan Roe (President, Mohawk Northeast), Senator Dick Hart (D-CT) "
        "and others to announce a new grant.",
        "a new grant",
        ["Joe Lee", "Mike Poe", "Allan Roe", "Dick Hart", "others"],
    ),
    "a nickname in a list": (
        'Today, U.S. Representatives Jesús "Chuy" García (IL-04), Jan Lee (IL-09), and Marie Poe (IL-04) announced that they '
        "sent a letter.",
        "they sent",
        ['Jesús "Chuy" García', "Jan Lee", "Marie Poe"],
    ),
    "one of a leadership": (
        "Meanwhile, the Senate Democratic Leadership, including Majority Leader Harry Lee (D-Nev.), wrote to the President to "
        "urge him to act.",
        "him to act",
        ["Harry Lee", "the Senate Democratic Leadership"],
    ),
    "one who signs with others": (
        "Congressman Scott Lee (R-TN-04) signed a letter to the Secretary. “The law is clear,” the members write in the letter.",
        "The law is clear",
        ["Scott Lee", "the members"],
    ),
    "a letter that members signed": (
        "Today, Congressman Brendan Lee (D-PA) led a letter signed by more than 75 members of the House Democratic Caucus to "
        "the leadership. The House Members wrote: “It is time.”",
        "It is time",
        ["Brendan Lee", "more than 75 members of the House Democratic Caucus"],
    ),
    "members of the delegation": (
        "U.S. Congressman John Lee (D-Md.) along with Senators Ann Poe and Ben Roe (both D-Md.) today announced that the agency "
        "will help. “We are united,” said members of the Delegation.",
        "We are united",
        ["John Lee", "Ann Poe", "Ben Roe"],
    ),
    "a mother of several is one": (
        "Nicki Lee, mother of two young students and president and founder of Acme Defense, said that it is late.",
        "it is late",
        ["Nicki Lee"],
    ),
    "other leaders than those told of": (
        "GOP leaders and business groups met. Kevin Lee and other GOP leaders said that they would not vote for it.",
        "would not vote",
        ["Kevin Lee", "other GOP leaders"],
    ),
}


@pytest.mark.parametrize(("text", "words", "who"), TOGETHER.values(), ids=TOGETHER)
def test_all_who_say_it_together(text: str, words: str, who: list[str]) -> None:
    document = annotated(text)
    statement = next(s for s in document.statements if any(words in document.words(p) for p in s.content))
    chains = [document.chain(id) for id in (statement.speaker, *statement.joint)]
    assert sorted(chain.label for chain in chains if chain is not None) == sorted(who)


BESIDE: dict[str, tuple[str, str, str | None, str]] = {
    # text, words of the content, speaker, all of the content
    "a name without a word of saying below": (
        "“Home care is critical to the people of the state,” said Ann Lee, policy analyst of the Group. “We ask for support.”\n\n"
        "“Unless you have been there, it is hard to see,” Margaret Poe, of the union. “I do so much for people.”",
        "Home care is critical",
        "Ann Lee",
        "“Home care is critical to the people of the state,” … “We ask for support.”",
    ),
    "what leads to the quotation before": (
        "Bob Poe stopped and said with a chuckle, “Mr. Secretary, are you all right down there?” "
        "Ann Lee got off her knees and said, “Just trying to help my staff get it done.”",
        "trying to help my staff",
        "Ann Lee",
        "“Just trying to help my staff get it done.”",
    ),
    "a rebuttal": (
        "The agency was attacked. Mayor Bob Poe claimed that the paper had criticized the program, when in fact the program "
        "does not support it.",
        "had criticized the program",
        "Bob Poe",
        "that the paper had criticized the program",
    ),
    "between commas behind and": (
        "The decision threatens thousands of jobs, undermines growth and, according to the Dam Board, puts investment at risk.",
        "puts investment",
        "Dam Board",
        "puts investment at risk",
    ),
    "a participle with the figure": (
        "The bill will lock in these cuts, impairing the recovery, costing half a million jobs according to the Budget Office.",
        "half a million jobs",
        "Budget Office",
        "costing half a million jobs",
    ),
    "a title that has lost its line": (
        "Ann Lee introduces the Coin Act, says now is the time to get serious about debt Legislation will take the coin off the "
        "table January 14 Portland U.S. Rep. Ann Lee introduced the bill.",
        "now is the time",
        "Ann Lee",
        "now is the time to get serious about debt",
    ),
    "a straight opening mark is lost": (
        '"I am pleased that the House has passed this bill," said Senator Ann Lee. This bill gives us the chance to help many '
        'people, and I call on all to vote for it." Lee and others defeated a number of amendments.',
        "I am pleased",
        "Ann Lee",
        '"I am pleased that the House has passed this bill," … This bill gives us the chance to help many people, and I call on '
        'all to vote for it."',
    ),
    "a capital behind that": (
        "Rep. Bob Poe observed that, To me, it is an easy choice to help those who need aid. These are your tax dollars being "
        "spent, and I would submit that it is best to spend them here. The Rules Committee rejected the amendment and 80 other amendments, thereby "
        "denying the full House a vote on a number of bills.",
        "easy choice",
        "Bob Poe",
        "To me, it is an easy choice to help those who need aid … These are your tax dollars being spent, and I would submit "
        "that it is best to spend them here",
    ),
}


@pytest.mark.parametrize(("text", "words", "who", "content"), BESIDE.values(), ids=BESIDE)
def test_nothing_beside_it(text: str, words: str, who: str | None, content: str) -> None:
    title = "Ann Lee introduces the Coin Act, says now is the time to get serious about debt"
    document = annotated(text, title=title if text.startswith(title) else None)
    near = [s for s in document.statements if s.kind == "speech" and any(words in document.words(p) for p in s.content)]
    statement = min(near, key=lambda s: sum(b - a for a, b in s.content))
    chain = document.chain(statement.speaker)
    assert (chain.label if chain is not None else None) == who
    assert " … ".join(document.words(p) for p in statement.content).strip(" .") == content.strip(" .")


# The text, the pieces that the model may find of one statement, its source and cue, and the pieces that are the source's.
RUN_ON: dict[str, tuple[str, list[str], str, str, list[str]]] = {
    "a report inside of a speech": (
        "Senator Ann Lee spoke on the Senate floor. Lee's remarks, as delivered:\n\n“Mr. President, I have worked for safe dams."
        "\n\n“I thank my colleagues.\n\n“The Dam Board reports that almost 600 dams have failed.\n\n“That number is so big.”",
        ["I thank my colleagues.", "that almost 600 dams have failed.", "That number is so big."],
        "The Dam Board",
        "reports",
        ["that almost 600 dams have failed."],
    ),
    "a quotation that opens in its sentence": (
        "“I have read it. The Dam Board noted that ‘dams fail. We must act.’ I have seen it,” said Senator Ann Lee.",
        ["that ‘dams fail. We must act.’", "I have seen it,"],
        "The Dam Board",
        "noted",
        ["that ‘dams fail. We must act.’"],
    ),
    "a label of another's": (
        "General Dale: “That is the definition of a hollow force.”\n\nGeneral Ray Moor: “Cuts of this size would be bad.”",
        ["“That is the definition of a hollow force.”", "General Ray Moor: “Cuts of this size would be bad.”"],
        "General Dale",
        ":",
        ["“That is the definition of a hollow force.”"],
    ),
    "a paragraph that another signs": (
        "“Crime is a burden,” said Ann Lee. “We thank you.”\n\n“Our cities are in need,” Bob Poe said. “We support it.”",
        ["“Crime is a burden,”", "“We thank you.”", "“Our cities are in need,” Bob Poe said. “We support it.”"],
        "Ann Lee",
        "said",
        ["“Crime is a burden,”", "“We thank you.”"],
    ),
    "what stands above an introduction": (
        "“When we cut taxes, workers gained.”\n\nAnn Lee, the former director, said:\n\n“The public is opposed to it.”",
        ["“When we cut taxes, workers gained.”", "“The public is opposed to it.”"],
        "Ann Lee, the former director,",
        "said:",
        ["“The public is opposed to it.”"],
    ),
    "a headline": (
        "Lake News: Owners fall short on watching dams, Senate says\n\n“The owners of dams fail to watch them,” the paper wrote.",
        ["“The owners of dams fail to watch them,”"],
        "Senate",
        "says",
        ["Owners fall short on watching dams"],
    ),
    "the main clause behind while": (
        "Lee spoke. While Poe told Americans that the dam was safe, our engineers found cracks in it.",
        ["that the dam was safe, our engineers found cracks in it"],
        "Poe",
        "told",
        ["that the dam was safe"],
    ),
    "what is insisted on": (
        "The army insisted that the victims were armed despite an investigation that found that they were farmers.",
        ["that the victims were armed despite an investigation that found that they were farmers"],
        "The army",
        "insisted",
        ["that the victims were armed"],
    ),
}


@pytest.mark.parametrize(("text", "seen", "source", "cue", "own"), RUN_ON.values(), ids=RUN_ON)
def test_runs_on_into_nothing(text: str, seen: list[str], source: str, cue: str, own: list[str]) -> None:
    reading = Reading(text, parse(load_language(), parser_text(text)))

    def span(words: str, since: int = 0) -> Span:
        start = text.index(words, since)
        return start, start + len(words)

    at = span(source)
    act = span(cue, at[1] if text.find(cue, at[1]) >= 0 else 0)
    behind = text.rfind(cue, 0, at[0])
    if behind >= 0 and at[0] - behind < len(cue) + 2:  # "said Lee"
        act = (behind, behind + len(cue))
    head = next((t.i for t in reading.tokens(*act) if t.is_alpha), -1)
    found = Found("model", tuple(span(words) for words in seen), (at,), (act,), cue.strip(":") or None, head)
    others = [f for f in rule_candidates(reading) if f.source != (at,) and f.cue != (act,)]
    settled = [f for f, _ in settle(reading, [found, *others]) if f.source == (at,) and f.cue == (act,)]
    assert [[text[a:b].strip(" .") for a, b in f.content] for f in settled] == [[words.strip(" .") for words in own]]


WHOSE_WORDS: dict[str, tuple[str, str, str | None]] = {
    "the letter of a delegation without a name": (
        "The Maine delegation has written a letter to the agency. The letter, which was signed by nine others too, urges "
        "regulators to decide on the quota soon.",
        "regulators to decide",
        "The Maine delegation",
    ),
    "the letter of the women of a caucus": (
        "Earlier today, the women of the Congressional Black Caucus (CBC) sent a letter to the women of the Senate. "
        "The letter said, “It would be good if you stated your opposition to the rider.”",
        "It would be good",
        "the women of the Congressional Black Caucus",
    ),
    "the letter of those who wrote to somebody": (
        "Senators Ann Lee (D-Ore.) and Bob Poe (R-Me.) wrote to Administrator Mary Roe, seeking details. "
        "“The agency has turned a blind eye,” the letter states.",
        "turned a blind eye",
        "Ann Lee & Bob Poe",
    ),
    "their letter is the one told of": (
        "Congressman Brendan Lee (PA-02) joined with more than 30 members of the House on a letter urging Speaker Ann Roe to "
        "act.\n\nIn their letter, the House members tell of their concerns: “Time is short.”\n\nThe letter notes that the "
        "debt has grown.",
        "the debt has grown",
        "Brendan Lee & more than 30 members of the House",
    ),
    "a bipartisan letter sent today": (
        "Congresswoman Lori Lee (D-MA-03) sent a letter to the Museum of Art. “The list is longer,” she said.\n\n"
        "The bipartisan letter sent today requests that the museum return the works.",
        "the museum return the works",
        "Lori Lee",
    ),
    "in a report, the agency": (
        "In an August 30, 2021 report, the Government Accountability Office identified the harm. According to the report, "
        "imports have increased by half.",
        "imports have increased",
        "Government Accountability Office",
    ),
    "the new estimate": (
        "On August 6, the CDC released a new estimate of infections, Ann Lee said. The new estimate also confirmed that men "
        "were most affected.",
        "men were most affected",
        "Centers for Disease Control and Prevention",
    ),
    "the committee's report": (
        "Today, Representative Emanuel Lee (D-MO) highlighted a new analysis released by the House Committee on Education "
        "and Labor. The Committee's report found that the typical family would save money.",
        "the typical family",
        "House Committee on Education and Labor",
    ),
    "his bill": (
        "“The panels must be open,” said Mr. Wade Clay. He spoke to the House. His bill states that an expert committee "
        "is subject to the law.",
        "an expert committee",
        "Wade Clay",
    ),
    "an agency within another": (
        "The latest data from the USDA's Natural Resources Conservation Service shows that there are 51 other projects.",
        "51 other projects",
        "Natural Resources Conservation Service",
    ),
    "its own outlook": (
        "On Tuesday, the Congressional Budget Office released its Annual Budget and Economic Outlook, which projects that "
        "the deficit will exceed a trillion.",
        "the deficit will exceed",
        "Congressional Budget Office",
    ),
    "a bill led by somebody, which": (
        "The President signed the Equipment Act of 2021, a bipartisan bill cosponsored by Senator Ann Hassan, which directs "
        "the agency to close the gap in its rules.",
        "the agency to close",
        "a bipartisan bill",
    ),
    "posts by somebody in which he": (
        "Senator Tim Lee released the following statement following social media posts by President Carl Roe in which he "
        "threatened to leave the alliance: “Call the Senate back.”",
        "leave the alliance",
        "Carl Roe",
    ),
    "the zoo is no trail": (
        "Congresswoman Ann Lee will meet with the National Zoo to extend the hours of the Zoo Loop Trail. The zoo explained "
        "that the hours are tied to its own.",
        "the hours are tied",
        "National Zoo",
    ),
    "the Administration is no agency": (
        "The agreement does not fund a National Oceanic and Atmospheric Administration (NOAA) office. The Administration "
        "requested $322 million to establish it within NOAA.",
        "$322 million",
        "The Administration",
    ),
    "somebody's announcement": (
        "WASHINGTON – Today, Senator Tim Lee (R-S.C.) wrote a letter to Chief Executive Dan Poe, following Acme Building "
        "Solutions' (ABS) announcement that a new line will be built in Houlton.",
        "a new line will be built",
        "Acme Building Solutions",
    ),
    "an announcement of nobody": (
        "Today, Rep. Mike Lee (R-PA) released the following statement celebrating the recent announcement that the college "
        "will receive a grant.",
        "the college will receive",
        None,
    ),
    "the subject right before its verb": (
        "Today, Rep. Dan Lee (R-WA) cosponsored the Flight Act to prohibit it after Homeland Security Secretary Carl Roe "
        "confirmed the agency was accepting these documents.",
        "the agency was accepting",
        "Carl Roe",
    ),
    "a decision somebody says": (
        "The letter urges regulators to rule on the quota, a decision fishermen say they need so they can plan.",
        "they need",
        "fishermen",
    ),
    "they led others": (
        "U.S. Senator Jon Lee and Congressman Hank Poe (GA-04) are leading a new push for transit.\n\nToday they led the "
        "entire Georgia Delegation in urging the state to maximize its resources.",
        "the state to maximize",
        "Jon Lee & Hank Poe",
    ),
    "they after each has spoken": (
        "Rep. Gerry Connolly, Rep. Jim Moran, and Sen. Tim Kaine blamed some Republicans for the cuts. Kaine says anything that stops "
        "air travel will hurt. “We can fix this,” he says. They say the cuts will add an hour of waiting.",
        "the cuts will add",
        "Gerry Connolly & Jim Moran & Tim Kaine",
    ),
}


@pytest.mark.parametrize(("text", "words", "who"), WHOSE_WORDS.values(), ids=WHOSE_WORDS)
def test_whose_words_they_are(text: str, words: str, who: str | None) -> None:
    document = annotated(text)
    statement = next(s for s in document.statements if any(words in document.words(p) for p in s.content))
    chains = [document.chain(id) for id in (statement.speaker, *statement.joint)]
    assert " & ".join(c.label for c in chains if c is not None) == (who or "")


def test_a_statement_without_a_cue_keeps_its_source() -> None:
    text = "The letter asks for a rule, a decision fishermen say they need so they can plan."
    doc = parse(load_language(), parser_text(text))
    source, verb = text.index("a decision"), next(t for t in doc if t.text == "say")
    found = Found("clause", ((verb.idx + 4, len(text) - 1),), ((source, source + 10),), (), "say", verb.i, True)
    assert all(mended(Reading(text, doc), found) == found for mended in SUBJECT_MENDS)


GIVEN: dict[str, tuple[str, str, str]] = {
    "a given name in a headline alone": (
        "Congresswoman Barbara Poe Issues Statement on Sudan Referendum\n\n"
        "Washington, DC - Today Congresswoman Poe said that the vote is a milestone for all of Sudan.",
        "the vote is a milestone",
        "Barbara Poe",
    ),
    "a nickname between the names": (
        'STATE COLLEGE, Pa. – U.S. Representative Glenn "GT" Thornton joined the group. “It is an honor,” Rep. Thornton said.',
        "It is an honor",
        'Glenn "GT" Thornton',
    ),
    "a given name with a hyphen": (
        "“We are grateful to him,” said Mary-Anne LaMoine, Executive Director of the Forum.",
        "We are grateful",
        "Mary-Anne LaMoine",
    ),
    "a chairman who is a woman": (
        "Today, Senator Shelley Moore Capelli (R-W.Va.) announced a grant. “It is a win for our state,” Chairman Capelli said.",
        "It is a win",
        "Shelley Moore Capelli",
    ),
    "Al is a given name": (
        "Lee, Frankel and others say it's time\n\nU.S. Senator Al Frankel (D-MN) wrote a bill. “It is a threat,” said Sen. Frankel.",
        "It is a threat",
        "Al Frankel",
    ),
    "the field of an office before a name": (
        "“There are many studies,” said BCC Dean of Nursing Lori Moon. It opens today.",
        "There are many studies",
        "Lori Moon",
    ),
    "an outlet of two words": (
        "Bloomberg View: “She had no answer to the question.”",
        "She had no answer",
        "Bloomberg View",
    ),
    "a body of two fields": (
        "According to the Office of Fossil Energy and Carbon Management, the council will not meet this year.",
        "the council will not meet",
        "Office of Fossil Energy and Carbon Management",
    ),
    "a number behind a body's name": (
        "According to the World Health Organization 6.8 million people need therapy now.",
        "6.8 million people need therapy",
        "World Health Organization",
    ),
    "a dateline glued with dashes": (
        "WASHINGTON, D.C.--The Maine Congressional delegation said on Monday that the fleet needs help.",
        "the fleet needs help",
        "Maine Congressional delegation",
    ),
    "an abbreviation that a body of the article spells": (
        "Lee responded to the Institute of Medicine's report. The IOM said that the plan must change.",
        "the plan must change",
        "Institute of Medicine",
    ),
    "who is spoken to before an outlet": (
        "Secretary Halland, CNN reports that the White House is in a panic about the cuts.",
        "the White House is in a panic",
        "CNN",
    ),
    "a mark broken byte by byte": (
        "\xe2\x80\x9cHe served our town for years and we are grateful to him,\xe2\x80\x9d said Congressman Bill Posner.",
        "He served our town",
        "Bill Posner",
    ),
    "a clause in brackets": (
        "Background: the 9-11 legislation (passed by Congress, signed by the President) said the least the country "
        "needed was to add agents.",
        "the least the country needed",
        "the 9-11 legislation",
    ),
}


@pytest.mark.parametrize(("text", "words", "who"), GIVEN.values(), ids=GIVEN)
def test_names_that_the_article_gives_by_more(text: str, words: str, who: str) -> None:
    document = annotated(text)
    statement = next(s for s in document.statements if any(words in document.words(p) for p in s.content))
    chain = document.chain(statement.speaker)
    assert chain is not None and chain.label == who


@pytest.mark.parametrize(
    "text",
    [
        "Lea Moran, Center Director for Medford, Everett and Malden, said that the visit was a boost.",
        "“We look forward to it,” said Nancy Parry, president and chief administrative officer, Shirley Ryan AbilityLab.",
    ],
)
def test_field_and_employer_speak_with_nobody(text: str) -> None:
    [statement] = annotated(text).statements
    assert statement.joint == ()


CUT_SHORT: dict[str, tuple[str, str, str, str]] = {
    "a relative clause that had begun": (
        "Lee told them to halt the plan, which is expected to raise what families pay.",
        "told",
        "them to halt the plan, which",
        "them to halt the plan, which is expected to raise what families pay",
    ),
    "an open bracket": (
        "Lee announced a letter to the Department of Home Safety (DHS) that asks for a review.",
        "announced",
        "a letter to the Department of Home Safety (",
        "a letter to the Department of Home Safety (DHS) that asks for a review",
    ),
    "the second of two clauses": (
        "Lee said that 83% of them pay rent, and 76% of them pay far more.",
        "said",
        "that 83% of them pay rent, and",
        "that 83% of them pay rent, and 76% of them pay far more",
    ),
    "the verb of a clause": (
        "Lee announced that the defense spending bill, passed on Sunday in the House, includes more funds.",
        "announced",
        "that the defense spending bill",
        "that the defense spending bill, passed on Sunday in the House, includes more funds",
    ),
    "a condition": (
        "Lee ruled that they are not eligible, which starts in 2014, unless the cost is above a tenth.",
        "ruled",
        "that they are not eligible",
        "that they are not eligible, which starts in 2014, unless the cost is above a tenth",
    ),
    "a phrase": (
        "Lee announced that the agency gave nearly $1.3 million total to four projects in Ohio.",
        "announced",
        "that the agency gave nearly $1.3 million",
        "that the agency gave nearly $1.3 million total to four projects in Ohio",
    ),
    "a list of names": (
        "Lee said that it missed people in Ohio, Texas, Utah, Maine, and Idaho.",
        "said",
        "that it missed people in Ohio, Texas",
        "that it missed people in Ohio, Texas, Utah, Maine, and Idaho",
    ),
    "what that opens": (
        "Lee said that the report which they had read was at hand.",
        "said",
        "was at hand",
        "that the report which they had read was at hand",
    ),
    "when it was said is apart": (
        "Lee said that it was late this afternoon in Ohio.",
        "said",
        "that it was late",
        "that it was late",
    ),
}


@pytest.mark.parametrize(("text", "cue", "seen", "whole"), CUT_SHORT.values(), ids=CUT_SHORT)
def test_content_that_breaks_off(text: str, cue: str, seen: str, whole: str) -> None:
    reading = Reading(text, parse(load_language(), parser_text(text)))
    start, at = text.index(seen), text.index(cue)
    content, span = ((start, start + len(seen)),), (at, at + len(cue))
    found = Found("model", content, ((0, 3),), (span,), cue, reading.token_at(at))
    [(settled, _)] = settle(reading, [found])
    assert " … ".join(text[a:b] for a, b in settled.content) == whole


READ_ON: dict[str, tuple[str, str, str, str]] = {
    "a headline from its colon": (
        "Lee: Students, Officials Support Sensible Lunch Act\n\nThe senator met them on Monday.",
        ":",
        "Sensible Lunch Act",
        "Students, Officials Support Sensible Lunch Act",
    ),
    "an excerpt to its citation": (
        "Lee: “It Matters To All.” “The hearing was long. It matters.” (Ann Lee, “It Matters,” The Post, 1/23/2013)",
        ":",
        "“It Matters To All.”",
        "“It Matters To All.” “The hearing was long. It matters.”",
    ),
    "bullets behind a colon in the line": (
        "Lee urged them to act: • Ban the sale of it.\n• Pass the other bill.\n• Fund the schools.\n\nThe House met.",
        "urged",
        "them to act: • Ban the sale of it",
        "them to act … • Ban the sale of it … • Pass the other bill … • Fund the schools",
    ),
    "numbers behind a dash": (
        "Lee found that there are—\n\n(1) high rates;\n\n(2) gaps in data; and\n\n(3) barriers;\n\nWhereas the House met;",
        "found",
        "that there are",
        "that there are … (1) high rates … (2) gaps in data; and … (3) barriers",
    ),
    "labels": (
        "Lee announced the following grants:\n\nAniak: $1 million to build homes.\n\nBethel: Up to $2 million for a road.\n\n"
        "Nome: $3 million to the port.\n\nShe sits on the panel.",
        "announced",
        "the following grants",
        "the following grants … Aniak: $1 million to build homes … Bethel: Up to $2 million for a road … "
        "Nome: $3 million to the port",
    ),
    "items of more than one sentence": (
        "Lee calls for the state to:\n\nMake more tests. Experts recommend it.\n\nMake it easy to get them. The state has a plan.\n\n"
        "The House met.",
        "calls for",
        "Make more tests",
        "Make more tests. Experts recommend it … Make it easy to get them. The state has a plan",
    ),
    "no list": (
        "Lee announces the death of the judge:\n\nThe judge died at home. He was 85 years old.\n\nHe grew up in Ohio.",
        "announces",
        "the death of the judge",
        "the death of the judge",
    ),
}


@pytest.mark.parametrize(("text", "cue", "seen", "whole"), READ_ON.values(), ids=READ_ON)
def test_content_reads_on(text: str, cue: str, seen: str, whole: str) -> None:
    reading = Reading(text, parse(load_language(), parser_text(text)))
    start, at = text.index(seen), text.index(cue)
    head = -1 if cue == ":" else reading.token_at(at)
    found = Found("model", ((start, start + len(seen)),), ((0, 3),), ((at, at + len(cue)),), None, head)
    [(settled, _)] = settle(reading, [found])
    assert " … ".join(text[a:b] for a, b in settled.content) == whole


def test_what_is_inserted_is_gone_round() -> None:
    text = "The score of the member, according to Poe, was 91 percent of all."
    reading = Reading(text, parse(load_language(), parser_text(text)))
    at = text.index("according to")
    found = Found("model", ((0, 23),), ((38, 41),), ((at, at + 12),), "according to", reading.token_at(at))
    [(settled, _)] = settle(reading, [found])
    assert " … ".join(text[a:b] for a, b in settled.content) == "The score of the member … was 91 percent of all"


SHOWN_TO_ITS_END: dict[str, tuple[str, str, str | None]] = {
    "over a line of stars": (
        "Senator Ann Lee delivered the following remarks:\n\n“We came here to work, and I will go on.\n\n***\n\n“It is late now.\n\n"
        "“We will be back.”",
        "We came here",
        "We will be back",
    ),
    "a bill called by the speaker's name": (
        "Statement of Senator Ann Lee (D-Vt.), On the Bill\n\nThe bill does not meet the needs of my state, and I oppose it.\n\n"
        "The Lee-Poe Act already has what we need in it, as my colleagues know.",
        "does not meet the needs",
        "already has what we need",
    ),
    "a mark that nothing closes": (
        'Rep. Ann Lee released the following statement on the speech:\n\n"I was hoping to hear the President accept it. He failed.\n\n'
        "There is no doubt that he missed the mark. Why weren't we better prepared? The people deserve answers.",
        "I was hoping",
        "no doubt that he missed",
    ),
    "not into the background": (
        "WASHINGTON Today U.S. Senator Ann Lee issued the following statement: For far too long, I have waited for the bill. "
        "It will help us to see them.Background on the bill\n\nIt gives states funds to look at what I described.\n\nIt ends in May.",
        "far too long",
        None,
    ),
}


@pytest.mark.parametrize(("text", "begins", "ends"), SHOWN_TO_ITS_END.values(), ids=SHOWN_TO_ITS_END)
def test_shown_in_full_to_its_end(text: str, begins: str, ends: str | None) -> None:
    reading = Reading(text, parse(load_language(), parser_text(text)))
    [found] = [f for f in full_texts(reading) if begins in text[f.content[0][0] : f.content[0][1]]]
    last = text[found.content[-1][0] : found.content[-1][1]]
    assert ends in last if ends is not None else last.endswith("see them")


def test_the_text_of_a_resolution_says_nothing() -> None:
    text = (
        "“It is late,” said Congresswoman Ann Lee.\n\nThe resolution text is available below:\n\nSupporting the day of the port;"
        "\n\nWhereas the port has been our pride since 1902;\n\nWhereas we must keep it;"
    )
    assert not list(full_texts(Reading(text, parse(load_language(), parser_text(text)))))


def test_words_behind_one_name_are_of_that_one() -> None:
    document = annotated(
        "Congressman Mike Poe invited Congressman Andy Lee to give remarks.\n\nExcerpts from the address can be found below.\n\n"
        "Lee: We have given away our power to those whom nobody elected.\n\nLee: We need a market that I can explain to people."
    )
    shown = next(s for s in document.statements if "We have given away" in document.words(s.content[0]))
    chain = document.chain(shown.speaker)
    assert chain is not None and chain.label == "Andy Lee"


def test_an_opening_mark_on_the_wrong_side_of_its_space() -> None:
    document = annotated(
        'It was built.\n\n"We will be creating jobs for many," said Raymond Poe, president of the union." It would support 1,859 '
        'jobs here. It will make us strong."'
    )
    statement = next(s for s in document.statements if "We will be creating" in document.words(s.content[0]))
    assert document.words(statement.content[-1]).endswith('make us strong."')


# m10-cut: what broke off, and where it ends
READ_ON = {
    "a quotation over lost paragraphs": (
        '"We have to find a way around the cuts," Rep. Ann Lee said. "I will work as hard as I can on it. "That we had to '
        'consider the decision shows that we need a plan."',
        "We have to find a way",
        "we need a plan",
    ),
    "a mark forgotten before the name": (
        'WASHINGTON – Congressman Bob Poe spoke to the House.\n\n"The President took two laps, said Congressman Poe. "One was '
        "a bribe that courts struck down. They both failed.\n\nThe rail moves a lot of cargo each day, and you think it is bad now."
        '\n\nThe unions are holding the nation hostage."',
        "The President took two laps",
        "holding the nation hostage",
    ),
    "a list of sums": (
        "The letter goes out today.\n\nSpecifically, the members are requesting that leadership support:\n\n$80 billion for public "
        "housing. This investment is critical to the residents.\n\n$10 billion to support access to homes. We request that "
        "you keep the sum for trains.\n\n$107 billion to expand the net. It is vital.\n\nBeside Lee, many signed it.",
        "that leadership support",
        "It is vital",
    ),
    "an infinitive joined to another": (
        "Rep. Ann Lee is requesting to receive the list of those whom he recused, and to know which hacks are responsible for this use of "
        "power.",
        "to receive the list",
        "use of power",
    ),
    "the beginning of a sentence whose marks are lost": (
        "The town met on Monday in the old hall.\n\nSince our last meeting on this issue, there have been many good developments, but we "
        "have a long way to go, said Ann Lee. I am committed to working with all of you on it.\n\nThe hall is open.",
        "Since our last meeting",
        "with all of you",
    ),
    "a typed mark that opens and a double one that closes": (
        'The "Heat Tax" is a killer that could cost 90,000 jobs. \'These steps put our energy at risk and will raise costs. This '
        'is a crisis and it is time to stop the pain," Congressman Gus Poe warned.',
        "These steps put our energy",
        "stop the pain",
    ),
    "up to a mark that is left alone": (
        "I am proud to bring this bill back for all of us, said Congresswoman Ann Lee. The issue has grown in this country. We have "
        'to do better on it. "\n\nEach year the agency counts them.',
        "I am proud to bring",
        "do better on it",
    ),
    "excerpts": (
        "U.S. Senator Ann Lee (R-AK) spoke on the floor about the rules.\n\nEXCERPTS\n\n“I know what it takes to work across the aisle.”"
        "\n\n“I will vote against any motion to weaken it.”",
        "I know what it takes",
        "motion to weaken it",
    ),
    "under topics": (
        "Excerpts from Senator Ann Lee's remarks follow below:\n\nOn the bill:\n\n“I do not like the bill at all.”\n\nOn the plan:\n\n“I "
        "like the plan that we have made.”",
        "I do not like the bill",
        "the plan that we have made",
    ),
    "a label with a topic": (
        "Senator Tim Poe met them this week.\n\nPanel Highlights:\n\nSen. Poe, on the lack of schools:\n\n“Let me say one thing about "
        "schools.\n\n“I believe in schools for all.”",
        "Let me say one thing",
        "schools for all",
    ),
    "under sub-headings": (
        "Senator Ann Lee's remarks as prepared for delivery are below:\n\nIt has been said that the game is a faith here, and I share it.\n\n"
        "The perfect knight\n\nOutside of the park is a statue of the man in his prime.\n\nOn the field he was always a gentleman.\n\nI saw "
        "him there once when I was a boy.",
        "the game is a faith",
        "when I was a boy",
    ),
    "a paragraph without its mark": (
        "Senator Ann Lee's remarks as prepared are below:\n\n\"Madam Speaker, I rise today to discuss an issue.\n\nThe disease affects deer "
        'and moose and is fatal.\n\n"I am proud to sponsor the bill.\n\n"Last week the first case was found.\n\n"I will do what I can."',
        "I rise today",
        "do what I can",
    ),
    "a letter behind its address in one paragraph": (
        "Congresswoman Ann Lee wrote to the agency on the farms today. The text of the letter is below. March 2, 2013 The Honorable Tom Roe Secretary of "
        "Farms Washington, DC 20250 Dear Secretary Roe: Thank you for your work for our farmers. I ask that you fund the service.",
        "Thank you for your work",
        "fund the service",
    ),
    "a phrase in marks at the opening": (
        'Congresswoman Ann Lee released the below statement on her vote:\n\n"Fast Joe” promised to be the railroad President, but he failed '
        'to bring both sides together. I voted today to prevent a strike."',
        "promised to be the railroad",
        "prevent a strike",
    ),
}


@pytest.mark.parametrize(("text", "begins", "ends"), READ_ON.values(), ids=READ_ON)
def test_read_on_from_its_beginning_to_its_end(text: str, begins: str, ends: str) -> None:
    document = annotated(text)
    held = [[document.words(piece) for piece in s.content] for s in document.statements if s.kind == "speech"]
    assert any(any(begins in p for p in pieces) and ends in pieces[-1] for pieces in held), held


def test_background_before_words_with_a_name_behind_is_no_statement() -> None:
    document = annotated(
        "Representative Mark Poe released the following statement after introducing H.R. 751. This bill would fund the program at $30 "
        "million. The attack in Newtown shook the country, said Poe. As a father, I grieved with the families."
    )
    words = [document.words(piece) for s in document.statements for piece in s.content]
    assert not any("would fund the program" in piece for piece in words)


def test_a_place_and_a_day_are_no_content() -> None:
    document = annotated(
        "Washington, D.C. Today, Congressman Jerry Poe wrote to Tom Roe, calling on him to keep the funds."
    )
    assert not any("Washington" in document.words(p) for s in document.statements for p in s.content)


WHO_IS_MEANT = {
    "'they', whatever body is told of between": (
        "Congressman Bob Lee (D-PA) and Congresswoman Ann Poe (D-MA) led 36 members of Congress in writing to the Department "
        "of Labor.\n\nThe lawmakers urged the Department to list the steps the Department is taking. They asked that it reply.",
        "that it reply",
        ["Bob Lee", "Ann Poe", "36 members of Congress"],
    ),
    "who also says more": (
        "Senators Bob Lee, Ann Poe and Tom Hill sent a letter to the Postal Service.\n\n“We hope for the best,” they wrote.\n\n"
        "The Postal Service is losing money. They also pointed out that the plan is illegal.",
        "that the plan is illegal",
        ["Bob Lee", "Ann Poe", "Tom Hill"],
    ),
    "members behind 'In the letter,'": (
        "Representatives Bob Lee (IL-14) and Ann Poe (PA-01) led a group of over 70 Members of Congress in urging the leaders "
        "of the House to fund programs that address the shortage of teachers.\n\nIn the letter to leaders of both committees, "
        "Members emphasized that schools are short of staff.",
        "that schools are short of staff",
        ["Bob Lee", "Ann Poe", "a group of over 70 Members of Congress"],
    ),
    "the members of the delegation that spoke": (
        "One Area Code Is Enough\n\nWASHINGTON — Ohio's congressional delegation urged the Federal Communications Commission today to keep the area code.\n\n“It is a "
        "matter of efficiency,” wrote the members of Congress.",
        "a matter of efficiency",
        ["Ohio's congressional delegation"],
    ),
    "who is joined by others without a name": (
        "WASHINGTON, DC  Congressman G. K. Lee (NC-01) was joined by 11 of his colleagues in authoring a letter to Chairman "
        "Julius Poe supporting the rule. The full text of the letter follows:\n\nDear Chairman Poe:\n\nWe write to urge you to "
        "act on the rule. We need it now.\n\nSincerely,",
        "We write to urge you",
        ["G. K. Lee", "11 of his colleagues"],
    ),
    "with whom they team": (
        "Washington, D.C. — Earlier today, Representatives Gus Lee (R-FL) and Neal Poe (R-FL) teamed with Senators Marco Hill (R-FL) and Rick Cox "
        "(R-FL), along with other Republican members of the delegation to urge Secretary Xavier Roe to reverse the rule.",
        "Secretary Xavier Roe to reverse",
        ["Gus Lee", "Neal Poe", "Marco Hill", "Rick Cox", "other Republican members of the delegation"],
    ),
    "whom those behind a dateline lead": (
        "Washington, D.C. - House Republicans, led by Ranking Member Sam Lee (R-MO) and Ranking Member Bruce Poe (R-AR), urged "
        "President Biden to drop the policies.",
        "President Biden to drop",
        ["Sam Lee", "Bruce Poe", "House Republicans"],
    ),
    "the letter of who asks in the lead": (
        "A Bill for Children\n\nWashington, D.C. – Today, Congresswoman Deborah Lee (NC-02) led 22 of her colleagues in urging "
        "leaders to include the bill.\n\nThe children wait "
        "for it.\n\nThe letter read in part, “They are forced to leave the country.”",
        "They are forced to leave",
        ["Deborah Lee", "22 of her colleagues"],
    ),
    "the guidance issued by a body today": (
        "The program has funds for bridges. The guidance issued by the Department of Transportation today notes that the "
        "funds can be used for all of them.",
        "that the funds can be used",
        ["U.S. Department of Transportation"],
    ),
    "the first of one body's reports": (
        "The report by the Government Accountability Office was released today. Senator Bob Lee asked for another report from "
        "the Government Accountability Office.\n\nThe first report, released in 2021, found that wages are low.",
        "that wages are low",
        ["Government Accountability Office"],
    ),
    "a statement on a study is no study of his": (
        "EVERETT – Committee Chair Rosa Lee (CT-03) released the following statement on the First Years study published in a "
        "journal that suggests payments are good:\n\n“It is common sense. Now, we have evidence from the First Years trial. The "
        "study suggests that payments like these help the children.\n\n“I am pleased with it.”",
        "that payments like these help",
        ["The study"],
    ),
    "who stands with an office beside his name": (
        "Congresswoman Nita Lee (D-NY), incoming Ranking Democrat on the House Appropriations Committee, today issued the "
        "following statement on the bill:\n\nI supported the compromise to protect families from a rise in taxes.",
        "I supported the compromise",
        ["Nita Lee"],
    ),
    "an officer with his service": (
        "“Marines have been the first to fight,” said Major General James W. Lee USMC (Ret), President and CEO, Marine Corps "
        "Heritage Foundation.",
        "first to fight",
        ["James W. Lee"],
    ),
    "a founder and CEO of a body with a person's name": (
        "“We are thrilled that the bill is back,” said Erin Gray, Founder and CEO, Aunt Bertha.",
        "thrilled that the bill",
        ["Erin Gray"],
    ),
    "'he' far below the one who has spoken": (
        "EVERETT—U.S. Senator Chris Lee (D-Conn.) sent a letter to the agency about the law. The agency has long paid for projects "
        "that protect coasts.\n\nTo improve it, Lee encouraged the agency to do the following:\n\n1. Extend the time for "
        "applications to allow those who apply to prepare the best of them, so that more is built.\n\n2. Continue to provide "
        "funding for research that will be critical to finding the areas of greatest need.\n\n3. Fund the staff of state "
        "agencies, programs and institutions to better help towns use these new investments.\n\n“I appreciate your partnership. "
        "The projects will help protect our coasts,” he wrote.",
        "will help protect our coasts",
        ["Chris Lee"],
    ),
    "a letter is not of who is quoted last": (
        "Congresswoman Lisa Lee (R-MI) asked Inspector General Cox to look into the plan.\n\n“They deserve to know,” said Rep. "
        "Lee.\n\n“The people want answers,” said Rep. Bill Poe.\n\nFor a copy of the letter, click here. The full text is "
        "below.\n\nDear Inspector General Cox,\n\nI write to you today about the plan. I am worried by it.\n\nSincerely,",
        "I write to you today",
        ["Lisa Lee"],
    ),
    "a name that hyphens hide before a party": (
        "Representatives Lois Lee (D-FL-21), Jaime Poe (R-WA-03), and Lucille Roybal-Allard (D-CA-40), were joined by 62 "
        "Members of Congress in sending a letter to the Department of Labor.\n\nThe letter states, “Each year, many are born.”",
        "Each year, many are born",
        ["Lois Lee", "Jaime Poe", "Lucille Roybal-Allard", "62 Members of Congress"],
    ),
}


@pytest.mark.parametrize(("text", "words", "who"), WHO_IS_MEANT.values(), ids=WHO_IS_MEANT)
def test_who_is_meant(text: str, words: str, who: list[str]) -> None:
    document = annotated(text)
    statements = [s for s in document.statements if any(words in document.words(p) for p in s.content)]
    chains = [document.chain(id) for id in (statements[-1].speaker, *statements[-1].joint)]
    assert [chain.label for chain in chains if chain is not None] == who


RUNS_ON: dict[str, tuple[str, str, str, str]] = {
    "a finite verb behind an infinitive": (
        "Lee led a letter urging the secretary to halt the flights and has asked others to sign a second one.",
        "urging",
        "the secretary to halt the flights and has asked others to sign a second one",
        "the secretary to halt the flights",
    ),
    "but an infinitive of its own": (
        "Lee led a letter urging the secretary to halt the flights and to tell whoever asked and has come to see it.",
        "urging",
        "the secretary to halt the flights and to tell whoever asked and has come to see it",
        "the secretary to halt the flights and to tell whoever asked and has come to see it",
    ),
    "the next sentence behind according to": (
        "According to Lee, the site holds 9,000 users. When I asked how many it would hold, nobody knew.",
        "According to",
        "the site holds 9,000 users. When I asked how many it would hold",
        "the site holds 9,000 users",
    ),
    "what a capital opens": (
        "It had rained. Every time the gate was opened, the boys of Lee said, Here comes the lake, and it did.",
        "said",
        "It had rained. Every time the gate was opened … Here comes the lake, and it did",
        "Here comes the lake, and it did",
    ),
    "the end of a phrase": (
        "Lee announced the grant at a meeting in honor of Harvest Week at the old mill on Monday.",
        "announced",
        "the grant … Harvest Week at the old mill",
        "the grant",
    ),
    "the head of a letter": (
        "Lee sent a letter calling for an end of the siege:\n\nMay 3, 2010\n\nThe Honorable Ann Poe\n\nThe Palace\n\nWe are late.",
        "calling for",
        "an end of the siege",
        "an end of the siege",
    ),
    "the second line of a headline": (
        "LEE TO ANNOUNCE $5,000 GRANT   Lee to Join Officers for the Day\n\nOHIO. Lee will be there.",
        "TO ANNOUNCE",
        "$5,000 GRANT   Lee to Join Officers for the Day",
        "$5,000 GRANT",
    ),
    "what happened on a day": (
        "Lee has been calling for lower prices:\n\nIn May 2024, senators slammed the chain.\n\nIn June 2024, they wrote to it.",
        "calling for",
        "lower prices",
        "lower prices",
    ),
}


@pytest.mark.parametrize(("text", "cue", "seen", "whole"), RUNS_ON.values(), ids=RUNS_ON)
def test_content_ends_before_what_is_not_told(text: str, cue: str, seen: str, whole: str) -> None:
    reading = Reading(text, parse(load_language(), parser_text(text)))
    content = tuple((text.index(p), text.index(p) + len(p)) for p in seen.split(" … "))
    at, source = text.index(cue), text.upper().index("LEE")
    head = reading.token_at(at + len(cue) - 1) if cue == "TO ANNOUNCE" else reading.token_at(at)
    lemma = "according to" if cue == "According to" else None
    found = Found("model", content, ((source, source + 3),), ((at, at + len(cue)),), lemma, head)
    [settled] = [f for f, _ in settle(reading, [found]) if f.rule == "model"]
    assert " … ".join(text[a:b] for a, b in settled.content) == whole


NO_WORDS: dict[str, tuple[str, str]] = {
    "demanded of her": ("Poe did demand that Secretary Lee explain why she refused to hear the staff.", "explain"),
    "asked of it": (
        "Poe led ten members in asking that the Lee Administration request more funds for trains.",
        "request",
    ),
    "an amendment": ("Lee also offered an amendment to create a panel to look for waste.", "offered"),
    "a vote": ("Lee affirmed the right to see the files with a bipartisan vote on the resolution.", "affirmed"),
    "a plan": ("The board of Lee considered and rejected a plan similar to the new one.", "rejected"),
    "impersonal": ("It is worth pointing out that this has been rising in the county of Lee.", "pointing out"),
    "who hears it": ("Lee was informed that families with many children were among those who left.", "informed"),
    "in doing": ("The people of Lee agree in supporting the men who serve, and the club will help them.", "agree"),
}


@pytest.mark.parametrize(("text", "cue"), NO_WORDS.values(), ids=NO_WORDS)
def test_demands_and_deeds_are_no_saying(text: str, cue: str) -> None:
    assert not [s for s in annotated(text).statements if s.kind == "speech" and s.cue and cue in text[slice(*s.cue[0])]]


def test_a_day_is_nothing_said() -> None:
    text = "On May 2, 2025, Admiral Lee responded to the first request of the county."
    assert not [s for s in annotated(text).statements if s.kind == "speech" and "May 2" in text[slice(*s.content[0])]]


def test_a_clause_that_tells_of_a_hearing_is_not_testified() -> None:
    text = "That led to a hearing in Ohio where union officials, industry owners and foresters testified."
    assert not [s for s in annotated(text).statements if s.kind == "speech"]


def test_one_says_it_behind_the_clause_before() -> None:
    text = "Poe noted that a band which folded when money dried up, and Lee says that aid will help the new one."
    spoken = [s for s in annotated(text).statements if s.cue and text[slice(*s.cue[0])] == "says"]
    assert all(text[slice(*s.source[0])] == "Lee" for s in spoken)


def test_a_nickname_in_marks_is_no_quotation() -> None:
    text = 'Ann Poe Applauds Confirmation of Rosa "Rosie" Lee as Treasurer'
    reading = Reading(text, parse(load_language(), parser_text(text)))
    assert is_nickname(reading, reading.quotations[0])


def test_a_quotation_below_is_of_who_signs_it() -> None:
    text = (
        "“It is hard, honest work,” Stan Lee said. “I am proud to fight for it.”\n\n"
        "“We are proud to give him the award. We look forward to more of it,” Philip Poe, head of the bureau, said."
    )
    reading = Reading(text, parse(load_language(), parser_text(text)))

    def found(cue: int, source: str, *content: str) -> Found:
        spans = tuple((text.index(c), text.index(c) + len(c)) for c in content)
        at = text.index(source)
        head = reading.token_at(cue)
        return Found("model", spans, ((at, at + len(source)),), ((cue, cue + 4),), "say", head)

    whole = "“We are proud to give him the award. We look forward to more of it,”"
    first = found(text.index("said"), "Stan Lee", "“It is hard, honest work,”", "“I am proud to fight for it.”", whole)
    last = found(text.rindex("said"), "Philip Poe", "We look forward to more of it,”")
    out = {text[slice(*f.source[0])][:10]: f for f in without_turns_of_others(reading, [first, last])}
    assert len(out["Stan Lee"].content) == 2
    assert [text[slice(*p)] for p in out["Philip Poe"].content] == [whole]


def test_a_label_glued_to_an_answer_ends_it() -> None:
    text = "Lee: Does it strike you as odd?\n\nPoe: It is a good use of it.Lee: So you see nothing in it?"
    reading = Reading(text, parse(load_language(), parser_text(text)))
    rest = text.index("It is")
    turns = [
        Found("model", ((5, 31),), ((0, 3),), ((3, 4),)),
        Found("model", ((rest, len(text)),), ((rest - 5, rest - 2),), ((rest - 2, rest - 1),)),
    ]
    last = without_turns_of_others(reading, turns)[1].content
    assert [text[slice(*p)] for p in last] == ["It is a good use of it"]


def test_an_introduction_is_no_statement() -> None:
    text = "OHIO After the release of the figures, Ann Lee released the following statement:These numbers are low, said Lee."
    reading = Reading(text, parse(load_language(), parser_text(text)))
    at = text.index("said")
    [found] = [
        behind_lead_in(reading, f)
        for f in [
            Found("lost-marks", ((0, at - 2),), ((at + 5, at + 8),), ((at, at + 4),), "say", reading.token_at(at))
        ]
    ]
    assert [text[slice(*p)] for p in found.content] == ["These numbers are low"]


def test_nobody_who_is_expected_to_win_is_quoted_below() -> None:
    text = "The club is expected to have a record number of members.\n\n“I thank you all for the chance to lead.”"
    reading = Reading(text, parse(load_language(), parser_text(text)))
    at = text.index("is expected")
    below = (text.index("“"), len(text))
    head = reading.token_at(text.index("expected"))
    found = Found("model", ((0, 8), (at + 12, 55), below), (), ((at, at + 11),), "expect", head)
    assert below not in without_quotation_below(reading, found).content


@pytest.mark.parametrize(
    ("text", "who", "begins"),
    [
        # stances that are told in words
        ("Senator Ann Lee (D-Me.) stressed the need to mend the old bridge.", "Ann Lee", "the need to mend"),
        ("Senator Ann Lee (D-Me.) accused the agency of hiding the costs.", "Ann Lee", "the agency of hiding"),
        ("Senator Ann Lee (D-Me.) blasted the board for closing the plant.", "Ann Lee", "the board for closing"),
        ("Senator Ann Lee (D-Me.) called out the board for closing the plant.", "Ann Lee", "the board for closing"),
        ("Senator Ann Lee (D-Me.) expressed concern that the plant is old.", "Ann Lee", "that the plant"),
        # the word that tells stands behind what was taken for the cue
        (
            "Senator Ann Lee (D-Me.) sent a letter to Secretary Bob Poe requesting an audit of the port.",
            "Ann Lee",
            "an audit",
        ),
        (
            "Senator Ann Lee (D-Me.) sent a letter to Bob Poe seeking answers on the closing of the port.",
            "Ann Lee",
            "answers",
        ),
        # what others say inside of a statement shown in full
        (
            "Senator Ann Lee (D-Me.) delivered the following remarks:\n\n“Mr. President, the port is closed. It is a shame.\n\n"
            "“Senator Poe says that the closing of the port was right and good. We know better than he does.\n\n"
            "“We must open it again.”",
            "Poe",
            "that the closing",
        ),
    ],
)
def test_what_was_missed_is_said(text: str, who: str, begins: str) -> None:
    document = annotated(text)
    [said] = [s for s in document.statements if s.kind == "speech" and document.words(s.content[0]).startswith(begins)]
    chain = document.chain(said.speaker)
    assert chain is not None and chain.label == who


@pytest.mark.parametrize(
    "text",
    [
        "The fire at the plant underscored the need to mend the old bridge, and the town held a meeting.",
        "Senator Ann Lee (D-Me.) toured the old plant to highlight the need to mend the bridge.",
        "Senator Ann Lee (D-Me.) led her colleagues in introducing a bill to mend the bridge.",
        "Congresswoman Ann Lee is seeking applications for summer places in her office.",
    ],
)
def test_what_is_no_stance_in_words(text: str) -> None:
    assert not [s for s in annotated(text).statements if s.kind == "speech"]


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        # offices
        (
            "Postmaster General Patrick Roe spoke to the board in Everett. It was hours after the postmaster general "
            "announced that the Postal Service plans to close.",
            "that the Postal",
            ["Patrick Roe"],
        ),
        (
            "The Trump administration is pressing the islands. On April 10, the president announced that they must pay.",
            "that they must",
            ["Donald Trump"],
        ),
        # laws, programmes and forces
        (
            "In 2012, many soldiers used Army Tuition Assistance for courses. They earned 831 degrees, according to the Army.",
            "They earned",
            ["the Army"],
        ),
        (
            "Representative Ann Lee published a report on home loans. The report's analysis of Home Lending Act data "
            "suggests that some lenders charge too much.",
            "that some lenders",
            ["Ann Lee"],
        ),
        (
            "Senator Mary Poe spoke in Everett. She also introduced the Travel for Health Care Act of 2022, which "
            "clarifies that states may not limit travel.",
            "that states may",
            ["Travel for Health Care Act"],
        ),
        # letters
        (
            "Congresswoman Ann Lee, along with Reps. Bob Poe and Carl Roe, led a letter to Speaker Dan Coe. In May, "
            "Congresswoman Lee wrote to Speaker Coe, urging him to mend the bridge.\n\n“We are glad of the bridge and of "
            "the road,” reads the letter.",
            "“We are",
            ["Ann Lee", "Bob Poe", "Carl Roe"],
        ),
        (
            "Today, Rep. Ann Lee (FL-03) and Rep. Bob Poe (FL-05) led a letter to Secretary Dan Coe on milk. The letter, "
            "which explains that farms have lost money, was sent on Monday.",
            "that farms have",
            ["Ann Lee", "Bob Poe"],
        ),
        # announcements of nobody who is named
        ("Last week's announcement that the club had been sold is wrong.", "that the club", []),
        # pronouns
        (
            "Today, Congresswoman Ann Lee (D-CA) joined First Lady Mary Roe for the signing of the act. She released this "
            "statement:\n\n“The signing is a good step for our children. We need more of them, and soon.”",
            "“The signing",
            ["Ann Lee"],
        ),
        (
            "Boston - Today, Senator Ann Lee issued the following statement in response to Chairman Bob Poe's meeting "
            "comments in which he wrote “the Commission likely erred in siting the station where it did”:\n\n“I am glad of "
            "what the chairman has said. We must act.”",
            "“the Commission",
            ["Bob Poe"],
        ),
        (
            "Congressman Andy Lee will meet with fishing and boating industries who have said that the rule is wrong.",
            "that the rule",
            ["industries"],
        ),
        (
            "There are candidates for secretary of state who are declaring that the vote was wrong.",
            "that the vote",
            ["candidates"],
        ),
    ],
)
def test_whom_the_words_mean(text: str, words: str, who: list[str]) -> None:
    document = annotated(text)
    [said] = [s for s in document.statements if s.kind == "speech" and document.words(s.content[0]).startswith(words)]
    chains = [document.chain(id) for id in (said.speaker, *said.joint)]
    labels = [chain.label for chain in chains if chain is not None]
    assert len(labels) == len(who) and all(label.endswith(name) for label, name in zip(labels, who, strict=True))


def test_who_speaks_on_an_announcement_has_not_made_it() -> None:
    text = "Senator Ann Lee today released a statement on the announcement that the yard will build two ships."
    reading = Reading(text, parse(load_language(), parser_text(text)))
    at, that = text.index("announcement"), text.index("that the")
    found = Found("model", ((that, len(text) - 1),), ((0, 15),), ((at, at + 12),), "announcement", reading.token_at(at))
    assert owner_of_noun(reading, found).source == ()


@pytest.mark.parametrize(
    ("text", "begins", "who"),
    [
        (
            "Safeway raised its prices. Microsoft lost money. Last month Microsoft and Safeway announced that they would merge.",
            "that they",
            "Microsoft|Safeway",
        ),
        (
            "USPS and the Administration repeatedly request that Congress change the law.",
            "that Congress",
            "U.S. Postal Service|the Administration",
        ),
        (
            "Congressman Ann Lee, M.D. (D-Me.) and the Pine County Office of Education announced that the grant was won.",
            "that the grant",
            "Ann Lee|Pine County Office of Education",
        ),
        (
            "In a letter to Chairman Bob Roe (R-Ohio), Lee and 24 of her colleagues asked for a hearing. Senator Ann Lee "
            "(D-Me.) spoke. The senators also requested that the agency be heard.",
            "that the agency",
            "Ann Lee|24 of her colleagues",
        ),
        (
            "Senator Ann Lee (D-Me.) joined a bipartisan group of colleagues to act. In a letter to Department of Homeland "
            "Security (DHS) Secretary Bob Roe and Department of Labor (DOL) Secretary Cy Poe, the Senators stress that the "
            "delay is bad.",
            "that the",
            "Ann Lee|a bipartisan group of colleagues",
        ),
        (
            "The Co-Chairs of the Caucus, Congresswomen Ann Lee (CA-9) and Sue Poe (CA-6), today met. In a letter sent "
            "today, the Co-Chairs said that the plan is bad.",
            "that the plan",
            "Ann Lee|Sue Poe",
        ),
        (
            "Several members of Congress, including Rep. Ann Lee (D-Me.), have said that the plan is bad.",
            "that the plan",
            "Ann Lee|Several members of Congress",
        ),
        (
            "Representatives Ann Lee (CO-06), member of the House Armed Services and Intelligence Committees, Tom Poe "
            "(NJ-07), Vice Chair of the House Foreign Affairs Committee, and Andy Kim (NJ-03) said that the plan is bad.",
            "that the plan",
            "Ann Lee|Tom Poe|Andy Kim",
        ),
        (
            "On the anniversary of the Commander John Scott Hale Veterans Care Act (Hale Act), Senators Ann Lee (R-Kan.) "
            "and Bob Poe (D-Mont.) said that the plan is bad.",
            "that the plan",
            "Ann Lee|Bob Poe",
        ),
        (
            "Senators Lee and Poe, and Representatives Higgins, Slaughter, Reed and Collins stressed that the law is good.",
            "that the law",
            "Lee|Poe|Higgins|Slaughter|Reed|Collins",
        ),
        (
            "Today Representatives Joe E. Diaz, (D-NY); Henry Poe, (D-CA); and Barbara Lee, (D-CA) sent a letter to "
            "President Bob Roe urging him to join them in lifting the ban.",
            "him to join",
            "Joe E. Diaz|Henry Poe|Barbara Lee",
        ),
        (
            "“We thank her for her work on flags,” said Kim Glas President and CEO of the National Council of Textiles.",
            "“We thank",
            "Kim Glas",
        ),
    ],
)
def test_all_who_say_it_and_nobody_else(text: str, begins: str, who: str) -> None:
    document = annotated(text)
    [said] = [s for s in document.statements if s.kind == "speech" and document.words(s.content[0]).startswith(begins)]
    chains = [document.chain(id) for id in (said.speaker, *said.joint)]
    assert {c.label for c in chains if c is not None} == set(who.split("|"))
