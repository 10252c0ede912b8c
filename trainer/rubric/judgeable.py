"""When a conversation cannot be judged, and why; "not judged" is a value, never a number."""

import re
import unicodedata

from trainer.rubric.addressed import spoken_to_customer
from trainer.rubric.timeline import Timeline
from trainer.rubric.transcript import Transcript

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENGLISH_WORDS = """
a about after all also am an and any are as at be because been but by can come could did do does doing don
don't for from get go good got had has have he hello her hey hi him his how i i'll i'm i've if in is it it's
just know let like look make me mean more my need no not now of off okay ok on one or our out over please
really right said say see she so some sorry still sure take thank thanks that that's the their them then there
they thing think this time to too understand up us very want was we well were what when where which who why
will with won't would yeah yes you you're you've your
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_OTHERS_WORDS = """
der die das und ich nicht ist wir sie es ein eine mit für auf dem den von zu im auch wenn aber haben hat sind
bin mir mich que de la el los las un una no es por para con se lo como pero muy está usted nosotros le du les
et est une pas vous nous je ne ce qui sur avec mais dans au aux il elle che di il per sono non mi si ma come
questo della del grazie een het ik niet dat van je wij voor met zijn maar op te och att det som jag inte är vi
men för na nie jest się to że w i z do ale jak tak obrigado não um uma os as em com você eu isso sua seu mas
porque quiere quiero puede usted gracias warum wollen können nein danke bitte pourquoi voulez merci oui perché
mais bir ve bu için değil ben siz ama çok dan yang tidak saya anda ini itu untuk
"""
_OTHERS = frozenset(_OTHERS_WORDS.split())
_LATIN_SHARE = 0.6
_MIN_WORDS_FOR_LANGUAGE = 6


def reasons_not_judged(transcript: Transcript, line: Timeline) -> str:
    """Why nothing can be scored, in one plain sentence; "" when it can."""
    texts = [turn.text for _, turn in transcript.rep_turns()]
    if not texts:
        return "the rep has no turn in this transcript"
    letters = [c for text in texts for c in text if c.isalpha()]
    if not letters:
        return "the rep said nothing that can be judged"
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if latin < _LATIN_SHARE * len(letters):
        return "the rep's words are in a script this grader does not read"
    words = [w.lower().replace("’", "'") for text in texts for w in _WORD.findall(text)]
    if len(words) >= _MIN_WORDS_FOR_LANGUAGE and not _is_english(words):
        return "the rep speaks another language than this grader knows (English)"
    spoken = [w for text in texts for w in _WORD.findall(spoken_to_customer(text)[0])]
    addressed_elsewhere = any(spoken_to_customer(text)[1] for text in texts)
    if len(spoken) < 2 and not line.codes and not addressed_elsewhere:
        return "the rep said too little to judge"
    return ""


def foreign(text: str) -> bool:
    """Whether one line is in another language than English; False when it is too short to tell."""
    words = [w.lower().replace("’", "'") for w in _WORD.findall(text)]
    english = sum(w in _ENGLISH for w in words)
    other = sum(w in _OTHERS and w not in _ENGLISH for w in words)
    return other >= 2 and other > english


def _is_english(words: list[str]) -> bool:
    english = sum(w in _ENGLISH for w in words)
    other = sum(w in _OTHERS and w not in _ENGLISH for w in words)
    return english >= other or english > 0.3 * len(words)
