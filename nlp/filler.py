"""Answers that say nothing ("n/a", "weiß nicht", "-"): set aside from the analysis, never thrown away."""

import re

from nlp.polarity import plain

LONGEST = 120

_SEGMENT = re.compile(r"[.!?;,:\u2026\u3002\u3001\u2014\u2013()\"]+(?=\s|$)|\n+|\s[-\u2013\u2014]+\s|\W*\Z")
_EDGE = re.compile(r"^\W+|\W+$")

# One phrase a line, by language; each has to be all that a stretch between two commas says.
_PHRASES = r"""
n\W?/?\W?a | not\ applicable | nil | null | nan | tbd | test(\ ?\d+)? | x+ | lorem\ ipsum.*
none (\ (so\ far | at\ (the\ moment|this\ time|all) | really | that\ i\ (know|can\ think)\ of | for\ now))?
nothing (\ (really | else | to\ (add|say|report|declare) | (i\ can\ think\ of|comes\ to\ mind) | at\ all
    | more
    | in\ particular | special | specific (\ (atm|right\ now))? | so\ far | right\ now | (else\ )?for\ now
    | at\ the\ moment | much))?
no | nope | nah | not\ (really | sure | at\ this\ time | that\ i\ know\ of | much) | unsure | idk | dunno
no\ (comments? | answer | idea | opinion | suggestions? | feedback | thanks | thank\ you | preference | input
    | response | clue | remarks? | additional\ (comments?|feedback)
    | (further|other|more)\ (comments?|remarks?) | (suggestions?|comments?)\ (at\ (this|the)\ (time|moment)
    | for\ (now|the\ time\ being)))
(i\ )? (really\ |just\ |honestly\ )? (do\ not|don'?t) \ (really\ )?know (\ (yet|really|tbh|to\ be\ honest))?
(i\ )? (do\ not|don'?t) \ (really\ )? have\ (an?|any)\ (real\ |strong\ )?
    (answer|opinion|view|idea|comments?|feedback|preference) (\ (on|about|for)\ (it|that|this)(\ one)?)?
i'?d\ have\ to\ think\ about\ (it|that)(\ one)?
    | i\ have\ no\ (idea|opinion|comments?|view)(\ (on|about)\ (it|that))?
can'?t\ (think\ of\ (anything|any) | say) | i\ can'?t\ (think\ of\ anything | say)
    | (none|nothing|nobody|noone)\ comes?\ to\ mind | \W*\\_\(ツ\)_/\W*
(see|as)\ above | same (\ as\ (above|before))? | prefer\ not\ to\ (say|answer)
wei(ß|ss)\ (ich\ )?(leider\ )?nicht | ich\ wei(ß|ss)\ (es\ )?(leider\ )?nicht | keine\ ahnung | k\W?\ ?a
    | entfällt
kein(e|en)? (\ (angaben? | anmerkung(en)? | kommentare? | antwort | meinung | vorschläge | wünsche | idee
    | ergänzungen | bemerkung(en)?))? | nichts (\ (weiter(es)? | hinzuzufügen | besonderes | dazu))? | nein
trifft\ nicht\ zu | nicht\ zutreffend
no\ (lo\ )?s(é|e) | ningun[oa] | nada (\ (más | mas | que\ (añadir|decir|agregar) | en\ especial))? | ni\ idea
sin\ (comentarios?|opinión|respuesta) | no\ aplica | no\ tengo\ (comentarios|opinión|idea|ni\ idea)
(je\ )?(ne\ )?sais\ pas | j'sais\ pas | aucune? (\ (idée|commentaires?|remarques?|avis))? | n\W?s\W?p
rien (\ (à\ (dire|signaler|ajouter|redire) | de\ (plus|spécial|particulier)))? | r\W?a\W?s
    | sans\ (avis|opinion|objet)
pas\ de\ (commentaires?|remarques?|réponse|suggestions?|avis) | pas\ d'(idée|avis|opinion) | non
    | non\ applicable
weet\ (ik\ )?(het\ )?niet | ik\ weet\ het\ niet | geen (\ (idee|commentaar|opmerkingen?|mening|antwoord))?
niets (\ (bijzonders|toe\ te\ voegen))? | nee | n\W?v\W?t | niet\ van\ toepassing
(eu\ )?n(ã|a)o\ sei | nenhuma? (\ (comentário|sugestão|ideia))? | n(ã|a)o
    | nada\ (a\ (acrescentar|declarar|dizer))
sem\ (comentários?|comentarios?|opinião|resposta|sugestões) | não\ se\ aplica
    | não\ tenho (\ (comentários|opinião|ideia))?
non\ (lo\ )?so | non\ saprei | nessun[oa]? (\ (commento|idea|opinione|suggerimento))? | nulla | boh
    | non\ applicabile
niente (\ (da\ (dire|aggiungere|segnalare) | di\ particolare))?
(ja\ )?nie\ wiem | brak (\ (uwag|zdania|komentarza|opinii|odpowiedzi))? | nic | nie | nie\ dotyczy | n\W?d
(jag\ )?vet\ (ej|inte) | ingen(ting)? (\ (aning|kommentar(er)?|åsikt|mening))?
    | inget (\ (att\ tillägga|särskilt))? | nej
(jeg\ )?v(ed|et)\ (det\ )?ikke | det\ ved\ jeg\ ikke | intet | ikke\ noget | nei | ingen\ kommentarer
bilmiyorum | yok | hay\w{1,2}r | fikrim\ yok | yorum\ yok
en\ tiedä | ei (\ (mitään|ole|kommentteja|osaa\ sanoa))?
en\ osaa\ sanoa | nevím | bez\ komentáře | ne | ne\ vím | nu\ știu | nimic | nem\ tudom | semmi
не\ знаю | нет | ничего | нет\ комментариев | без\ комментариев | затрудняюсь\ ответить
    | нечего\ (сказать|добавить)
(わか|分か)(らない|らないです|りません|りかねます)
特に(は)?(なし|ない|ないです|ありません) | なし | ない | 無し
不知道 | 没有 | 无 | 暂无 | 모르겠(다|어요|습니다) | 없음 | 없습니다 | 없어요
thanks | thank\ you | danke | vielen\ dank | gracias | merci | bedankt | obrigad[oa] | grazie | dziękuję
    | tack
(that'?s|that\ was|which\ is)\ an?\ (very\ |really\ )?(good|great|interesting|excellent|tough|hard
    |fair)\ question | (good|great|interesting)\ question
"""


def one_of(phrases: str) -> re.Pattern[str]:
    """Compile lines of phrases into a pattern of one of them or several in a row ("yes please").

    A line that begins with blanks goes on the one above.
    """
    lines = re.sub(r"\n +", " ", phrases.strip()).split("\n")
    phrase = "|".join(f"(?:{line})" for line in lines)
    return re.compile(rf"(?:{phrase})(?:\ (?:{phrase}))*", re.VERBOSE)


_SAYS_NOTHING = one_of(_PHRASES)
LEAD = re.compile(
    r"\A(?:(?:um+|uh+|er+m?|hmm*|well|oh|so|okay|ok|honestly|sorry|actually|to be honest)[\s,.]+)+"
)


def says_nothing(text: str) -> bool:
    """Return whether a text is blank, a mere sign, or nothing but phrases that people leave a field with.

    Knows the phrases of English, German, Spanish, French, Dutch, Portuguese, Italian, Polish, Swedish,
    Danish, Norwegian and some of another ten languages. One word more ("none of the exports finish") and
    the text says something.
    """
    if len(text) > LONGEST:
        return False
    said = plain(text).strip()
    said = LEAD.sub("", said + " ", count=1).strip() or said
    return all_of(_SAYS_NOTHING, said)


def all_of(phrases: re.Pattern[str], said: str) -> bool:
    """Return whether a plain text, whole or between any two signs of punctuation, is one of the phrases."""
    return bool(phrases.fullmatch(_EDGE.sub("", said))) or all(map(phrases.fullmatch, segments(said)))


def segments(text: str) -> tuple[str, ...]:
    """Return the stretches of a text between its punctuation, without signs at their ends; no empty ones."""
    parts = (_EDGE.sub("", part) for part in _SEGMENT.split(text))
    return tuple(" ".join(part.split()) for part in parts if part)
