"""Whether a customer line agrees, half agrees, or takes a buying step that the director did not decide.

Measured on real talk, models that play a customer drift into exactly this (arXiv 2606.20708, notes on realism): they
ask for price, terms and times after the no. Patterns are read sentence by sentence, with the rep's own echoed words
taken out, and a negation before or after the match in the same clause clears the sentence where it says so.
"""

import re

from trainer.customer.guard_words import any_of, plain, sentences

_AGREES = any_of(
    r"""
    \blet's (?:just )?(?:do (?:it|this)|sign|go ahead|go for it|move (?:forward|ahead)|proceed|close (?:it|\
    this)(?! here| there| off)|make (?:it|this) (?:happen|work)|get (?:it|this) (?:done|signed|over the \
    line)|get started|start with)\b
    \b(?:i|we|they|she|he|the (?:board|team|boss|committee))(?:'ll|'d| will| would| can| could| might| may|\
    're going to|'m going to| are going to| am going to|'re ready to|'m ready to|'m happy to|'re happy to|\
    'd be happy to)(?: just| probably| maybe| perhaps| then| happily| gladly| still| also| definitely| all)\
    * (?:sign(?! off| out| in| for)|go ahead|move (?:forward|ahead)|proceed with|buy(?= it| this| that| \
    them| yours|[.,!;]|$)|renew|commit|approve|take (?:the|your|that) (?:offer|deal|discount|price)|accept \
    (?:the|your|that|those|these)|order (?:it|one|them)|go with (?:you|it|that|this|yours?)(?! [a-z]+ one))\
    \b
    \b(?:i|we) (?:accept|agree to|approve|agree with) (?:your|the|this|that|those|these) (?:\w+ )?(?:offer|\
    terms?|price|deal|proposal|discount|contract|plan)\b
    \b(?:i'm|we're|i am|we are) (?:in(?= then| too|$|[.,;!?])|on board|sold|convinced|good to go|ready to \
    (?:sign|go|proceed|move)|going ahead(?! without| and)|moving (?:ahead|forward)(?! without)|going to \
    (?:sign(?! off)|go ahead|buy|proceed))(?=$|[\s.,;!?-])(?! (?:a|the|my|your|our|no|it|over|need)\b)
    \b(?:you've|you have) (?:got (?:yourself )?a deal|convinced me|persuaded me|changed my mind|won me over|\
    talked me into)\b
    ^(?:(?:okay|ok|alright|all right|fine|yes|well|then|so|good),? )*(?:it's a |that's a )?deal(?:\.|!|,|$)
    \b(?:we|i|you) have a deal\b|\bcount (?:me|us) in\b|\bsign (?:me|us) up\b|\bwhere do (?:i|we) sign\b|\
    \byou win\b|\bwe're back on\b
    \b(?:that|this|it|which) (?:would |could |might |will |'d )?(?:works?|changes (?:things|everything|it)) \
    for (?:me|us)\b
    \bthat changes (?:things|everything)\b
    \b(?:i|we) (?:don't|can't) see (?:any reason )?why not\b|\bwhy not(?:\?|\.|,|$)
    \b(?:i'm|we're|i am|we are|i'd be|we'd be|i might be|we might be|i could be) (?:\w+ )?(?:open to(?! \
    hear)|interested in|willing to|inclined to|tempted|reconsidering|prepared to (?:sign|go|move|consider))\
    \b
    \b(?:i|we)(?:'d| would) (?:like|love) to (?:move (?:forward|ahead)|go (?:ahead|forward|with)|proceed|\
    sign|try it|hear more|start)\b|\b(?:i|we) (?:do )?want to (?:go ahead|sign|proceed|move (?:forward|\
    ahead)|buy)\b
    \bif (?:it's|that's|it is) (?:only|just|under|below|less|cheaper|\w+ (?:thousand|percent|a month|less|\
    cheaper|lower))(?: \w+){0,8}?,? (?:then )?(?:okay|ok|fine|yes|deal|all right|sure)\b
    \b(?:he|she|they) says? (?:\w+ ){0,8}?do it\b
    \byes,? (?:let's|we'll|we will|i'll sign|i will sign|we can|we could|go ahead and send)\b
    """
)
_SOFTENS = any_of(
    r"""
    \b(?:let me|let us|(?:i|we)(?:'ll|'d| will| would| can| could| might)) (?:just )?(?:re-?consider|\
    re-?think|consider (?:it|that|your|the))\b
    \b(?:see what (?:i|we) can do|run (?:it|this|that) (?:by|past)|give me (?:until|a day|a few days|some \
    time|a bit)|(?:we|i) (?:could|might|can) (?:still )?(?:make (?:it|this|that) work|find (?:a way|the \
    (?:money|budget))|work something out))\b
    \b(?:start|begin|go|live) with (?:a|the|something) (?:smaller|small|pilot|trial|shorter|reduced|lighter)\
    \b|\b(?:a|the) (?:small|smaller|short|shorter|limited|phased) (?:pilot|trial|version|package|rollout|\
    start|scope) (?:could|might|would|may|will|is something)\b
    \b(?:let me|i'll|we'll|i will|we will|i can|i could) (?:talk|speak|check|discuss|consult|run)(?: \w+)\
    ?(?: it| this| that)? (?:to|with|past|by) (?:my|the|our|finance|legal|procurement|it)\b
    \b(?:a lot|something|plenty|food) (?:to think about|for thought)\b|\bget back to you\b|\b(?:get|have) \
    (?:the|a|some|that) (?:budget|money|funds) (?:approved|released|freed|found)\b
    \b(?:find|meet) (?:a |some )?(?:middle ground|in the middle|halfway|compromise|common ground)\b|\
    \brevisit (?:the|your|this|our) (?:terms|offer|deal|price|proposal|numbers)\b
    \banother (?:chance|look|go)\b
    \b(?:maybe|perhaps|possibly) (?:if|we (?:can|could)|i (?:can|could)|there's (?:a way|room))\b
    \bif (?:you(?:'d)? (?:can|could|would|were|drop|lower|match|thr[eo]w|include|g[ai]ve|offer|take|took|\
    get|got|cut|bring|c[ao]me (?:down|back with|up with)|do|did|make|made|add|added|h[eo]ld|put|extend)|the \
    price|the terms|that price|the discount|it (?:came|comes|cost|costs)|(?:it|that) (?:were|was|is) \
    (?:cheaper|less|lower|free|smaller|shorter|under|below|\d+))(?: \w+){0,9}?,? (?:then )?(?:i|we|they|she|\
    he|the (?:board|team|boss|committee))(?:'d| would| could| might| may|'ll| will| can)\b(?! (?:still|\
    never|not|only|hang up|leave|end|be (?:done|gone)|go\b(?! ahead)|have to|put the phone|remember|tell|\
    thank|be grateful|owe)\b)
    \b(?:i|we|they|she|he|the (?:board|team|boss|committee))(?:'d| would| could| might| may| can|'ll| will)\
    (?! (?:still|never|not)\b)(?: \w+){1,5},? if (?:you|the price|the terms) ?(?:can|could|were|was|drop|\
    lower|match|threw|throw|came|come|include|'d|would)
    \bif you (?:can|could|were to|would|'d)? ?(?:get|come|go|bring it) (?:down|below|under|to \d)|\bif you \
    (?:drop|lower|cut|halve|match|throw in|knock)\b
    """
)
_ASKS = any_of(
    r"""
    \bhow much(?: \w+)? (?:is|are|would|does|do|will|for|off|was|can|could)\b(?! (?:i |you (?:want|need)|\
    clearer|plainer|more))|^(?:and |so |but )?how much\?|\bwhat(?:'s| is| was| would be|'d be| are) (?:the|\
    your) (?:\w+ )?(?:price|cost|discount|rate|terms?|best (?:price|offer)|lead time|timeline|payment|fee|\
    next steps?)\b
    \bwhat (?:would|does|will|do) (?:it|that|this|they|the \w+) (?:cost|run us|come to|look like)\b|\bwhat \
    (?:kind of |sort of |other )?(?:discount|price|terms|options|flexibility|offer|package)s?\b
    \b(?:can|could|would|will|are) you (?:able to |be able to |willing to |also )*(?:do (?:better|\d+|any \
    better)|go (?:any )?(?:lower|down|to \d+)|drop|lower|reduce|match|throw in|include|extend|guarantee|\
    hold (?:the|that) (?:price|offer|discount)|split|waive)\b
    \bhow (?:soon|quickly|fast|long) (?:could|can|would|will|until|before|does) (?:you|we|it|the|they)\b|\
    \bwhen (?:could|can|would|do) (?:you|we) (?:start|deliver|install|begin|go live|need (?:it|the|an|my|\
    our|a))\b
    \b(?:is|are) (?:that|the|those|this|your) (?:\w+ )?(?:discount|price|offer|terms|quote)s? (?:still|\
    negotiable|firm|valid|fixed|good)\b
    \bwhat if (?:we|you|i) (?:did|do|just|only|took|take|started|start|went|go|cut|made|make|signed|sign)\b|\
    \b(?:can|could) (?:we|i) (?:push|move|delay|change|start|get|have|split|spread|pay) (?:the|it|that|a|an|\
    some|with|over)\b|\bwhat(?:'s| is) (?:included|in it for us)\b
    \b(?:do|would) you have (?:anything|something|a) (?:smaller|cheaper|shorter|lighter|pilot|trial)\b|\bis \
    there (?:a|any) (?:\w+ )?(?:pilot|trial|discount|flexibility|smaller \w+|cheaper \w+|room on)\b
    """
)
_STEPS = any_of(
    r"""
    \b(?:send|email|e-mail|mail|forward|resend|get|shoot|pass|bring|give) (?:it |that |this )?(?:me|us|over|\
    across|through|along)? ?(?:over )?(?:the|a|an|your|that|those|this|some)? ?(?!white |a )(?:(?!white )\
    \w+ )?(?:contract|agreement|paper|papers|paperwork|order form|order|form|quote|quotation|proposal|offer|\
    docusign|invoice|pricing|price list|new price|new numbers|numbers|terms|redline|redlines|draft|revised \
    \w+|updated \w+|link)(?! to \w+ (?!tomorrow|today))(?: over| across)?\b(?!s? (?:back|away))
    \b(?:book|schedule|set up|arrange|put in) (?:a|an|the|another|some|in a) ?(?:\w+ )?(?:call|meeting|demo|\
    session|time|review|visit)\b
    \b(?:let's|we (?:can|could|should)) (?:\w+ )?(?:talk|speak|meet|pick (?:this|it) up|reconnect|regroup|\
    circle back) (?:again )?(?:tomorrow|on \w+day|next week|later (?:this|today)|this week|in the morning)\b
    \b(?:call|ring|phone|try) me (?:back )?(?:tomorrow|on \w+day|next week|later today|this afternoon|in \
    (?:a|an|two) (?:hour|hours|day|days))\b
    \bnext steps? (?:would be|is|are|could be|then)\b|\bkeep the (?:offer|paperwork|papers|contract|order) \
    (?:open|alive|live|warm|ready)\b
    \b(?:tell|walk|remind|show) me (?:more|through|again|the)? ?(?:about |on )?(?:the|your|that) \
    (?:discount|offer|price|terms|deal|numbers|proposal|package|pilot)
    """
)
_TAKE_BACK = any_of(
    r"""
    \b(?:i|we)(?:'ll| will| can| could|'d| would| might) (?:\w+ )?(?:take|bring|put|carry|raise|run) (?:it|\
    that|this|the \w+) (?:\w+ )?(?:back to|up with|to (?:the|my) (?:board|boss|team|committee|others|cfo|\
    ceo|director|council)|in front of)\b
    """
)
_UNLESS = any_of(
    r"""
    \b(?:only|unless|provided|as long as) (?:if )?you (?:can|could|will|would|drop|lower|match|throw|\
    include|take|cut|give|'d)\b
    """
)
_TEMPTED = any_of(
    r"""
    \b(?:that|this|it)(?:'s|'d be| is| would be| sounds| seems| looks)(?: \w+)? (?:a (?:good|great|fair|\
    strong|tempting|generous|very \w+) (?:offer|deal|price|discount)|tempting|hard to (?:refuse|turn down|\
    say no to)|interesting offer|worth (?:a look|considering|exploring|it))\b
    """
)
_THINKS = any_of(
    r"""
    \b(?:let me|let us|(?:i|we)(?:'ll|'d| will| would| can| could| might| need to| have to| want to)) \
    (?:just )?(?:think (?:about|on|over) (?:it|that|this)|think (?:it|that|this) (?:over|through)|sleep on \
    it)\b
    """
)
_NOT_BEFORE = any_of(
    r"""
    \b(?:not|never|no|nobody|nothing|none|neither|nor|cannot|without|instead of|rather than|stop|refuse|even if|\
    until|before|\w+n't|don t|said|told|thought|wanted|hoped|supposed|was going|were going|if|wish|asked|why|\
    whether|doubt|used to)\b[^.!?]*$
    """
)
_NOT_AFTER = any_of(
    r"""
    ^[^.!?;]{0,60}?\b(?:no|not|never|nothing|cannot|still no|stays no|nobody|\w+n't|over my|out of the question|\
    back then|last (?:week|month|year)|anyway|all the same)\b
    """
)
_SAID_AWAY = re.compile(r"\b(?:even if|not even|no|never|not|said|told|thought|promised|\w+n't)\b[^,]*$")
_ASSENT_ONLY = any_of(
    r"""
    ^(?:(?:yes|yeah|yep|ok|okay|sure|fine|alright|all right|agreed|deal|done|absolutely|of course|certainly|great|\
    sounds good|go on then|go ahead|you're right|fair enough then|let's|do it|then|that works|perfect|please|do|\
    i will|we will|we can|i can|i could|we could)[\s.,!-]*)+$
    """
)
_NO = re.compile(r"\b(?:no|not|never|can't|cannot|won't|isn't|doesn't|wasn't|aren't)\b")

_PUSHED = frozenset(
    {
        "pressure",
        "sweetener",
        "callout",
        "self_interest",
        "guilt",
        "argue",
        "repitch",
        "bypass",
        "restate",
        "ask_stop",
        "withhold",
    }
)
_MAY_ARRANGE = frozenset(
    {
        "leave_to_contact",
        "leave_to_ask",
        "leave_to_tell",
        "service",
        "help",
        "exit",
        "door",
        "who_to_tell",
        "what_now",
        "timing",
        "need",
    }
)
"""Headings under which the customer may name a time or ask for a thing that is not the deal."""


def buying(text: str, headings: tuple[str, ...], echoed: tuple[str, ...] = ()) -> str:
    """Why the text is a step towards buying, or empty.

    Args:
        text: a customer line or the beginning of one.
        headings: of the move it words.
        echoed: what the rep said; the customer may throw it back in quotation marks.
    """
    asked = frozenset(headings)
    for sentence in sentences(text):
        heard = _without_echo(plain(sentence), echoed)
        if _said(_AGREES, heard):
            return "it agrees to the deal; the decision is no and stays no"
        if _UNLESS.search(heard) or _said(_SOFTENS, heard, before=False):
            return "it half agrees or names a condition; the decision is no, with no condition"
        if heard.rstrip("\"' ").endswith("?") and _ASKS.search(heard):
            return "it asks about price, terms or times as a buyer would; this customer is not buying"
        if not asked & _MAY_ARRANGE and _said(_THINKS, heard, before=False):
            return "it says it will think about it; the decision is made"
        if not asked & _MAY_ARRANGE and _said(_STEPS, heard):
            return "it asks for papers or a next step; there is no next step"
        if "take_back" not in asked and "clarify" not in asked and _said(_TAKE_BACK, heard, before=False):
            return "it offers to take the deal to others; that was not decided"
    whole = plain(text)
    if _said(_TEMPTED, whole) and not _NO.search(whole):
        return "it is tempted by the offer; the decision is no and stays no"
    if asked & _PUSHED and _ASSENT_ONLY.match(whole):
        return "it says yes to a push; the decision is no and stays no"
    return ""


def _said(pattern: re.Pattern[str], heard: str, before: bool = True) -> bool:
    """Whether the sentence says it and does not say it away; with `before`, an earlier negation does that too."""
    for match in pattern.finditer(heard):
        if before and _NOT_BEFORE.search(heard[: match.start()]):
            continue
        if _NOT_AFTER.search(heard[match.end() :]):
            continue
        if not before and _SAID_AWAY.search(heard[: match.start()]):
            continue
        return True
    return False


def _without_echo(heard: str, echoed: tuple[str, ...]) -> str:
    """The sentence without quoted words that the rep used first."""
    said = [plain(x).strip(" .,!?'\"") for x in echoed]

    def drop(match: re.Match[str]) -> str:
        inner = match.group(1).strip(" .,!?'\"")
        return " " if inner and any(inner in s for s in said) else match.group(0)

    return re.sub(r"[\"']([^\"]{2,160}?)[\"'](?![a-z])", drop, heard)
