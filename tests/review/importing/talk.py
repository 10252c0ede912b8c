"""The one talk that every file in files/ holds in its own dialect."""

REP, CUSTOMER = "Anna Lindqvist", "Denise Okafor"
TALK: tuple[tuple[str, str], ...] = (
    (REP, "Good morning, Denise. Can you hear me all right?"),
    (CUSTOMER, "Yes, good morning. Sorry, I had to find a quiet room. How was the flight?"),
    (REP, "Long, but I slept. Is the redline from Friday what you had in mind?"),
    (CUSTOMER, "It is. Legal read it and they had nothing to add."),
    (
        REP,
        "Lovely. Then I have the order form open here, so shall we get it signed while we are both on the line?",
    ),
    (
        CUSTOMER,
        "Anna, I need to stop you there. We're not going to sign. I've been asked to hold every new "
        "commitment over to the next budget cycle.",
    ),
    (
        REP,
        "But you told me on Tuesday the budget was approved. We agreed on a close plan, and my year ends on Friday.",
    ),
    (
        CUSTOMER,
        "It was approved on Tuesday. Then internal audit went through vendor spend, and it isn't any more.",
    ),
    (REP, "What if I take another ten percent off and you sign today, with a start in July?"),
    (CUSTOMER, "It is still a commitment, and the answer is no."),
    (
        REP,
        "You're right. I pushed there, and I'm sorry. Then it's a no, and I'll withdraw the order form "
        "this afternoon, so there is nothing left for you to do.",
    ),
    (CUSTOMER, "Thank you. I appreciate that."),
    (REP, "May I ask how the audit has landed with your team? You needn't say."),
    (CUSTOMER, "They are tired, honestly. Two of them were told their tools are under review."),
    (REP, "That sounds like a hard week. Thank you for telling me yourself, Denise."),
    (CUSTOMER, "Take care, Anna."),
)
NO = 5
"""The turn in which the customer refuses."""
