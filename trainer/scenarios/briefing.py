"""What the rep may read before the call, as plain text."""

import textwrap

from trainer.scenarios.model import Scenario


def briefing_text(s: Scenario, width: int = 76) -> str:
    """The briefing: never the persona, the cards or the deeper reasons.

    Args:
        s: the scenario.
        width: longest row, in characters.
    """
    dots = "●" * s.difficulty + "○" * (5 - s.difficulty)
    rows = [
        s.title,
        f"{s.customer}, {s.role}, {s.company}",
        f"{s.product}",
        f"{s.temper} · {dots} · about {s.minutes} minutes",
        f"{s.hours_left} hours to your year end, {s.attainment} % of quota",
        "",
    ]
    for paragraph in s.situation.split("\n"):
        rows += [*textwrap.wrap(paragraph, width), ""]
    rows.append("What you know")
    for fact in s.know:
        rows += textwrap.wrap(fact, width, initial_indent="  - ", subsequent_indent="    ")
    return "\n".join(rows)
