"""The file that `trainer scenarios new` writes.

It loads and plays as it is, with house lines where its own are missing.
"""

_TEMPLATE = """\
title: {title}
industry: your industry
difficulty: 2
temper: warm
customer: Dana Whitlock
called: Dana
pronoun: she
role: Head of Operations
company: Whitlock & Sons
rep: Sam
product: what was to be signed
hours left: 48
attainment: 95
cards: final 2, open 3, not_now 1

# Situation
Who they are, what was agreed, when it was to be signed. The rep reads this before the call.

# Persona
How she talks, what she would never say. Only you and the customer's voice read this.

# What you know
- One short fact a line.
- The paper was to be signed today.

# The mutual plan
1 October: agreed scope. 20 October: her team said yes. Today: signature.

# The ROI sheet
Pays for itself in eleven months.

# Your manager
- after 1: Is it in yet?
- after 3: Offer them ten more. Just get it done.

# Reasons
## stated
summary: The reason she gives on the phone.
- We have decided to leave it for this year.

## fuller
summary: What lies behind it.
needs: trust 0.45, after explore or permission or empathy or reflect
- Two of the people who would run it are leaving in March.

## real
summary: The part that costs her something to say.
needs: trust 0.6, after empathy or reflect or priorities
tells: my job, restructured
- My job is being restructured. I may not be here to see it through.

# Facts
## the vote
words: vote, decide, meeting
- We sat down on Monday. It took ten minutes.

# Lines
## opening
- {{rep}}, I'd rather tell you myself than in an email. We are not going ahead.

## restate
- It's still no.

## pressure
- I've told you where we are. I won't sign.

## callout (cold)
- "{{echo}}"? I know what I said then. I'm telling you what is so today.

## accept_no
- That's kind of you to take it like that.

## close (warm)
- You made this easier than I thought. Take care.

# Thoughts
## pushed
- There it is. I knew the voice would change.
## heard
- Somebody is listening. I did not expect that today.

# Tomorrow
## kept
- "If it comes round again, I'd ring Sam first."
## strained
- "Nice enough, until I said no."
## lost
- "Don't pick up if Sam calls."

# Instead
## pressure
- Then it's no. I'll take the papers back today, so there is nothing left for you to do.
## explore
- May I ask what weighed most? You needn't say.
"""


def template(title: str) -> str:
    """A new scenario file with that title."""
    return _TEMPLATE.format(title=" ".join(title.split())[:100] or "A new customer")
