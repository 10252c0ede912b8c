"""What a customer turn does to the rules: says the no again, closes the topic, reopens the deal, asks something.

Pure text functions over one customer turn; English only, like the built-in coder. They are deliberately narrow:
a cap rests on them (manual, rulings 1 and "if the customer reopens the deal").
"""

import re
from enum import StrEnum


class Topic(StrEnum):
    """What a customer's question is about, as far as the manual's near misses need it."""

    TERMS = "terms"
    """Price, rate, length, what it would cost."""
    DATE = "date"
    """When something is due or ends."""
    PRODUCT = "product"
    """What the thing is or does."""
    LATER = "later"
    """Whether or how to be in touch again."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


_SPEAKER = r"(?:i|we|i've|we've|they|he|she|board|trustees|council|committee|director|vote|members|owners?|boss)"
_NO_IN_SO_MANY_WORDS = _any(
    r"\b(?:it|this|that|vote|answer|decision)(?:'s| is| was| stays| remains| has to be)? (?:still |just |"
    r"definitely |a definite |a firm |simply )*(?:a )?no\b(?! (?:one|problem|need|idea|longer|use|good|"
    r"point|trouble|reflection|secret|trick))",
    r"\b(?:still|definitely|firm|final|flat|hard|plain|definite|clear) (?:a )?no\b(?! (?:one|problem|need|"
    r"idea))",
    r"\bthe no (?:stands|stays|is final|is a no)",
    rf"\b{_SPEAKER} (?:have |already |have already |just |must |do |did )?"
    r"(?:said|say|says|saying|told you|voted|tell you)(?: you)?(?: it)?(?: is| it's)?[:,]?[ '\"]+(?:a )?no\b",
    r"\b(?:said|say|saying|told you|telling you) (?:you )?(?:the )?(?:answer is )?(?:a )?['\"]?no\b(?! "
    r"(?:one|problem|need|idea))",
    r"\bno (?:means|is) (?:a )?no\b",
    r"\b(?:so|and|but|then|therefore)[ ,]+(?:it's |it is |that's )?(?:a )?no\b(?! (?:one|problem|need|idea|"
    r"worries|i\b|it))",
    r"\b(?:is|are|was) (?:off|cancelled|final|decided|settled|closed|dead|over|gone for good)\s*(?:[.,;!]|"
    r"$|now\b|at\b|from\b|for\b)",
    r"\b(?:it's|that's|thing's|deal's|it’s) (?:off|cancelled|final|decided|settled|dead|done)\b",
    r"\b(?:decided|decision (?:is |was |has been )?(?:made|taken|final))\b",
    r"\b(?:we|i)(?:'re| are|'m| am) (?:still |just |simply |really )?not (?:going (?:ahead|to (?:buy|sign|"
    r"take|do|go|be))|taking|signing|buying|doing|proceeding|renewing|ordering|having (?:it|them)|going "
    r"(?:with|back))",
    r"\b(?:we|i) (?:won't|will not|can't|cannot|can not|shan't|don't want to) (?:be )?(?:sign|buy|tak(?:e|"
    r"ing)|commit|order|proceed|do (?:it|this|that|the)|go ahead|afford|have (?:it|them)|signing|buying|"
    r"going|proceeding)\b",
    r"\bnot (?:one|two|three|four|five|six|seven|eight|nine|ten|half|any|a single|\d+),? (?:and )?not\b",
    r"\b(?:i|we)(?:'ve| have) (?:just |already )?(?:said|told you)(?: (?:so|it|that|you))?(?: (?:once|"
    r"twice|three times|already|before))?\b(?! (?:that )?(?:we|i|he|she|they|the)\b(?!.*\bno\b))",
    r"\bsaid (?:it )?(?:twice|three times|already)\b",
    r"\b(?:already|just) (?:said|told you)\b",
    r"\bthird time\b",
    r"\bthere(?:'s| is) no (?:version|way|number|price|money|budget)\b",
    r"\b(?:i|we)(?:'d| would) (?:rather|prefer) (?:it (?:was|were) cancelled|not)\b",
)
_REFUSES = _any(
    r"^(?:(?:oh|ah|ha|haha|well|sorry|look|what\?|please|thanks|thank you|sweet of you|that's kind|kind of "
    r"you|god|mate|hm+|um|uh|nice try|dear|my (?:friend|brother|sister))\b\W{1,4})?(?:but\W{1,3})?(?:no|"
    r"nope|nah|never)\b(?! (?:problem|worries|need|idea|doubt|offen[cs]e|hard feelings|one knows|i "
    r"(?:don't|do not) mind))",
    r"^[\w.' ]{1,24}[,.!:] ?(?:no|nope|nah)\b",
    r"[.!?,] (?:so |and |but )?(?:no|nope|nah)\b[.,!]",
    r"\bno,? thank(?:s| you)\b|\bthanks,? but no\b",
    r"^no \w+(?:,? no \w+)*[.!]?\s*$",
    r"\b(?:please |pls )?(?:do not|don't|stop|leave it|cancel|close|pull|release|remove|withdraw|drop|"
    r"forget)\b(?=.*$)(?<!i don't)(?<!we don't)(?<!i do not)(?<!they don't)",
    r"\b(?:i|we) (?:can't|cannot|won't|will not|shall not|shan't)\b",
    r"\bi(?:'m| am) not (?:doing|signing|going|having|bringing|asking|choosing|putting)\b",
    r"\bnot (?:at|even|for) (?:\w+ )?(?:one|two|three|\d+|free|any|half)\b",
    r"\bit(?:'s| is)(?:n't| not) going to happen\b",
    r"\b(?:i'm|i am|we're|we are) (?:done|finished)\b|\bwe(?:'re| are)? finished\b",
    r"\b(?:i'?ll|i will|i'm going to|i'm gonna|i am) (?:hang(?:ing)? up|put(?:ting)? (?:down )?the "
    r"(?:phone|telephone)|end(?:ing)? (?:this|the) call)",
)
_NOT_A_NO = _any(
    r"^no[,.]? (?:please,? (?:tell|go|do|say|ask)|go on|you're (?:okay|all right|fine)|"
    r"that's (?:fine|fair|okay|all right|good|it)|"
    r"it's (?:fine|okay|all right)|of course|i know|exactly|quite|not really|worries|problem|harm|"
    r"offen[cs]e|hard feelings|need to apolog|don't be sorry|don't apolog|i suppose|you (?:didn't|don't|"
    r"did)|it wasn't)",
)
_CLOSES_TOPIC = _any(
    r"\b(?:rather|sooner|prefer (?:to|not)|like to) (?:not|leave it|keep (?:it|that)|stop|say|go into)",
    r"\bnot (?:something i|going to|gonna) (?:go|get|want to go) into\b",
    r"\b(?:stop|no more|enough with) (?:asking|questions)\b",
    r"\bleave it (?:there|at that)\b",
    r"\bthat(?:'s| is) (?:all|the end of it|between|private|personal)\b",
    r"\b(?:won't|can't|cannot|not) (?:discuss|go into|talk about|be drawn|get into|quote|say (?:more|who|"
    r"why))",
    r"\bnone of your\b|\bmy own (?:business|reasons)\b",
    r"\b(?:i|we)(?:'d| would) rather not\b",
)
_REOPENS = _any(
    r"\b(?:unless|what if|(?:and|but) if (?:we|the award|the contract|the deal|it was|it were|"
    r"you))\b[^.?!]{0,90}(?:\?|\.\.\.)",
    r"\bwhat(?:'s| is| was| would| were) (?:the |that |your )?(?:monthly|rate|price|cost|terms|figure|"
    r"minimum|discount)\b[^.!]{0,60}\?",
    r"\bwhat would (?:it|that|this|they|the \w+|\w+ \w+) (?:be|cost|come to|look like|run)\b",
    r"\bhow much (?:is|are|would|was|were|for)\b",
    r"\bwhat would you do then\b",
    r"\bcould (?:we|i) still (?:have|get|do|take|sign|buy)\b",
    r"\b(?:is|are) (?:it|that|the (?:offer|price|deal|rate|slot)) still (?:open|on|there|good|valid|"
    r"available)\b",
    r"\b(?:could|would|can) (?:i|we) (?:still )?change (?:my|our) minds?\b",
    r"\bhow long (?:does|will|would) (?:the|that|this|your) (?:price|offer|rate|quote)\b[^.!]*\?",
    r"\b(?:would|could) you (?:have|be able) to (?:have|do) it by\b|\bwould you have to have it by\b",
    r"\b(?:maybe|perhaps) (?:we|i) (?:could|should|might) (?:still |just )?(?:take|sign|do|buy|have|"
    r"go)\b[^.?!]*\?",
    r"\b(?:let's|let us) (?:talk|go back) (?:about )?(?:it|the (?:price|deal|contract|offer))\b",
)
_MARKS = " \t\r\n.,;:!?…-–—*\"'“”‘([{<>/\\|~_#"
_RUN = re.compile(r"([\s!,;:*()\[\]{}<>/\\|~_#\"“”…–—-])\1+")
_SENTENCE = re.compile(r"[^.?!]+[.?!]*")
_TOPICS: dict[Topic, re.Pattern[str]] = {
    Topic.TERMS: _any(r"\b(?:price|cost|monthly|rate|terms|fee|discount|refund|deposit|how much|figure|pay|owe)\b"),
    Topic.DATE: _any(r"\b(?:when|deadline|by (?:friday|monday|the)|what day|how long|until|date|last day)\b"),
    Topic.PRODUCT: _any(
        r"\bwhat does (?:it|that|the \w+(?: \w+)?) (?:\w+ )?do\b",
        r"\bhow does (?:it|that|the)\b",
        r"\b(?:does|can|will|is) (?:it|that|your \w+|the (?:system|unit|machine|software|module|contract))\b",
    ),
    Topic.LATER: _any(
        r"\b(?:call|ring|email|write to|come back to|in touch|reach) (?:you|me|us)\b|\bnext (?:year|spring|"
        r"quarter)\b"
    ),
}


def _plain(text: str) -> str:
    """The text with plain apostrophes, from its first letter on, runs of marks and of spaces cut to one."""
    return _RUN.sub(r"\1", text.replace("’", "'")).lstrip(_MARKS)


def says_no_again(text: str, *, answering_push: bool = False) -> bool:
    """Whether the customer says the no in so many words (manual, ruling 1).

    Args:
        text: one customer turn.
        answering_push: the rep's turn before it held a push; then a bare "No.", "Please don't" or "Not six, not
            three" is the no as well, while after anything else it may only answer a question.
    """
    plain = _plain(text)
    if _NO_IN_SO_MANY_WORDS.search(plain):
        return True
    return answering_push and bool(_REFUSES.search(plain)) and not _NOT_A_NO.search(plain)


def closes_topic(text: str) -> bool:
    """Whether the customer says they do not want to be asked further (manual, `interrogate`)."""
    return bool(_CLOSES_TOPIC.search(_plain(text)))


def reopens_deal(text: str) -> bool:
    """Whether the customer takes the deal up again of their own accord, by asking for its terms or turning round."""
    plain = _plain(text)
    return bool(_REOPENS.search(plain)) and not _NO_IN_SO_MANY_WORDS.search(plain)


def asked_about(text: str) -> frozenset[Topic]:
    """The topics of the customer's questions; answering one of them is no pitch and no push (manual, near misses)."""
    questions = " ".join(found for found in _SENTENCE.findall(_plain(text)) if found.endswith("?"))
    return frozenset(topic for topic, pattern in _TOPICS.items() if pattern.search(questions))
