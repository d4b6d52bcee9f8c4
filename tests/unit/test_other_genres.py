# ruff: noqa: E501  (the texts are data)
"""Who said what beyond the newspaper's "…," he said: one table, read as a reader would, by the pipeline as shipped.

A case is a text and the statements in it: speaker, content (pieces joined with " … "), and where they are told the
addressee and the channel. Attitudes are not compared. A case that fails is marked with its reason.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from parsed import annotated


class Said(NamedTuple):
    """A statement as a reader would note it."""

    speaker: str | None
    content: str
    addressee: str | None = None
    channel: str | None = None


def found(text: str, title: str | None = None) -> list[Said]:
    document = annotated(text, title=title)
    out = []
    for s in document.statements:
        if s.kind != "speech":
            continue
        who, whom = document.chain(s.speaker), document.chain(s.addressee)
        content = " … ".join(document.words(span) for span in s.content)
        out.append(Said(who and who.label, content, whom and whom.label, s.channel))
    return out


CASES: dict[str, tuple[str, list[Said]]] = {
    # to whom
    "told an outlet": (
        "Mayor Ann Lee told CNN that the raid was lawful.",
        [Said("Ann Lee", "that the raid was lawful", "CNN")],
    ),
    "told reporters": (
        "“We will appeal this ruling,” Ann Lee told reporters on Friday.",
        [Said("Ann Lee", "“We will appeal this ruling,”", "reporters")],
    ),
    "in an interview with": (
        "Ann Lee said in an interview with Fox News that the plan would fail.",
        [Said("Ann Lee", "that the plan would fail", "Fox News", "interview")],
    ),
    "in a letter to": (
        "In a letter to the Department of Justice, Ann Lee said that the raid was unlawful.",
        [Said("Ann Lee", "that the raid was unlawful", "U.S. Department of Justice", "letter")],
    ),
    # through what
    "in a statement": (
        "“The raid was unlawful,” Ann Lee said in a statement.",
        [Said("Ann Lee", "“The raid was unlawful,”", None, "statement")],
    ),
    "tweeted": (
        "Ann Lee tweeted that the raid was unlawful.",
        [Said("Ann Lee", "that the raid was unlawful", None, "tweet")],
    ),
    "at a news conference": (
        "Ann Lee said at a press conference that nobody was hurt.",
        [Said("Ann Lee", "that nobody was hurt", None, "news-conference")],
    ),
    "testified": (
        "Agent Ann Lee testified that she saw the letter.",
        [Said("Ann Lee", "that she saw the letter", None, "testimony")],
    ),
    # statements shown in full
    "statement in full, marks": (
        "Rep. Ann Lee issued the following statement on the raid:\n\n“The raid was unlawful. Families were torn apart.\n\n"
        "“We will not rest.”\n\nLee represents the third district.",
        [Said("Ann Lee", "“The raid was unlawful. Families were torn apart. … “We will not rest.”", None, "statement")],
    ),
    "statement in full, no marks": (
        "Rep. Ann Lee released the following statement on the raid:\n\nThe raid was unlawful. I will not rest until every "
        "family is together again.\n\nWe must do better than this.\n\n###",
        [Said("Ann Lee", "The raid was unlawful. I will not rest until every family is together again … We must do better "
              "than this", None, "statement")],
    ),
    "the topic is no content": (
        "Rep. Ann Lee released the following statement regarding the closure of the plant.\n\n“The closure is a blow to all "
        "of us in this town.”",
        [Said("Ann Lee", "“The closure is a blow to all of us in this town.”", None, "statement")],
    ),
    "a statement with attributed quotations": (
        "Rep. Ann Lee released the following statement on the raid.\n\n“The raid was unlawful,” said Lee. “I will not rest.”",
        [Said("Ann Lee", "“The raid was unlawful,” … “I will not rest.”")],
    ),
    "letter in full": (
        "“Thousands of families have no heat,” Sen. Ann Lee wrote in a letter to the secretary.\n\nThe full text of the "
        "letter is below.\n\nDear Secretary Poe:\n\nI write to ask for an account of the raid. We urge you to answer by "
        "Friday.\n\nSincerely,\n\nAnn Lee",
        [Said("Ann Lee", "“Thousands of families have no heat,”", "the secretary", "letter"),
         Said("Ann Lee", "I write to ask for an account of the raid. We urge you to answer by Friday", None, "letter")],
    ),
    "floor speech under its headline": (
        "Statement of Congresswoman Ann Lee on the Farm Bill\n\nMr. Speaker, I rise today in opposition to this bill, which "
        "takes food from children. I urge my colleagues to vote no.",
        [Said("Ann Lee", "Mr. Speaker, I rise today in opposition to this bill, which takes food from children. I urge my "
              "colleagues to vote no", None, "statement")],
    ),
    # quotations over several paragraphs, left open, quoted in quotations
    "several paragraphs": (
        "“The raid was unlawful,” Lee said. “It took long.\n\n“Nobody was hurt.”",
        [Said("Lee", "“The raid was unlawful,” … “It took long. … “Nobody was hurt.”")],
    ),
    "left open": (
        "Ann Lee said: “The raid was unlawful and cruel.\n\nPolice closed the road for two hours.",
        [Said("Ann Lee", "“The raid was unlawful and cruel.")],
    ),
    "signature under an open quotation": (
        "\"I condemn the raid, as I always have. It was cruel.\n\nThe board has done nothing about it at all.\n\nPeople "
        "should remember that.\" - Sheriff Ann Lee",
        [Said("Ann Lee", '"I condemn the raid, as I always have. It was cruel. … The board has done nothing about it at '
              'all. … People should remember that."')],
    ),
    "signatures in a row": (
        "“The raid was unlawful and we are angry.” — Ann Lee, sheriff\n\n“The plant is safe for all of us.” - Bob Poe, "
        "President & CEO, Acme Foods",
        [Said("Ann Lee", "“The raid was unlawful and we are angry.”"), Said("Bob Poe", "“The plant is safe for all of us.”")],
    ),
    "quoted quotation": (
        "“My boss said ‘we do not check papers’ and laughed,” Ann Lee said.",
        [Said("Ann Lee", "“My boss said ‘we do not check papers’ and laughed,”")],
    ),
    "second hand": (
        "The minister said that the army had told reporters that the town was safe.",
        [Said("The minister", "that the army had told reporters that the town was safe"),
         Said("the army", "that the town was safe", "reporters")],
    ),
    "quoted as saying": (
        "The Washington Post quoted Ann Lee as saying: “We will win this case in court.”",
        [Said("Ann Lee", "“We will win this case in court.”")],
    ),
    # marks of other printers
    "German marks": ("„We will manage it all“, said Ann Lee.", [Said("Ann Lee", "„We will manage it all“")]),
    "German marks, French order": ("»We will manage it all«, said Ann Lee.",
                                   [Said("Ann Lee", "»We will manage it all«")]),
    "French marks": ("« We did our job and left », Ann Lee said.", [Said("Ann Lee", "« We did our job and left »")]),
    "single marks": ("‘We did our job and left,’ Ann Lee said.", [Said("Ann Lee", "‘We did our job and left,’")]),
    "straight single marks": ("'We did our job and left,' Ann Lee said.", [Said("Ann Lee", "'We did our job and left,'")]),
    "typed pairs": ("``We did our job and left,'' Ann Lee said.", [Said("Ann Lee", "``We did our job and left,''")]),
    "marks of a bad decoding": ("\x93We did our job and left,\x94 Ann Lee said.",
                                [Said("Ann Lee", "\x93We did our job and left,\x94")]),
    "lost marks": (
        "The plant is safe for everybody in this town, Ann Lee said on Friday.",
        [Said("Ann Lee", "The plant is safe for everybody in this town")],
    ),
    # what was read in press releases (docs/reading.md)
    "quotations with the article's own words between": (
        "Rep. Ann Lee released the following statement:\n\n“The raid was unlawful and we will say so.”\n\nThe plant had "
        "opened in 1994.\n\n“We will not rest.”\n\n###",
        [Said("Ann Lee", "“The raid was unlawful and we will say so.” … “We will not rest.”", None, "statement")],
    ),
    "background before the quotation": (
        "Rep. Ann Lee issued the following statement after the ruling:\n\nThe plant had been closed by order of a court "
        "in May.\n\n“The court was right about this plant.”\n\nLee sits on the board.",
        [Said("Ann Lee", "“The court was right about this plant.”", None, "statement")],
    ),
    "a colon leads to the quotation": (
        "Rep. Ann Lee voted on Tuesday for the bill that closes the plant:\n\n“I could not look away from what was done "
        "there.”",
        [Said("Ann Lee", "“I could not look away from what was done there.”")],
    ),
    "a letter told of before its salutation": (
        "Sen. Ann Lee wrote to the agency on Monday.\n\nThe full text of Lee's letter is available here. Copies went to "
        "the press.\n\nMay 4, 2021\n\nDear Director Poe:\n\nI write to ask for an account of the raid at the plant.\n\n"
        "Sincerely,",
        [Said("Ann Lee", "I write to ask for an account of the raid at the plant", None, "letter")],
    ),
    "the second colon": (
        "PRESS RELEASE   For Immediate Release: May 4, 2021Contact:  Bob Poe, (202) 225-0000   (Washington, DC)  Congresswoman Ann Lee issued the following "
        "statement on the raid: I have been to the plant and I have seen what was done.",
        [Said("Ann Lee", "I have been to the plant and I have seen what was done", None, "statement")],
    ),
    "lost marks, broken in the middle": (
        "Senator Ann Lee visited the plant on Friday.\n\nI was glad to see it, Lee said. My father worked here.\n\nThe board "
        "has done little to help. Its plan is late, Lee added. It is time for the board to act.\n\nThe plant opened in 1994.",
        [Said("Ann Lee", "I was glad to see it … My father worked here"),
         Said("Ann Lee", "The board has done little to help. Its plan is late … It is time for the board to act")],
    ),
    "a closing mark forgotten": (
        '"The raid was unlawful and cruel, said Rep. Ann Lee. "We will not rest until it is undone."',
        [Said("Ann Lee", '"The raid was unlawful and cruel, … "We will not rest until it is undone."')],
    ),
    "titles before the name": (
        "The visits bring people of all faiths together every year, added Acme President and CEO Ann Lee.",
        [Said("Ann Lee", "The visits bring people of all faiths together every year")],
    ),
    "in presenting the bill": (
        "In introducing this bill, Rep. Ann Lee said, “The raid was unlawful and cruel to everybody.”",
        [Said("Ann Lee", "“The raid was unlawful and cruel to everybody.”")],
    ),
    "rows of a list": (
        "The senator named the grants:\n\nKnik: $330,000 to the council for the prevention of fires.\n\nRampart: $1.2 million "
        "to the consortium for wells.\n\nVISIT: 12:00 p.m. (closed to press)",
        [],
    ),
    "a statement on reports": (
        "Rep. Ann Lee released the following statement in response to reports the plant was closed without notice.", []
    ),
    "a name before a noun": ("Senator Ann Lee concluded her “Open Doors” tour with a meeting in Reno.", []),
    "a day encourages nothing": ("National Health Day encourages all Americans to get tested.", []),
    "the subject behind the source": (
        "According to data from the Bureau of Labor Statistics, the median wage of a worker was $40,000.",
        [Said("Bureau of Labor Statistics", "the median wage of a worker was $40,000")],
    ),
    "an aside behind the introduction": (
        "Rep. Ann Lee today made the following remarks at a rally. Lee is an author of the bill.\n\nDuring the 1980s the state "
        "had a limit on what it spent. I know it worked, and we should have it again.",
        [Said("Ann Lee", "During the 1980s the state had a limit on what it spent. I know it worked, and we should have it again",
              None, "speech")],
    ),
    "a letter far behind": (
        "Rep. Ann Lee sent a letter to the committee.\n\nThe plant has been closed since May, and nobody has said why it was "
        "closed or when it would open again.\n\n###\n\nFollow Ann Lee on Twitter\n\nMay 4, 2021\n\nDear Members of the "
        "Committee:\n\nWe are writing to ask that you look at what was done at the plant.",
        [Said("Ann Lee", "We are writing to ask that you look at what was done at the plant", None, "letter")],
    ),
    "a statement further down": (
        "The committee met on Friday.\n\nIt heard nobody.\n\nThe plant was closed in May after a fire.\n\nStatement of Senator "
        "Ann Lee on the Introduction of the Plant Act\n\nToday I am proud to introduce a bill that will open the plant again.",
        [Said("Ann Lee", "Today I am proud to introduce a bill that will open the plant again", None, "statement")],
    ),
    "a turn of two paragraphs": (
        "They met on Friday.\n\nMILLER: Was the raid lawful?\n\nLEE: It was lawful.\n\nWe checked it twice.\n\nMILLER: I thank "
        "you.",
        [Said("MILLER", "Was the raid lawful?"), Said("LEE", "It was lawful … We checked it twice"),
         Said("MILLER", "I thank you")],
    ),
    # transcripts
    "turns": (
        "They met on Friday.\n\nMILLER: Was the raid lawful?\n\nLEE: It was lawful. We checked it twice.\n\nMILLER: Thank you.",
        [Said("MILLER", "Was the raid lawful?"), Said("LEE", "It was lawful. We checked it twice"),
         Said("MILLER", "Thank you")],
    ),
    "question put and answered": (
        "Asked whether the raid was lawful, Ann Lee replied: “We checked it twice.”",
        [Said("Ann Lee", "“We checked it twice.”")],
    ),
    "announced in a memo that": (
        "Ann Lee announced Monday in an internal memo that she would be on leave for some weeks.",
        [Said("Ann Lee", "that she would be on leave for some weeks", None, "memo")],
    ),
    # no statements
    "nobody": ("No government official has the right to claim that the raid was lawful.", []),
    "did not say": ("The agency did not say whether the raid was lawful.", []),
    "has not said": ("Officials have not said why the team was denied visas.", []),
    "declined": ("The agency declined to comment on the raid.", []),
    "refused to say": ("Ann Lee refused to say that the raid was lawful.", []),
    "could say": ("The board could say that the plant is safe.", []),
    "needs to explain": ("The company needs to explain how it uses the data.", []),
    "own voice": ("I urge you to oppose this bill.", []),
    "own voice, plural": ("We applaud Congress for passing the bill, and we ask that it act again.", []),
    "agreed to do": ("Officials from China have agreed to purchase 60 aircraft.", []),
    "pushed to do": ("Protesters pushed members of the House to sign the petition.", []),
    "a thing shows": ("The wreckage shows that the plane broke up in the air.", []),
    "scare quotes": ("She studies “the amazing adaptations” of social insects.", []),
    "title of a work": ("The senator penned an op-ed titled, “Our Economy Is Number One.”", []),
    "named": ("The highway, dubbed “the Wall” by drivers, reopened.", []),
    "listens": ("He was told that his mother had left the country.", []),
    # speakers
    "he": ("Sheriff Bob Poe held a meeting. He said that the raid was lawful.",
           [Said("Bob Poe", "that the raid was lawful")]),
    "who, with an appositive": (
        "A contrary view came from Charles Ohara, a professor at Stanford University, who said that the plan would fail.",
        [Said("Charles Ohara", "that the plan would fail")],
    ),
    "activists who": ("They met activists who argued that the raid was unlawful.",
                      [Said("activists", "that the raid was unlawful")]),
    "the two": (
        "Ann Lee and Bob Poe met in Ohio. The two said that the plan would fail.",
        [Said("Ann Lee", "that the plan would fail")],
    ),
    "past first person": ("I told the committee last year that the plan would fail.",
                          [Said("the author", "that the plan would fail", "the committee")]),
    "a report tells": ("The report found that the plant was unsafe.", [Said("The report", "that the plant was unsafe")]),
    "until a.m.": ("Ann Lee said that the office would open at 10 a.m.",
                   [Said("Ann Lee", "that the office would open at 10 a.m.")]),
    # quotation marks lost
    "a name that begins with No": (
        "The group met in New York on Monday to talk about its plans for the year, the first such meeting.\n\n"
        "These two men have long developed reputations as problem solvers, said No Labels Founder Mark McKay. "
        "That is precisely the attitude we need.\n\nThe group met again on Tuesday in the same place.\n\nIt was founded in 2010.",
        [Said("Mark McKay", "These two men have long developed reputations as problem solvers … That is precisely the attitude we need")],
    ),
    "after the vote": (
        "Today, Rep. Ann Lee voted for the dust act.\n\nUnless common sense is applied, these rules will hurt every farmer, "
        "added Congresswoman Ann Lee after the vote.\n\nThe act passed by a vote of 268 to 150.",
        [Said("Ann Lee", "Unless common sense is applied, these rules will hurt every farmer")],
    ),
    "what a name carries on with is not said": (
        "Senator Ann Lee met the teachers on Monday.\n\nWe should not hold back information that can prevent unwanted "
        "pregnancies, said Ann Lee, whose act would create a program for education.",
        [Said("Ann Lee", "We should not hold back information that can prevent unwanted pregnancies")],
    ),
    "delivered": (
        "Congresswoman Ann Lee spoke on the House floor on Monday.\n\nCongresswoman Lee’s remarks as delivered:\n\n"
        "I thank the chairman for this special hour.\n\nI know we are going to have some strong debates on this committee.",
        [Said("Ann Lee", "I thank the chairman for this special hour … I know we are going to have some strong debates on this committee",
              None, "speech")],
    ),
    "one paragraph": (
        "Congressman Rich Neal released the following statement today on the decision to allow knives on airplanes. "
        "I find this recent change in policy unwise and risky. It simply defies logic. ###",
        [Said("Rich Neal", "I find this recent change in policy unwise and risky. It simply defies logic", None, "statement")],
    ),
    "announced": ("The company announced 10,000 job cuts.", [Said("The company", "10,000 job cuts")]),
    "pointed to": (
        "Senator Ann Lee pointed to examples of such agreements across the country: “Also alarmingly, the owners of data "
        "centers have used agreements to keep officials silent about them.”",
        [Said("Ann Lee", "examples of such agreements across the country: “Also alarmingly, the owners of data "
              "centers have used agreements to keep officials silent about them.”")],
    ),
    "remarks and a statement": (
        "Following Speaker Bob Poe's remarks on the floor of the House, Congresswoman Ann Lee issued the following statement:"
        "\n\n“The speaker has been a fierce public servant throughout his time in office.”",
        [Said("Ann Lee", "“The speaker has been a fierce public servant throughout his time in office.”", None, "statement")],
    ),
    "whose letter": (
        "Senator Ann Lee wrote to Attorney General Carl Orr about a memo. The memo came after the Union of Boards (UOB) sent a "
        "letter to the president.\n\nThe full letter is below.\n\nDear Attorney General Orr,\n\nI write to ask you for an account "
        "of the memo that you have issued.\n\nSincerely,",
        [Said("Ann Lee", "I write to ask you for an account of the memo that you have issued", None, "letter")],
    ),
    "rows of a bill's deeds": (
        "Senator Ann Lee praised the bill.\n\nRecognizes the importance of marriage, acknowledges that beliefs are due respect, "
        "and affirms that couples deserve protection.\n\nMakes clear that the bill changes nothing else.",
        [],
    ),
    "what is mute": ("The experience of the states warns that a simple vote is not enough.", []),
    "a senator is no president": (
        "Senator Ann Lee said that the plan would fail. The president said that it would not.",
        [Said("Ann Lee", "that the plan would fail"), Said("The president", "that it would not")],
    ),
    "who is spoken to": (
        "Rep. Ann Lee made the following remarks on the House floor:\n\nMr. Speaker: The Monetary Fund estimated that the debt "
        "will grow again. I rise to ask the House to act.",
        [
            Said("Ann Lee", "Mr. Speaker: The Monetary Fund estimated that the debt will grow again. I rise to ask the House to act",
                 None, "speech"),
        ],
    ),
    "rows with a name before the colon": (
        "Small Business Relief: Provides $349 billion for loans.\n\nMary Ann Lee Grants: Provides $750 million in grants. The "
        "state will receive $30 million.\n\nBob Poe Awards: Provides $8 million to states, which may apply for more.",
        [],
    ),
    "will say": ("Ann Lee will tell the board on Monday that it must act.", []),
    "a letter that demands": (
        "Ann Lee joined a group of senators and sent a letter to the agency demanding that the agency close the plant.",
        [Said("Ann Lee", "that the agency close the plant", "the agency", "letter")],
    ),
    "calls on": (
        "The mayors met on Friday. The group is calling on the agency to close the plant.",
        [Said("The group", "the agency to close the plant")],
    ),
    "urging him": (
        "Senator Ann Lee sent a letter to House Speaker Bob Poe, urging him to bring the act to the floor of the House.",
        [Said("Ann Lee", "him to bring the act to the floor of the House", "Bob Poe", "letter")],
    ),
    "issued a statement against": (
        "Congresswoman Ann Lee today issued a statement against the drug bill, which helps no one:The bill is nothing but a cruel "
        "joke. We can do better than that, and our seniors deserve it.",
        [Said("Ann Lee", "The bill is nothing but a cruel joke. We can do better than that, and our seniors deserve it", None, "statement")],
    ),
    "praised the ruling": (
        "Today, Senator Ann Lee praised the ruling of the court:\n\n“The court made a wise choice today. It is time to act.”\n\n"
        "The court ruled in September.",
        [Said("Ann Lee", "“The court made a wise choice today. It is time to act.”")],
    ),
    "one paragraph in the first person": (
        "Chairman Bob Poe met in Washington with Ann Lee. Congressman Ann Lee said, I very much appreciate his coming to meet with me. "
        "This is one of many talks I have had with him.",
        [Said("Ann Lee", "I very much appreciate his coming to meet with me … This is one of many talks I have had with him")],
    ),
    "pulled out and signed": (
        "The bar sold the drink.\nThe new word is offensive beyond anything that anybody should tolerate. — Ann Lee\nThe bar closed.",
        [Said("Ann Lee", "The new word is offensive beyond anything that anybody should tolerate")],
    ),
    "a letter seen by": (
        "The bank closed on Friday. A leaked internal letter seen by Sky News says that the bank will open again.",
        [Said("A leaked internal letter seen by Sky News", "that the bank will open again")],
    ),
    "two of one name": (
        "Apple Corps filed a lawsuit against Apple Computer this week. Apple Corps claims that the store violates an agreement.",
        [Said("Apple Corps", "that the store violates an agreement")],
    ),
    "the company is the subject": (
        "China Eastern Airlines will buy twenty new Airbus jets. The company said that the planes would meet demand.",
        [Said("China Eastern Airlines", "that the planes would meet demand")],
    ),
    "a title cut off": (
        "WASHINGTON  Senator Ann Lee today said that the test poses a threat to peace. She spoke on Monday.",
        [Said("Ann Lee", "that the test poses a threat to peace")],
    ),
    "behind a long clause": (
        "After the removal of the general with his deputy, Carl Orr, who had served as counsel to Bob Poe, U.S. Senator Ann "
        "Lee(D-RI) issued the following statement:\n\n“Her time in office was marred by scandal.”",
        [Said("Ann Lee", "“Her time in office was marred by scandal.”", None, "statement")],
    ),
    "lost marks, twice in a paragraph": (
        "Ann Lee met teachers on Monday.\n\nI am honored to receive this award today from all of you, said Lee. The principles that I "
        "learned are relevant to my work, said Lee. These principles help me every day.\n\nThe award was first given in 1990.\n\nThe "
        "teachers met again.",
        [
            Said("Ann Lee", "I am honored to receive this award today from all of you"),
            Said("Ann Lee", "The principles that I learned are relevant to my work … These principles help me every day"),
        ],
    ),
    "lost marks, the paragraph behind": (
        "Ann Lee spoke on Monday.\n\nToday we mourn the loss of a pioneer of this city, Congresswoman Lee said. My heart is heavy.\n\n"
        "I offer my condolences to his family and to his many friends.\n\nThe funeral is on Friday at noon in the church of the city.",
        [
            Said("Ann Lee", "Today we mourn the loss of a pioneer of this city … My heart is heavy … I offer my condolences to his "
                 "family and to his many friends")
        ],
    ),
    "a list of names is no statement": (
        "Rep. Ann Lee released the following statement after the House honored those who were killed: Staff Sgt. Bob Poe, Sgt. "
        "Cy Roe, and Cpl. Dan Coe.\n\nThe House met on Monday.",
        [],
    ),
    "a letter is not its addressee's": (
        "Senator Ann Lee spoke to the lawmakers about the tunnel.\n\n“We urge you to consider it,” Ann Lee concluded.\n\nFull text "
        "of the letter can be viewed here and below.\n\nDear Secretary Poe:\n\nThank you for the leadership that you bring to us. I "
        "write to ask for your help.",
        [
            Said("Ann Lee", "“We urge you to consider it,”"),
            Said("Ann Lee", "Thank you for the leadership that you bring to us. I write to ask for your help", None, "letter"),
        ],
    ),
    "R.I. is no first person": (
        "Senator Ann Lee has been ringing the alarm bells about the rates of the bank:\n\nIn March 2024, Senators Lee and Bob Poe "
        "(D-R.I.) sent a letter to the chair about the rates.\n\nIn July 2023, Senator Lee sent a letter to the chair.\n\nIn May "
        "2023, Senator Lee met the chair.",
        [],
    ),
    "counties are not written to": (
        "Senator Ann Lee released the following statement today urging the Secretary of the Interior to release the payments to "
        "farm counties:\n\nRural counties are desperate for these payments, and so am I. I wrote the law to help them.",
        [Said("Ann Lee", "Rural counties are desperate for these payments, and so am I. I wrote the law to help them", None, "statement")],
    ),
    "lost marks, the end of the release": (
        "Ann Lee met teachers on Monday.\n\nThe award honors all of my friends, said Lee. We thank every one of them. ###  Text of "
        "the letter: As we prepare for the conference, we write to you.\n\nThe award was first given in 1990.\n\nThe teachers met again.",
        [Said("Ann Lee", "The award honors all of my friends … We thank every one of them")],
    ),
    "a lost space behind a quotation": (
        "Lawmakers met on Monday.\n\n\"Many groups are hard at work to help the people of this state,\"Ann Lee said. \"We thank them.\""
        "\n\n“This court is overburdened.” saidCongresswoman Bea Roe.",
        [
            Said("Ann Lee", "\"Many groups are hard at work to help the people of this state,\" … \"We thank them.\""),
            Said("Bea Roe", "“This court is overburdened.”"),
        ],
    ),
    "who is named behind a quotation and not who introduces it": (
        "Chairman Al Poe and Rep. Bea Roe congratulate the nominees. They issued the following statement:\n\n“I am pleased that the "
        "president has named them. I look forward to their confirmation,” Congressman Al Poe said.\n\n“They are qualified,” said "
        "Congresswoman Bea Roe.",
        [
            Said("Al Poe", "“I am pleased that the president has named them. I look forward to their confirmation,”"),
            Said("Bea Roe", "“They are qualified,”"),
        ],
    ),
    "lost marks behind a colon": (
        "Congresswoman Ann Lee toured the district.\n\nDuring the tour, Congresswoman Lee told her constituents:\n\nWhen I first "
        "started I pledged that I would work for you. I am still working to do that.\n\nI am pleased that I was able to bring this "
        "money to the district.\n\nThe tour made stops at the center. Congresswoman Lee sits on the committee.",
        [
            Said("Ann Lee", "When I first started I pledged that I would work for you. I am still working to do that … I am pleased "
                 "that I was able to bring this money to the district", "her constituents")
        ],
    ),
    "lost marks and two spaces": (
        "Today, the House approved a measure that would require reports on any such efforts. I offer this amendment to support our "
        "efforts to support democratic movements and to help ensure our actions are consistent with our values, said Lee.  Actions "
        "that undermine democracies also undermine our credibility in the world.",
        [
            Said("Lee", "I offer this amendment to support our efforts to support democratic movements and to help ensure our actions "
                 "are consistent with our values … Actions that undermine democracies also undermine our credibility in the world")
        ],
    ),
    "the number of a resolution ends no introduction": (
        "Today, Congresswoman Ann Lee gave the following statement on the House floor during debate on H.Con.Res. 7, her resolution on "
        "the genocide in Darfur (text as prepared for delivery): Mr. Speaker, I want to begin by thanking the chairman for his "
        "leadership on this issue. I witnessed this tragedy when I visited the camps.",
        [
            Said("Ann Lee", "Mr. Speaker, I want to begin by thanking the chairman for his leadership on this issue. I witnessed this "
                 "tragedy when I visited the camps", None, "statement")
        ],
    ),
    "few and questions say nothing": (
        "Senator Ann Lee said that the system is broken. There are very few people who deny that the system is broken. On what basis "
        "did the office conclude that its conduct was fair? A few members said that it was fair.",
        [Said("Ann Lee", "that the system is broken"), Said("A few members", "that it was fair")],
    ),
    "what a law would have, showing off, the name of a law": (
        "Lee Looks to Hold Poe Accountable With the \"Require a Plan Act\"\n\nThe bill would also instruct the office to publish a "
        "report on the costs. Scientists showed off, that as the cuts begin, the center is needed. Ann Lee said that it is late.",
        [Said("Ann Lee", "that it is late")],
    ),
    "a quotation left open until a mark that nothing else opens": (
        "Ann Lee told the paper: “I got the vaccine and I encourage others to ask their doctor.\n\nTo make matters worse, his only "
        "solution is to fire those who refuse to listen. I have heard from many of them.\n\nI urge my colleagues to join me.”\n\nThe council met on Monday.",
        [
            Said("Ann Lee", "“I got the vaccine and I encourage others to ask their doctor. … To make matters worse, his only solution is to fire those "
                 "who refuse to listen. I have heard from many of them. … I urge my colleagues to join me.”", "the paper"),
        ],
    ),
    "a statement in full whose marks are lost behind the first": (
        "Senator Ann Lee released the following statement on the plan today:\n\n\"The people are demanding common sense solutions. Congress "
        "has to act.\n\nKeeping our children safe is an issue for all of us in this country.\n\nI am grateful that the president is "
        "leading. I hope my friends will join us.\n\nEvery day guns flow into cities. The bill would stop that.",
        [
            Said("Ann Lee", "\"The people are demanding common sense solutions. Congress has to act. … Keeping our children safe is an "
                 "issue for all of us in this country … I am grateful that the president is leading. I hope my friends will join us",
                 None, "statement")
        ],
    ),
    "lost marks in one paragraph of many": (
        "Senators Ann Lee and Bob Poe introduced a bill.\n\n\"It is time to act,\" Senator Poe said.\n\nEducation is one of the top "
        "reasons why men and women join our force, said Lee. The plan makes them feel the pain of the cuts. I hope my friends "
        "in the Senate can see this.\n\nThe bill was read on Monday.",
        [
            Said("Bob Poe", "\"It is time to act,\""),
            Said("Ann Lee", "Education is one of the top reasons why men and women join our force … The plan makes them feel the "
                 "pain of the cuts. I hope my friends in the Senate can see this"),
        ],
    ),
    "lost marks, what the science tells": (
        "Ann Lee spoke on Monday.\n\nThere is no denying the threat posed by the change of the climate, said Congresswoman Lee. The science "
        "tells us that we will need to act.\n\nThe panel met in Ohio.\n\nThe panel met again.",
        [
            Said("Ann Lee", "There is no denying the threat posed by the change of the climate … The science tells us that we will need "
                 "to act")
        ],
    ),
    "to ask for a thing and to call it a name is to say it": (
        "Senator Ann Lee called for an investigation of the raid. Bob Poe called the plan a failure.",
        [Said("Ann Lee", "an investigation of the raid"), Said("Bob Poe", "the plan a failure")],
    ),
    "a letter, whom it is to, and who is told inside it to write": (
        "In a letter to Director Cy Poe, Senators Ann Lee (D-Ohio) and Bea Roe (R-Iowa), and Congressman Al Coe (R-Ohio) today asked the "
        "agency to support the airports. The full text of the letter follows:\n\nOhio continues to experience growth, the delegation "
        "wrote. As a result, many of our airports have more guests than ever.\n\nWe look forward to working with you on this.",
        [
            Said("Ann Lee", "the agency to support the airports", "Cy Poe", "letter"),
            Said("Ann Lee", "Ohio continues to experience growth … As a result, many of our airports have more guests than ever … We look "
                 "forward to working with you on this", None, "letter"),
        ],
    ),
    "the letter says what its writers say": (
        "Senator Ann Lee (D-Ohio) wrote to the agency that the plan must go. The letter requests that it write to all its clients.",
        [
            Said("Ann Lee", "that the plan must go", "the agency"),
            Said("Ann Lee", "that it write to all its clients"),
        ],
    ),
    "a closing statement further down": (
        "Ann Lee led the hearing on Monday.\n\nThe panel met in the morning.\n\nIt voted on four bills in all.\n\nClosing Statement of "
        "Senator Ann Lee on the bills\n\nWe devoted our first hearing to what we should do. I have asked all senators to come together.",
        [Said("Ann Lee", "We devoted our first hearing to what we should do. I have asked all senators to come together", None, "statement")],
    ),
    # not said yet, or said to nobody
    "until it confirms": (
        "The funds are withheld until the State Department confirms that Mexico complies with the law. Ann Lee said that they wait.",
        [Said("Ann Lee", "that they wait")],
    ),
    "as soon as it says": (
        "The aid will begin as soon as the White House says that genocide is occurring.",
        [],
    ),
    "a committee reports a bill": (
        "The Senate Judiciary Committee reported the measure and it was cleared. The committee reported that jobs were lost.",
        [Said("Senate Judiciary Committee", "that jobs were lost")],
    ),
    "kept from asking": ("The bill prohibits the ATF from asking gun stores to count their stock.", []),
    "a participle of the noun before": (
        "The funding announced today will allow the cooperative to provide affordable internet to rural communities.",
        [],
    ),
    "a heading inside of a statement": (
        "Rep. Ann Lee gave the following statement on the floor:\n\nToday I am pleased to introduce this bill, which has been long in the "
        "making.\n\nPrivacy Rights Today\n\nMy bill takes several steps to improve the rights of all of us.\n\n###",
        [Said("Ann Lee", "Today I am pleased to introduce this bill, which has been long in the making … My bill takes several steps to "
              "improve the rights of all of us", None, "statement")],
    ),
    # to the end of what is said
    "a name and a colon lead a paragraph without marks": (
        "The bill came on Monday.\n\nSpeaking for the panel, Rep. Ann Lee said: Every day a child is born too early. The bill will help "
        "all of them in many ways.\n\n“It is time,” said Rep. Bob Poe.\n\nThe vote is next week.",
        [Said("Ann Lee", "Every day a child is born too early … The bill will help all of them in many ways"),
         Said("Bob Poe", "“It is time,”")],
    ),
    "a quotation without marks broken by its speaker": (
        "Senator Ann Lee met the tenants on Monday.\n\nTenants face enough trouble when they look for a home. They should not fill out forms "
        "all day long, Lee said. There is much more we need to do to make housing cheaper, but this is a step.\n\nThe bill was passed.\n\nIt will become law.",
        [Said("Ann Lee", "Tenants face enough trouble when they look for a home. They should not fill out forms all day long … There is much "
              "more we need to do to make housing cheaper, but this is a step")],
    ),
    "a lost space before a quotation without marks": (
        "Congresswoman Ann Lee introduced a resolution to stem the spread of the disease.Testing saves lives and it is one of the simplest "
        "things we can do to help, said Lee.\n\nThe vote is on Monday.\n\nThe hall is open.\n\nThe office is closed.",
        [Said("Ann Lee", "Testing saves lives and it is one of the simplest things we can do to help")],
    ),
    "a list behind a colon": (
        "Rep. Ann Lee said on Monday that the director must do her duty and immediately:\n\nConvene hearings on the spill at the plant.\n\nRequest that the "
        "company open its files.\n\nIdentify everybody who knew of the spill.\n\nThe full text of the letter is here.",
        [Said("Ann Lee", "that the director must do her duty and immediately … Convene hearings on the spill at the plant … Request that "
              "the company open its files … Identify everybody who knew of the spill")],
    ),
    "a quotation behind a colon is no item": (
        "Ann Lee said that the agency must report on the aid to all who live with the illness:\n\n“We must act now,” said Bob Poe.",
        [Said("Ann Lee", "that the agency must report on the aid to all who live with the illness"),
         Said("Bob Poe", "“We must act now,”")],
    ),
    "what the same speaker did next": (
        "Ann Lee said that the storm requires the agency to help all towns and called for it to open an office.",
        [Said("Ann Lee", "that the storm requires the agency to help all towns")],
    ),
    "words that the statement's introduction leads to": (
        "Rep. Ann Lee (R-VA) made the following statement about the newest member of the caucus, “When I came here, I knew that it was broken. "
        "I am glad that he came.”\n\nThe caucus has ten members.",
        [Said("Ann Lee", "“When I came here, I knew that it was broken. I am glad that he came.”", None, "statement")],
    ),
    "narrative between introduction and quotation": (
        "Rep. Ann Lee issued the following statement regarding the plan to dock a ship in town. According to reports, the liner would be "
        "leased for six months.\n\n“The mayor should drop the plan at once.”",
        [Said("Ann Lee", "“The mayor should drop the plan at once.”", None, "statement")],
    ),
    # done and not said
    "what a law lets somebody do": (
        "The Disaster Relief Act authorizes the president to issue “major disaster” or “emergency” declarations before or after a storm.",
        [],
    ),
    "what a bill guarantees": ("The bill also guarantees that all marriages are given full legal status.", []),
    "asked by a vote": ("By voting to freeze their salaries, the House asked workers to contribute $11 billion.", []),
    "told to the reader to do": ("To access these resources, dial 311 and say “Action Now.”", []),
    "a verdict that a report shows": (
        "“We lost clinics,” said Ann Lee. “This report shows just how cruel the law is.”",
        [Said("Ann Lee", "“We lost clinics,” … “This report shows just how cruel the law is.”")],
    ),
    "a heading in capitals is no speaker": (
        "They weighed these points.\n\nSERVICE: Show a commitment to service in the town.\n\nDEDICATION: You have a dedication to others "
        "and build bridges.\n\nThe dedication was on Monday.",
        [],
    ),
    # whose words they are
    "the quotation of the paragraph before": (
        "“I am honored to lead the caucus,” said Rep. Ann Lee. “The caucus has a role here, and we will use it. Let us get to work!”\n\n"
        "Chairman Bob Poe said, “It was one of the great honors of my life to serve. It is in good hands.”",
        [Said("Ann Lee", "“I am honored to lead the caucus,” … “The caucus has a role here, and we will use it. Let us get to work!”"),
         Said("Bob Poe", "“It was one of the great honors of my life to serve. It is in good hands.”")],
    ),
    "an excerpt": (
        "Rep. Ann Lee sent a letter to the director on the storm.\n\nExcerpt: “We must tell all towns at once that we will help them. It is "
        "my hope that you do so.”",
        [Said("Ann Lee", "“We must tell all towns at once that we will help them. It is my hope that you do so.”")],
    ),
    "who joins others in a letter": (
        "Today, Congresswoman Ann Lee (D-CA) joined Congressman Bob Poe (D-AZ) and 22 other members of Congress in sending a letter to "
        "Secretary Cy Roe urging the agency to act on the spill.",
        [Said("Ann Lee", "the agency to act on the spill", "Cy Roe", "letter")],
    ),
    "a dateline in brackets and a number behind the name": (
        "(Kansas City, MO)– Today, U.S. Representative Emanuel Lee, II (D-MO) released the following statement on the flood.\n\n“I am "
        "watching the news closely.”",
        [Said("Emanuel Lee", "“I am watching the news closely.”", None, "statement")],
    ),
    "an office speaks": (
        "Congresswoman Ann Lee’s Office announced mobile office hours in the coming weeks.",
        [Said("Office of Ann Lee", "mobile office hours in the coming weeks")],
    ),
    "two speakers in one paragraph": (
        "Sen. Ann Lee (D-Wis.) spoke at the plant on Monday. “We must act,” Lee said. “The plant is old,” said Sen. Bob Poe (R-Ore.).",
        [Said("Ann Lee", "“We must act,”"), Said("Bob Poe", "“The plant is old,”")],
    ),
    "who is spoken to in a speech": (
        "I rise today to oppose it. Mr. Speaker, the Congressional Budget Office has concluded that the program fails and costs too much.",
        [Said("Congressional Budget Office", "that the program fails and costs too much")],
    ),
    "one of the voices": (
        "Senator Ann Lee was one of the leading voices pressing for a drawdown of troops.",
        [Said("Ann Lee", "a drawdown of troops")],
    ),
    "what is urged goes on": (
        "Last year, Ann Lee called on Coloradans to sign her petition and urge Congress to reauthorize the act.",
        [Said("Ann Lee", "Coloradans to sign her petition and urge Congress to reauthorize the act")],
    ),
    "an independent's party is no first person": (
        "Senator Ann Lee (I-Maine) released the following statement after her vote. The vote of the whole Senate comes later.\n\n"
        "I have met the nominee, and in our meeting he spoke of my concerns.\n\nPrior to the vote Senator Lee also met others.\n\nThe vote was held on Monday.",
        [Said("Ann Lee", "I have met the nominee, and in our meeting he spoke of my concerns", None, "statement")],
    ),
    "background before a quotation with its speaker": (
        "Rep. Ann Lee released the following statement applauding the decision on the locks.\n\nToday, the agency spent $516 million on "
        "the project and the state another million of its own.\n\n“The locks sustain the economy,” said Rep. Lee.",
        [Said("Ann Lee", "“The locks sustain the economy,”")],
    ),
    "one quotation, introduced and signed": (
        "Congressman Bob Poe (TX-23) released the following statement on the events of the weekend:\n\n“The events are angering and "
        "saddening,” said Congressman Poe. “Many have died there in two decades.”",
        [Said("Bob Poe", "“The events are angering and saddening,” … “Many have died there in two decades.”")],
    ),
}  # fmt: skip

FAILING: dict[str, str] = {}


def _cases() -> list[Any]:
    return [
        pytest.param(
            *case, id=name, marks=pytest.mark.xfail(strict=True, reason=FAILING[name]) if name in FAILING else ()
        )
        for name, case in CASES.items()
    ]


@pytest.mark.parametrize(("text", "expected"), _cases())
def test_what_is_said(text: str, expected: list[Said]) -> None:
    said = found(text)
    # A full stop or comma at the edge of a piece is nobody's question here.
    bare = [s._replace(content=s.content.rstrip(".,")) for s in said]
    assert bare == [s._replace(content=s.content.rstrip(".,")) for s in expected]
