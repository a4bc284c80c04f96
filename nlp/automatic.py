"""What no person wrote: absence notes, delivery failures, the ticket system's own sentences."""

import re
from collections.abc import Sequence

from nlp.polarity import plain, sentences

MOST_CHARACTERS = 3_000

_ABSENCE_MARK = re.compile(
    r"\b(?:automatic reply|auto-?reply|auto-?response|out[- ]of[- ](?:the[- ])?office|(?:annual|parental"
    r"|maternity|paternity|sick) leave"
    r"|on (?:vacation|holiday|leave|pto)|away from (?:my desk|the office|my e-?mail)|abwesenheit"
    r"|nicht im büro|außer haus|im urlaub|in elternzeit"
    r"|absen(?:t|ce) (?:du bureau|jusqu|du \d)|actuellement absente?|réponse automatique|en congés?"
    r"|fuera de la oficina|respuesta automática"
    r"|de vacaciones|fuori ufficio|risposta automatica|in ferie|fora do escritório|resposta automática"
    r"|de férias|afwezig|automatisch antwoord"
    r"|automatiskt svar|automatisk svar|frånvarande|semester|nieobecn|urlop)"
)
# Every sentence of an absence note is one of these.
_ABSENCE = re.compile(
    r"(?:(?:hi|hello|hallo|bonjour|hola|dear|guten tag|ciao|olá|hej)\b.{0,40}|.*\b(?:automatic reply"
    r"|auto-?reply|auto-?response|abwesenheit\w*|réponse automatique"
    r"|respuesta automática|risposta automatica|resposta automática|automatisch antwoord"
    r"|automatis\w+ svar)\b.{0,160}"
    r"|(?:thank you|thanks|danke|vielen dank|merci|gracias|grazie|obrigad[oa]|bedankt|dank)\b.{0,80}"
    r"|(?:re:|fwd?:|subject:)?\W*out of (?:the )?office\W.{0,100}|out of (?:the )?office"
    r"|(?:i'?m|i am|i'?ll be|i will be|we are|our office is)\b.{0,40}\b(?:out of (?:the )?office|away|(?:on"
    r"|back|return)\b.{0,60}|closed)\b.{0,140}"
    r"|(?:i|we) (?:will|'ll|shall|am|are)\b.{0,60}\b(?:return\w*|back|reply|respond|answer|get back|read"
    r"|no access|limited access|checking)\b.{0,120}"
    r"|(?:for|in|if)\b.{0,50}\b(?:urgent|urgency|emergenc\w+|immediate|my absence|absence|assistance"
    r"|meantime)\b.{0,200}"
    r"|(?:please|kindly)\b.{0,30}\b(?:contact|e-?mail|call|write|reach|direct)\b.{0,160}|(?:with"
    r"|during) (?:limited|no|this|that|my)\b.{0,100}"
    r"|(?:your (?:e-?mail|message))\b.{0,40}\b(?:not|read|forwarded|answered|when i)\b.{0,120}"
    r"|.{0,60}\b(?:nicht im büro|außer haus|im urlaub|in elternzeit|nicht erreichbar|wieder (?:erreichbar|da"
    r"|im büro)|in dringenden|nicht weitergeleitet|wenden sie sich)\b.{0,160}"
    r"|.{0,60}\b(?:absente?|en congés?|de retour|en cas d'urgence|veuillez contacter|fuera de la oficina"
    r"|de vacaciones|de vuelta|urgente|contacte|fuori ufficio|in ferie"
    r"|fora do escritório|de férias|afwezig|weer (?:bereikbaar|terug)|frånvarande|semester|tillbaka"
    r"|nieobecn\w+|urlop\w*)\b.{0,160}"
    r"|(?:best|kind|warm)?\s?(?:regards|wishes|thanks)\b.{0,60}|\W*(?:\[[a-z]+_\d+\]\W*)+"
    r"|mit freundlichen grüßen.{0,40}|cordialement.{0,40}|saludos.{0,40})",
    re.DOTALL,
)
_SAYS_MORE = re.compile(
    r"\b(?:but|however|although|still|again|fail\w*|broken|bugs?|crash\w*|slow|expensive|refund\w*|cancel\w*"
    r"|aber|trotzdem|mais|pero)\b"
)
_DAY_DOT = re.compile(r"(?<=\d)\.(?=\s)")
_FAILURE = re.compile(
    r"\W*(?:subject:\s*)?(?:delivery (?:status notification|has failed|incomplete)"
    r"|mail delivery (?:sub)?system|undeliver(?:able|ed mail)|returned mail"
    r"|mail delivery failed|failure notice|this is the mail system at host"
    r"|this message was created automatically by mail delivery"
    r"|your message (?:to .{1,80}?)?(?:couldn'?t|could not|wasn'?t|was not|has not been"
    r"|cannot) be(?:en)? delivered|(?:die )?(?:e-?mail|nachricht) konnte nicht zugestellt)"
)
_FAILED = re.compile(
    r"\b(?:550|552|553|554|421|5\.\d\.\d{1,2}|smtp|recipients?|mailbox|address(?:es)?|postmaster|mailer-daemon"
    r"|delivered|undeliverable|zugestellt|diagnostic)\b"
)
_PLACE = r"(?:ticket|request|case|enquiry|inquiry|incident|issue|message|e-?mail|query|conversation)"
_NUMBER = r"(?:\W{0,3}\(?\[?#?\s?[\w-]*\d[\w-]*\]?\)?)?"
_SYSTEM = re.compile(
    rf"(?:#+\s?-+.{{0,120}}?-+\s?#+|\W*(?:please )?(?:type|write|enter) your (?:reply|response"
    rf"|answer) (?:above|below|over) this line\W*|\W*reply above this line\W*"
    rf"|(?:your|the|a(?: new)?) (?:support )?{_PLACE}{_NUMBER} (?:has been|was|is being) (?:received|created"
    rf"|updated|registered|logged|opened|closed|solved|resolved|reopened"
    rf"|deemed solved|merged|assigned|reviewed|escalated|submitted)(?:,? (?:and is|and will be"
    rf"|and is now) [\w ]{{3,60}}| (?:by|to|as|into|with|successfully)\b[^.!?]{{0,80}})?"
    rf"|(?:we have|we've) (?:received|got) your (?:support )?{_PLACE}{_NUMBER}(?: and [^.!?]{{3,90}})?"
    rf"|{_PLACE}{_NUMBER}:? (?:has been )?(?:created|updated|closed|solved|resolved|reopened|received)"
    rf"|(?:to|you can) (?:add|leave|review|view|update|follow|track|reply to"
    rf"|post)\b[^.!?]{{0,60}}\b(?:comments?|ticket|request|status|case)\b[^.!?]{{0,40}}[,:] ?(?:please )?"
    rf"(?:just |simply )?(?:reply|respond|follow|click|visit|log ?in|sign ?in)\b[^!?]{{0,120}}"
    rf"|to add additional comments\b[^.!?]{{0,80}}"
    rf"|(?:please )?(?:do not|don't) (?:reply|respond) (?:directly )?to this (?:(?:automated|automatic"
    rf"|auto-generated) )?(?:e-?mail|message|notification|address)[^.!?]{{0,100}}"
    rf"|this (?:is an|e-?mail is an|message (?:is|was)|e-?mail (?:is|was)"
    rf"|mailbox is)\b[^.!?]{{0,20}}\b(?:automated|automatically|auto-generated|automatic|not monitored"
    rf"|unmonitored)\b[^.!?]{{0,120}}"
    rf"|(?:this|the) {_PLACE}{_NUMBER} (?:was|has been) (?:automatically )?(?:merged|closed|solved"
    rf"|marked)\b[^.!?]{{0,100}}"
    rf"|{_PLACE}{_NUMBER}[^.!?]{{0,80}}\b(?:was"
    rf"|has been) (?:closed and )?merged into (?:this )?{_PLACE}[^.!?]{{0,60}}"
    rf"|you are registered as a cc on this\b[^.!?]{{0,160}}|you(?:'re| are) receiving this (?:e-?mail"
    rf"|message|notification) because[^!?]{{0,160}}"
    rf"|how would you rate the (?:support|help|service) you received|(?:good|bad),? i(?:'m| am) (?:un"
    rf"|dis)?satisfied|this e-?mail is a service from\b[^!?]{{0,80}}"
    rf"|delivered by zendesk|powered by (?:zendesk|freshdesk|intercom|help scout|jira|hubspot)"
    rf"|ticket id:?\s?#?\d+|ihre anfrage{_NUMBER} (?:wurde|ist)\b[^.!?]{{0,80}}(?:erhalten|eingegangen"
    rf"|aktualisiert|gelöst)"
    rf"|votre demande{_NUMBER} a (?:bien )?été (?:reçue|mise à jour|résolue)[^.!?]{{0,60}}"
    rf"|(?:hemos recibido su|su) solicitud{_NUMBER}(?: ha sido (?:recibida|actualizada"
    rf"|resuelta))?[^.!?]{{0,60}}"
    rf"|sua solicitação{_NUMBER} foi (?:recebida|atualizada|resolvida)[^.!?]{{0,60}}"
    rf"|je (?:aan)?vraag{_NUMBER} is (?:ontvangen|bijgewerkt|opgelost)[^.!?]{{0,60}})\W*"
)


def is_absence_note(text: str) -> bool:
    """Return whether a text is an automatic reply of somebody who is away: that, in every sentence.

    "I was out of office when the plan renewed" is a customer speaking.
    """
    if len(text) > MOST_CHARACTERS:
        return False
    small = plain(text)
    if not _ABSENCE_MARK.search(small) or _SAYS_MORE.search(small):
        return False
    small = _DAY_DOT.sub("", small)  # "3. August" ends no sentence
    said = [small[span.start : span.end] for span in sentences(small)]
    return all(_ABSENCE.fullmatch(one) or _is_tail(one) for one in said)


def _is_tail(sentence: str) -> bool:
    """Say whether a stretch is a name, a number or the crumb of an abbreviation."""
    return len(sentence.split()) <= 2 and len(sentence) <= 30


def is_delivery_failure(text: str) -> bool:
    """Return whether a text is a mail server's report: it begins as one and speaks of addresses or codes."""
    small = plain(text[:MOST_CHARACTERS])
    return bool(_FAILURE.match(small) and len(_FAILED.findall(small)) >= 2)


def system_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that hold nothing but sentences of a ticket system."""
    return frozenset(at for at, line in enumerate(lines) if line and _is_system(plain(line)))


def _is_system(small: str) -> bool:
    if len(small) > MOST_CHARACTERS or not _SYSTEM.match(small):
        return False
    return bool(_SYSTEM.fullmatch(small)) or all(
        _SYSTEM.fullmatch(small[span.start : span.end]) for span in sentences(small)
    )
