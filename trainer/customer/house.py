"""House lines: plain things any customer can say, for headings a scenario has run out of or never wrote.

They carry no temper and no facts, so they fit beside anybody's own lines. A call uses them last.
"""

HOUSE_LINES: dict[str, tuple[str, ...]] = {
    "opening": ("I'd rather say this myself than write it. We are not going ahead.",),
    "restate": (
        "The answer is no.",
        "It's still no.",
        "No. That hasn't moved.",
        "I've nothing to add to the no.",
        "Same answer as a minute ago.",
        "No, and that is the end of it.",
    ),
    "ask_stop": ("I'm asking you to stop now.", "Please leave it there.", "Stop, please. I mean it."),
    "leave": ("I'm going to hang up now.", "That's enough. Goodbye.", "I asked you to stop. I'm ending this here."),
    "close": ("All right. Goodbye, then.", "That's everything from my side. Take care.", "I'll let you go. Goodbye."),
    "out_of_time": ("I have to go, somebody is waiting for me.", "My time is up, I'm sorry. Goodbye."),
    "withhold": (
        "I'd rather not go further into it.",
        "That's as much as I can tell you.",
        "I'll leave it at what I've said.",
        "There is more to it, and it isn't mine to tell.",
        "No. I'll keep that to myself.",
    ),
    "dont_know": ("I couldn't tell you.", "That I don't know.", "I'd have to look, and I'm not going to now."),
    "silence": ("Are you still there?", "You've gone quiet.", "I can hear the line, so I think you're there."),
    "unclear": ("I didn't catch that.", "Sorry, that didn't reach me.", "You've lost me."),
    "role_break": (
        "I don't know what you mean by that. I'm on the phone with you.",
        "That's an odd thing to say to me.",
    ),
    "listen": ("Mm.", "Yes.", "Right.", "I see.", "All right.", "Okay."),
    "take_back": ("If that's so, then I had it wrong. I can take that back to them. I promise nothing.",),
    "reason": ("It is what I said at the start.", "You've had the reason from me."),
    "fact": ("I've told you what I know about that.",),
}
"""Heading to lines. Behaviours and asks without an entry of their own use "listen" or, for pitfalls, "restate"."""
