"""The language of a text whose front matter does not say it."""

import re
from collections import Counter

COMMONEST = {
    "en": "the of and to in is that for it was with as are be this which by from",
    "de": "der die und das ist nicht mit den von zu ein eine auf für sich dem des im auch wird",
    "fr": "le la les des et est que dans une pour qui sur pas par plus avec ce sont aux du",
    "es": "el la los las de que y en un una por con para es del se como más sus al",
    "pt": "o os as de que e do da em um uma para com não por mais como dos das ao são",
    "it": "il di che è la le per una del con non sono della gli nel dei alla delle si più",
    "nl": "de het een van en is dat niet op te met voor zijn die aan er ook door bij naar",
    "sv": "och att det som en är på för av med den inte till ett har om kan vid från eller",
    "pl": "i w na z się nie do jest to że o jak przez oraz po dla od są przy tym",
    "uk": "і в на що не з до та у як це за для від про є або під при їх",
    "el": "και το να του η της με που τα την από για οι στο είναι τον των σε στην ότι",
    "ar": "في من على إلى أن التي هذا عن مع ما هذه الذي كان لا أو هو بين كل ذلك قد",
}
"""Which words are commonest in a language?  Source: word lists of Wikipedia dumps."""

FEWEST = 3
"""So many of its words a text must have at least."""

LEAD = 1.5
"""So many times more of them than of the next language's."""


def guessed(text: str) -> str | None:
    """Return the language (BCP 47) whose commonest words *text* is full of.

    ``None`` when there is too little text, or two languages are as likely.
    """
    counts = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    scores = sorted(
        ((sum(counts[word] for word in words.split()), tag) for tag, words in COMMONEST.items()),
        reverse=True,
    )
    (best, tag), (second, _) = scores[:2]
    return tag if best >= FEWEST and best >= LEAD * second else None
