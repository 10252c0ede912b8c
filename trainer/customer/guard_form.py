"""Whether a customer line is one person's spoken words, and this person's. Pure, no I/O."""

import re
from functools import lru_cache

from trainer.customer.guard_words import any_of, plain, sentences

_STAGE = any_of(
    r"""
    [*_]{1,3}[^*_\n]{1,80}[*_]{1,3}|\[[^\]\n]{0,120}\]?|</?[a-z][^>\n]{0,80}>
    \((?:(?:a |the |she |he |they |long |short |after |with a |with |in a |still |then )*(?:sigh|paus|laugh|\
    chuckl|silen|beat\b|quiet|soft|whisper|cough|nod|shak|smil|frown|shrug|look|lean|hang|hung|click|clear|\
    cold|warm|firm|calm|breath|tone|voice|typing|mutter|groan|snort|grimac|glanc|stare|star[ei]|tired|flat|\
    dry|ang)[^)]{0,60})\)
    """,
    re.IGNORECASE,
)
_MARKDOWN = any_of(
    r"""
    ```|`[^`\n]+`|\*\*|__|^ {0,3}#{1,6}\s
    ^[ \t]*(?:[-*•▪]|\d{1,2}[.)])\s+\S.*\n[ \t]*(?:[-*•▪]|\d{1,2}[.)])\s|^[ \t]*[*•▪]\s|^[ \t]*- \S|^[ \t]*\|.*\||\]\(
    https?://|\bwww\.|^[ \t]*>\s|</?\w+>|^[ \t]*(?:def|class|import|function|return|SELECT)\b[^.\n]*[(:;{][ \t]*$
    [{}]|^-{3,}[ \t]*$|(?:^|\s)#{1,6} [^\W\d_]|\|[^|\n]*\||(?:^|\s)1[.)] .{1,400}? 2[.)] |[•▪]
    """,
    re.MULTILINE,
)
_MACHINE = any_of(
    r"""
    \bas an? (?:\w+ )?(?:ai|language model|llm|chatbot|assistant|virtual|machine)\b
    \b(?:i'm|i am|being)(?: just| only| actually| really| merely)? an? (?:\w+ )?(?:ai|a\.i\.|llm|language \
    model|chatbot|bot|virtual \w+|digital assistant|ai assistant|computer program|simulation)\b
    \b(?:openai|chatgpt|anthropic|my (?:training|programming|developers|creators|knowledge cutoff|\
    guidelines|system prompt|instructions|persona))\b
    \b(?:how (?:can|may) i (?:help|assist) you|happy to (?:help|assist) (?:you )?(?:with|further)|is there \
    anything else i can|feel free to ask|let me know if (?:you need|there's|there is))\b
    \bi (?:cannot|can't|can not|am unable to|'m unable to|am not able to)(?: \w+)? (?:assist|fulfil+|comply|\
    help with that|provide (?:that|this)|continue (?:this|with this)|engage in|roleplay|role-play|generate)\
    \b
    \bin this (?:scenario|simulation|role-?play|exercise|training|conversation i)\b
    \b(?:stay|staying|remain|break|breaking|in|out of) (?:in )?(?:my )?character\b
    \brole-?play(?:ing)?\b|\b(?:system prompt|word limit|output:|response:)
    \bhere(?:'s| is) (?:my|the|a|your) (?:response|reply|line|answer)\b
    \bplay(?:ing)? the (?:customer|role)\b
    """
)
_COACHES = any_of(
    r"""
    (?:^|[.!?] |\b(?:that's|that is|that was|you did|what|you've done|doing) (?:an? )?)(?:great|excellent|\
    fantastic|wonderful|brilliant|amazing|impressive|perfect|nice) (?:question|job|work|approach|technique|\
    point|response|answer|empathy|listening|recovery|pitch)\b
    \bgood (?:job|work|technique|approach|listening|recovery|response)\b
    \byou(?:'re| are) (?:doing|handling)(?: \w+){0,4} (?:well|great|right|perfectly|beautifully|correctly|\
    professionally)\b
    \byou handled (?:that|this|it|me)(?: \w+)? (?:well|great|perfectly|beautifully|right|professionally)\b
    \byour (?:empathy|approach|technique|active listening|listening skills|professionalism|delivery|rapport|\
    sales skills|tone|persistence) (?:is|was|are|has|makes?|shows?|means?)\b
    \b(?:appreciate|admire|value|respect|thanks? for|thank you for) your (?:empathy|approach|\
    professionalism|persistence|active listening|understanding and|technique|sales)\b
    \b(?:a|one|some|my) (?:quick |small |little )?(?:tips?|pointers?|feedback|coaching) (?:for you|:|would \
    be|is to)
    \bmy (?:advice|feedback|suggestion) (?:to you|would be|is|for you)\b
    \byou (?:should|could|might want to|may want to|need to) (?:try (?:to )?(?:ask|listen|say|acknowledg|\
    empathi|reflect|focus|understand)\w*|acknowledge|empathi[sz]e|focus on (?:my|the customer|understanding|\
    what)|ask (?:me )?(?:more )?open|start by|say something like)\b
    \b(?:next time|in future),? (?:try|you (?:should|could|might)|start|lead with|ask (?:more|open))\b
    \ba better (?:way|approach|question|response|answer) (?:would|is|might|could)\b
    \bwell (?:handled|played|executed)\b
    """
)
_PLACEHOLDER = any_of(
    r"""
    \{(?:echo|rep|\w*)\}?|\[(?:name|rep|company|customer)[^\]]*\]|<(?:name|rep|customer)[^>]*>
    """,
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|no|never|isn't|don't|what|who|which|whose|why|\w+n't)\b")
_NOT_SPEAKERS = """
rep|sales rep|salesperson|seller|sales|vendor|agent|you|me|user|human|assistant|system|ai|bot|model|customer|client|
buyer|prospect|narrator|director|coach|manager|note|notes|internal|thought|thoughts|stage|scene
"""
_LABELS = tuple(_NOT_SPEAKERS.replace("\n", "").split("|"))
_BODY = (
    "sighs?|pauses?|nods?|smiles?|shakes?|leans?|laughs?|chuckles?|frowns?|shrugs?|hesitates?|hangs up|glances?|"
    "clears (?:his|her|their) throat|takes a (?:deep |long |slow )?breath|looks (?:away|down|up|at the phone)"
)
_SAYS = "says?|repl(?:y|ies)|answers?|responds?|asks?|speaks?|whispers?"
_MAYBE_THEN = r"(?:'ll|'d| will| would| then| might| could)"


class Names:
    """The patterns that hold the names of a scenario."""

    def __init__(self, customer: tuple[str, ...], rep: tuple[str, ...]) -> None:
        theirs = "|".join(re.escape(plain(n)) for n in customer)
        reps = "|".join(re.escape(plain(n)) for n in rep)
        labels = "|".join(re.escape(x) for x in (*_LABELS, *customer, *rep))
        self.narrates = re.compile(rf"^(?:she|he|they|{theirs}) (?:then )?(?:{_BODY})\b|^(?:{theirs}) (?:{_SAYS})\b")
        self.spoken_for = re.compile(
            rf"\b(?:you{_MAYBE_THEN}+|(?:{reps}){_MAYBE_THEN}*) (?:{_SAYS}|{_BODY})[,:]? ?\""
            rf"|\",? (?:says|replies|asks|said) (?:you|{reps}|the rep|the salesperson)\b"
            rf"|^(?:{reps}) (?:says|replies|nods|sighs|pauses|responds)\b"
            r"|\bthe (?:rep|salesperson|seller) (?:says|replies|nods|responds|pauses)\b"
        )
        self.label = re.compile(
            rf"(?:^|\n)[ \t]*[\"“(*]*(?:{labels})[\"”)*]*[ \t]*(?::|>|\|)|[.!?…\"”]\s+(?:{labels}):\s",
            re.IGNORECASE,
        )


@lru_cache(maxsize=64)
def names(customer: str, called: str, rep: str) -> Names:
    """Patterns for a customer's full name, the name over their lines, and the rep's name."""
    theirs = dict.fromkeys(n for n in (customer, called, customer.split()[0], called.split()[-1]) if len(n) > 1)
    reps = dict.fromkeys(n for n in (rep, rep.split()[0]) if n)
    return Names(tuple(theirs), tuple(reps))


def form(text: str, who: Names, may_deny: bool) -> str:
    """Why the text is not one person's spoken words, or empty.

    Args:
        text: a customer line or the beginning of one.
        who: patterns with the names of this call.
        may_deny: the rep spoke to a machine, and the customer may wonder at it or deny it.
    """
    said = plain(text)
    if _PLACEHOLDER.search(text):
        return "it holds a blank that was not filled in"
    if _STAGE.search(text) or who.narrates.search(said):
        return "it describes what the customer does; only spoken words are wanted, with no stage directions"
    if _MARKDOWN.search(text):
        return "it holds markup, a list, a link or code; only spoken words are wanted"
    if who.label.search(text) or who.spoken_for.search(said):
        return "it speaks for somebody else or names the speaker; only the customer's own words are wanted"
    if _second_voice(text):
        return "it holds more than one voice; only the customer's own words are wanted"
    if _leaves_part(said, may_deny):
        return "it leaves the part; the customer is a person on a call"
    if _COACHES.search(said):
        return "it coaches or praises the rep's technique"
    return ""


def _second_voice(text: str) -> bool:
    lines = [x.strip() for x in text.split("\n") if x.strip()]
    if len(lines) > 1 and any(x[0] in '"“-–—' for x in lines[1:]):
        return True
    return bool(re.search(r"[\"”]\s?[\"“][^\"”]+[\"”]\s?[\"“]", " ".join(text.split())))


def _leaves_part(said: str, may_deny: bool) -> bool:
    found = _MACHINE.search(said)
    if not found or not may_deny:
        return bool(found)
    sentence = next((s for s in sentences(said) if found.group(0) in s), said)
    return not (_DENIES.search(sentence) or sentence.rstrip("\"'").endswith("?"))
