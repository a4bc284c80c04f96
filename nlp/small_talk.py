"""Greetings, thanks, receipts and "can you hear me": what people say between the things they say."""

import re

from nlp.filler import LEAD, all_of, one_of
from nlp.polarity import plain
from voc.records import SourceKind

LONGEST = 200

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day | tomorrow | today | next\ week"
_NAME = (
    r"(?:\ (?:\[?person_\d+\]? | all | everyone | everybody | team | there"
    r" | guys | support(?:\ team)? | again))?"
)

# What a polite person says anywhere, a survey included.
_POLITE = rf"""
(?:many\ |kind\ )? thanks (?:\ (?:again|a\ lot|so\ much|very\ much|all|everyone|team))? {_NAME}
thank\ you (?:\ (?:again|so\ much|very\ much|all|everyone|team|both))? {_NAME} | thx | ty | tks | cheers | ta
thank(?:s|\ you)\ for\ (?:asking | reading | your\ time | the\ survey | listening) {_NAME}
(?:hi|hello|hey|hiya|dear|good\ (?:morning|afternoon|evening|day)) {_NAME} | dear\ (?:sirs?|sir\ or\ madam)
(?:bye|goodbye|see\ you|take\ care) {_NAME} | (?:best|kind|warm|many)?\ ?(?:regards|wishes) | yours\ sincerely
have\ a\ (?:good|nice|great|lovely)\ (?:one | day | week | weekend | evening | rest\ of\ your\ day | {_DAY})
danke(?:\ schön)? | vielen\ dank | (?:muchas\ )?gracias | merci(?:\ beaucoup)? | (?:muito\ )?obrigad[oa]
(?:tante\ )?grazie(?:\ mille)? | bedankt | dank\ je(?:\ wel)? | dziękuję | tack(?:\ så\ mycket)? | mange\ tak
hallo | guten\ (?:tag|morgen) | hola | buenos\ días | bonjour | bom\ dia | olá | buongiorno | ciao | hej
    | salut
mit\ freundlichen\ grüßen | viele\ grüße | saludos | cordialement | groeten | atenciosamente
    | cordiali\ saluti
"""

# Receipts and arrangements, in a conversation.
_RECEIPT = rf"""
ok | okay | okey | k | kk | yes | yeah | yea | yep | yup | ja | sí | oui | sure(?:\ thing)? | right | alright
all\ right | great | perfect | excellent | brilliant | wonderful | lovely | super | cool | nice | awesome
    | fine
(?:very\ |all\ |sounds\ |looks\ )?good | exactly | absolutely | definitely | certainly | correct | true
    | indeed
fair\ enough | of\ course | agreed | done | noted | received | understood | appreciated
    | (?:much|really)\ appreciated
got\ it | will\ do | i\ see | i\ understand | i\ appreciate\ (?:it|that)
    | no\ (?:problem|worries|hurry|rush) | np
(?:that|this)?\ ?(?:makes|made)\ (?:perfect\ )?sense | (?:that|this)'?s?\ (?:is\ )?(?:right|fine|ok|okay|good
    |great|perfect|clear|helpful|kind|very\ kind|clear\ now|all|it|fair)(?:\ (?:now|by\ me|with\ me|for\ me))?
fine\ (?:by|with|for)\ (?:me|us) | works\ for\ (?:me|us) | m+\W?h+m+ | m+ | mhm | u+h\W?hu+h | hu+h | ah+
    | oh+ | aha
h+m+ | u+m+ | u+h+ | er+m? | wow | oops | ha(?:\W?ha)+ | lol | please | pardon | sorry | excuse\ me
    | anyway | so
you\ know | i\ mean | i\ guess(?:\ so)? | i\ (?:think|suppose|believe|hope)\ so
    | let\ me\ (?:see|think|check|look)
thank(?:s|\ you)\ for\ (?:the|your)\ (?:(?:quick|prompt|fast|kind|friendly|swift|detailed|clear)\ )?
    (?:reply|response|answer|update|message|email|e-mail|help|explanation|information|info|feedback|call|link)
thank(?:s|\ you)\ for\ (?:explaining | getting\ back(?:\ to\ (?:me|us))? | coming\ back\ to\ (?:me|us)
    | letting\ (?:me|us)\ know
    | checking | looking\ into\ (?:it|this|that) | (?:all\ )?your\ (?:help|support|patience) | clarifying
    | confirming)
(?:i'?ll|i\ will|we'?ll|we\ will|let\ me)\ (?:read|check|try|test|look\ at|have\ a\ look\ at|look\ into|do)
    (?:\ (?:that|it|this|them))?(?:\ out)?(?:\ and\ (?:get|come|report)\ back(?:\ to\ you)?
    |\ and\ let\ you\ know)?
(?:i'?ll|i\ will|we'?ll|we\ will)\ (?:let\ you\ know | (?:get|come)\ back\ to\ you
    | wait(?:\ to\ hear\ from\ you)?
    | be\ in\ touch | keep\ you\ posted)
(?:i'?ll|i\ will|we'?ll|we\ will)\ check\ with\ (?:my|our)(?:\ \w+){{1,3}}\ and\ (?:write\ again
    | let\ you\ know
    | get\ back(?:\ to\ you)? | come\ back\ to\ you)
(?:speak|talk|see\ you)\ (?:soon|later|then|(?:on\ )?(?:{_DAY})) | looking\ forward(?:\ to\ it)?
(?:on\ )?(?:{_DAY})(?:\ (?:morning|afternoon|evening))?\ (?:works|is\ (?:fine|good|ok|okay|perfect)
    |suits\ (?:me|us))
    (?:\ (?:for\ (?:me|us)|too|well))?
(?:it\ is|it's|is\ it)\ (?:solved|working|fixed)\ now
    | (?:you\ can|please)\ close\ (?:the|this)\ (?:ticket|request|case)
""".replace("{{", "{").replace("}}", "}")

# How a recorded conversation begins, halts and ends.
_CALL = rf"""
can\ you\ hear\ me(?:\ (?:now|ok|okay|well|alright))?
    | (?:yes\ )?(?:i|we)\ can\ hear\ you(?:\ (?:now|fine|well|clearly|loud\ and\ clear))?
(?:can\ you|do\ you|you)\ see\ my\ screen | (?:yes\ )?i\ can\ see\ (?:it|your\ screen) | loud\ and\ clear
you(?:'re|\ are)\ (?:on\ mute|muted|breaking\ up|back) | i\ was\ on\ mute | am\ i\ on\ mute
    | sorry\ i\ was\ (?:on\ mute|muted)
(?:let\ me|i'?ll|i\ will)\ share\ my\ screen | is\ (?:this|it)\ (?:on|recording|working)
    | are\ we\ recording | (?:we're\ )?recording\ now
thank(?:s|\ you)\ for\ (?:joining | having\ me | having\ us | inviting\ (?:me|us) | taking\ the\ time
    | making\ the\ time | coming)
    (?:\ (?:today|again|this\ morning|this\ afternoon))? {_NAME}
how\ are\ (?:you|things)(?:\ (?:doing|today|all))* | how's\ it\ going | how\ do\ you\ do
    | (?:and\ )?(?:you|yourself)
(?:i'?m|i\ am|we'?re|we\ are|doing)\ (?:very\ |pretty\ |doing\ |all\ )?(?:good|fine|well|great|okay|ok
    |alright|not\ bad)
    (?:\ (?:thanks|thank\ you))? | not\ (?:too\ )?bad | can'?t\ complain
(?:it'?s\ )?(?:nice|good|great|lovely|pleased)\ to\ (?:meet|see|talk\ to|speak\ (?:to
    |with))\ you(?:\ (?:too|again|all))?
(?:shall|should|can)\ we\ (?:start|begin|get\ started)
    | let'?s\ (?:start|begin|go|get\ (?:started|going)|do\ it|dive\ in)
(?:just\ )?(?:one|a|give\ me\ a)\ (?:second|moment|sec|minute|mo) | hold\ on | hang\ on | bear\ with\ me
    | (?:you\ |please\ )?go\ ahead
(?:i'?m\ )?sorry\ about\ that | sorry\ for\ (?:the\ delay|being\ late)
    | (?:i'?m\ )?(?:happy|glad)\ to(?:\ (?:help|be\ here))? | my\ pleasure
it\ was\ (?:nice|good|great|a\ pleasure)(?:\ (?:talking|speaking)\ (?:to|with)\ you)?
    | (?:i\ think\ )?that'?s\ (?:all|it)(?:\ from\ me)?
(?:i'?m\ )?(?:all\ )?ready(?:\ when\ you\ are)? | what\ was\ the\ question(?:\ again)?
    | (?:could|can)\ you\ repeat\ (?:that|the\ question)
"""

_ANYWHERE = one_of(_POLITE)
_IN_TICKETS = one_of(_POLITE.strip() + _RECEIPT)
_IN_TALKS = one_of(_POLITE.strip() + _RECEIPT.rstrip() + _CALL)
_BY_KIND: dict[SourceKind, re.Pattern[str]] = {
    "survey": _ANYWHERE,
    "ticket": _IN_TICKETS,
    "interview": _IN_TALKS,
}


def is_small_talk(text: str, *, kind: SourceKind) -> bool:
    """Return whether a text is nothing but greetings, thanks, receipts and, in interviews, the call itself.

    Every stretch between two signs of punctuation has to be such a phrase: "thanks for nothing, the export
    fails" is none. In a survey "great" is an answer; in a ticket it acknowledges one.
    """
    if len(text) > LONGEST:
        return False
    said = plain(text).strip()
    return bool(said) and all_of(_BY_KIND[kind], LEAD.sub("", said + " ", count=1).strip() or said)
