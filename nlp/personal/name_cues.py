"""What stands before and after a name: greetings, titles, introductions, signatures, verbs of persons."""

import re
from collections.abc import Iterator

# How sure a cue makes the word beside it, and what that word must be to be taken for a name.
# NAMED: any word ("my name is"); SURE: any word after which a name ends (a greeting, a signature);
# CAPITAL: any capitalised word (a title, a role); LIKELY: a given name, or capitals beside a surname.
NAMED, SURE, CAPITAL, LIKELY = 4, 3, 2, 1


def _cue(
    words: str, *, start: str = r"(?<!\w)", end: str = r" +", flags: int = re.IGNORECASE
) -> re.Pattern[str]:
    return re.compile(rf"{start}(?:{words}){end}(?=[^\W\d_])", flags)


GREETING = (
    r"hi|hello|hey|hiya|dear|good\s(?:morning|afternoon|evening|day)|greetings|hola|buenos d\u00edas"
    r"|bonjour|salut|hallo|hej|hei|ciao"
    r"|ol\u00e1|moin|servus|gr\u00fc\u00df gott|guten\s(?:tag|morgen|abend)|goedemorgen|goedemiddag"
    r"|beste|liebe[r]?|querid[oa]"
    r"|bom dia|boa (?:tarde|noite)|buenas(?:\s(?:tardes|noches))?|buongiorno|buonasera|bonsoir"
    r"|god(?:dag|\smorgon)"
    r"|dzie\u0144 dobry|witam|estimad[oa]s?|ch[e\u00e8]re?|caro|cara|gentile|k\u00e6re|drogi|yo"
)
TITLE = (
    r"[Mm]rs?|[Mm]s|Mx|[Dd]r|[Pp]rof|[Pp]rofessor|Herrn?|Frau|Monsieur|Madame|Mme|Mlle|M(?=\.)"
    r"|[Ss]e\u00f1ora?|Sra?|Srta|[Dd]hr|[Mm]evr|[Mm]evrouw"
    r"|[Mm]eneer|[Ss]ignora?|Sig|Sister|Dona|Ma[i\u00ee]tre|[Pp]astor|[Rr]abbi|Sir|Dame|Lady"
    r"|Rev(?:erend)?|Capt(?:ain)?|Sgt|Lt|Cllr|Dott|Avv|Fru|Shri|Smt|Pani?|[Mm]iss|Don|Do\u00f1a"
    r"|[Ss]enhora?|MR|MRS"
)
NAMING = (
    r"my (?:full |first |last )?name(?: is|'s|\u2019s)|i am called|je m'appelle|me llamo|mi nombre es"
    r"|mein name ist|ich hei\u00dfe|mi chiamo"
    r"|meu nome \u00e9|me chamo|mijn naam is|jag heter|jeg heter|nimeni on|nazywam si\u0119"
)
INTRODUCTION = (
    r"(?:my|her|his|their|the|our\s\w+'s)\s(?:full\s|first\s|last\s)?name(?:\s(?:is|was)|'s|\u2019s)"
    r"|name'?s|call me|i am called|i go by"
    r"|(?:first|last|full|contact|user|employee)?\s?names?\s?:|named|je m'appelle|je suis|me llamo"
    r"|mi nombre es|nombre:?|soy"
    r"|mein name ist|ich hei\u00dfe|name ist|mi chiamo|meu nome \u00e9|me chamo|mijn naam is|jag heter"
    r"|jeg heter|nimeni on|nazywam si\u0119"
    r"|(?:vor|nach|familien)name\s?:|(?:achter|voor)naam\s?:|apellidos?\s?:|(?:pr\u00e9)?nom\s?:|naam\s?:"
    r"|(?:co|sobre)?g?nome\s?:|surname\s?:|forename\s?:|nazwisko\s?:|imi\u0119\s?:"
)
PRESENCE = (
    r"i'm|i\u2019m|i am|this is|it's|it\u2019s|that's|here is|c'est|c\u2019est|ich bin|ik ben"
    r"|sono|sou|yours truly,?"
)
ROLE = (
    r"(?:colleague|manager|boss|admin|administrator|husband|wife|partner|son|daughter|friend|brother"
    r"|sister|assistant|rep|consultant|trainer"
    r"|accountant|bookkeeper|dispatcher|auditor|receptionist|owner|director|employee|staff member"
    r"|contact|account manager|team ?lead|lead"
    r"|engineer|developer|technician|agent|supervisor|coworker|co-worker|intern|treasurer|deputy"
    r"|teacher|holder|kontoinhaber|vendor"
    r"|buyer|planner|nurse|dentist|representative|csm|cto|ceo|cfo|coo|head teacher|referente|kollegen?"
    r"|kollegin|collega|coll\u00e8gue|colega"
    r"|compa\u00f1er[oa]|ansprechpartner(?:in)?|kontakt|contacto|contatto|man|woman|guy|lady|chap|bloke"
    r"|fella)"
)
SPEECH = (
    r"(?:spoke|speak|speaking|talk|talked|talking|chat|chatted|chatting|met|meet|meeting|deal|dealing"
    r"|work|worked|sat)\s(?:to|with)"
    r"|ask(?:ed)?\s(?:for)?|ask(?:ed|ing)?|tell|told|thanks(?:\sto)?|thank\syou|thx|cheers|gracias"
    r"|merci|danke|obrigad[oa]|bedankt|tack"
    r"|call(?:ed)?|ring|rang|phoned?|e-?mail(?:ed)?|cc(?:'d)?|contact(?:ed)?|ping(?:ed)?|message(?:d)?"
    r"|loop(?:ed)?\sin|assign(?:ed)?\sto"
    r"|handled\sby|trained\sby|onboarded\sby|sent\sby|written\sby|signed\sby|quoted\sby"
    r"|forward(?:ed)?\sto|attn|attention\sof|in the name of"
    r"|on behalf of|get|let|help(?:ed)?|and|with|from|by|to|for|but|like|before|says?|said|if|bellen"
    r"|rappeler|von|mit|con|avec|van|met|och|und"
    r"|or|signed|y|et|e|si|die|der|de|kollege|adding|replaces?|replaced|old|big|little|poor|young"
)
SIGNATURE = (
    r"(?:(?:kind|best|warm|many|warmest|kindest)\s)?(?:regards|wishes|greetings)|best|cheers"
    r"|thanks(?:\sin\sadvance|\sagain|\sa\slot)?|thank\syou"
    r"|many\sthanks|sincerely|yours(?:\s(?:sincerely|faithfully|truly))?|rgds|br|kr|thx|ta|tia|lg|vg"
    r"|mfg|gru\u00df|gr\u00fc\u00dfe|viele\sgr\u00fc\u00dfe"
    r"|(?:mit\s)?freundlichen?\sgr\u00fc\u00dfen|liebe\sgr\u00fc\u00dfe|beste\sgr\u00fc\u00dfe"
    r"|cordialement|bien\s\u00e0\s(?:vous|toi)|merci|saludos(?:\scordiales)?"
    r"|un\ssaludo|atentamente|gracias|obrigad[oa]|abra\u00e7os?|cumprimentos|groet(?:en|jes)?"
    r"|met\svriendelijke\sgroet(?:en)?|mvg|cordiali\ssaluti"
    r"|distinti\ssaluti|grazie|saluti|h\u00e4lsningar|mvh|med\sv\u00e4nlig\sh\u00e4lsning|hilsen"
    r"|terveisin|t\.|pozdrawiam|signed|signature:|xx?|love"
)
BEFORE = (
    (
        SURE,
        _cue(
            GREETING,
            start=r"(?:^|(?<=[\n.!?>,:]\s)|(?<=[\n.!?>\"\u201c\u201e(]))(?:oh\s)?",
            end=r",? +(?:there,? +)?",
        ),
    ),
    (NAMED, _cue(NAMING)),
    (SURE, _cue(INTRODUCTION)),
    (CAPITAL, _cue(TITLE, end=r"\.? +(?:(?:Dr|Prof)\.? +)?", flags=0)),
    # Titles that stand before names alone, whatever their case.
    (
        NAMED,
        _cue(r"mrs|frau|herrn?|monsieur|madame|mme|se\u00f1ora?|signora?|dhr|mevrouw|meneer", end=r"\.? +"),
    ),
    (LIKELY, _cue(PRESENCE, end=r" +(?:uh,? +|um,? +|just +)?")),
    (
        CAPITAL,
        _cue(
            rf"(?:my|our|the|your|mein|meine|mijn|mon|ma|mi|il|my\sold)\s(?:\w+\s)?{ROLE}",
            end=r",? +(?:is +|was +)?(?:called +|named +)?",
        ),
    ),
    (LIKELY, _cue(rf"{ROLE}:?", end=r",? +(?:is +|called +)?")),
    (CAPITAL, _cue(rf"{ROLE} (?:called|named)")),
    (LIKELY, _cue(SPEECH)),
    (
        SURE,
        re.compile(
            rf"(?:^|(?<=[\n.!?,;)]\s)|(?<=[\n.!?]))(?:{SIGNATURE})\s?[,!.\u2013-]*\s*\n\s*(?=[^\W\d_])",
            re.IGNORECASE,
        ),
    ),
    (
        LIKELY,
        re.compile(
            rf"(?:^|(?<=[\n.!?,;)]\s)|(?<=[\n.!?]))(?:{SIGNATURE})\s?[,.!]\s+(?=[^\W\d_])", re.IGNORECASE
        ),
    ),
    # A text that ends "Thanks, Neide".
    (
        CAPITAL,
        re.compile(
            rf"(?<=[\n.!?,;)] )(?:{SIGNATURE})\s?[,!]\s+"
            rf"(?=[^\W\d_][\w'-]*(?:\s[^\W\d_][\w'-]*){{0,2}}\s*[.!]?\s*\Z)",
            re.IGNORECASE,
        ),
    ),
    (
        CAPITAL,
        re.compile(r"(?:\s--?|\s[\u2013\u2014~])\s?(?=[^\W\d_][\w'.-]*(?:\s[^\W\d_][\w'.-]*){0,2}\s*\Z)"),
    ),
    (
        CAPITAL,
        re.compile(
            r"^(?:from|to|cc|bcc|sent by|reply-to|on behalf of)\s?:\s*(?=[^\W\d_])",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    (LIKELY, re.compile(r"^\s*(?:\d+[.)]|[-*\u2022])\s+(?=[^\W\d_])", re.MULTILINE)),
)

PERSON_VERB = (
    r"said|says|asks?|asked|told|tells|thinks?|thought|wrote|writes|replied|replies|promised|explained"
    r"|mentioned|suggested|answered|called|rang|phoned"
    r"|spent|tried|tries|left|helped|showed|took|set\s(?:it|this|that|the|up)|took\sover|speaking|again|runs"
    r"|signs|keeps|reads|wants|needs|loves|hates|liked|likes"
    r"|measured|pages|revokes|retires|married|had|did|joined|went|gave|gives|got|does|sat|is\s(?:the"
    r"|our|my|a|on|in|off|out|expecting|away|back|not)"
    r"|and\s(?:me|i|myself)|or\s(?:me|i)|can(?:'t|not)?|here|h\u00e4r|hier|aqu\u00ed|says|would|could"
    r"|will|won't|has|was|he|she|lleva|usa|macht|dice"
)
AFTER = re.compile(rf"(?:'s|\u2019s)?,? +(?:{PERSON_VERB})(?!\w)", re.IGNORECASE)
# What follows a person and hardly a product: "May from our Austin office", "Rose, our receptionist".
PERSON_AFTER = re.compile(
    rf"(?:, +(?:our|my|your|the|his|her|their)[ ](?:\w+\s)?{ROLE}\b"
    r"| +(?:from|in|at|of) +(?:our|my|your|support|sales|billing|purchasing|accounting|accounts|finance"
    r"|it|hr|marketing|legal"
    r"|procurement|operations|ops|onboarding)\b| +(?:here\b[,.:]|speaking\b|said|says|told|asks|asked"
    r"|wrote|replied|promised|h\u00e4r|hier)\b)",
    re.IGNORECASE,
)
STRONG_AFTER = re.compile(
    PERSON_AFTER.pattern + r"|, +(?:our|my|your|the|their|his|her|a|an|who|head|ceo|cto|cfo|coo|vp|practice"
    r"|managing|director|sales|it|purchasing)\b"
    r"| +(?:here|took|tried|runs|signs|keeps|wants|loves|hates|thinks|thought|called|rang|phoned|helped"
    r"|showed|joined|mentioned|suggested)\b|,? +(?:he|she)\s| +and +I\b",
    re.IGNORECASE,
)
# What may stand between a name and its own address or number: "Jane Doe, mobile +44 ...".
DATUM_AFTER = re.compile(
    r"\s*[,(<|:\u2013-]{0,2}\s?(?:(?:iban|pesel|mobile|mobil|m\u00f3vil|tel\.?|phone|fax|dni|cuenta"
    r"|e-?mail|mail)[:.]?\s)?",
    re.IGNORECASE,
)
PLACE_BEFORE = re.compile(r"\b(?:in|at|to|near|from|from our|into|via|for|the|our)\s\Z", re.IGNORECASE)
PLACE_AFTER = re.compile(
    r"[ ](?:office|branch|warehouse|store|site|team|depot|shop|clinic|region|factory|plant|hub|practice)\b",
    re.IGNORECASE,
)
COMPANY_AFTER = re.compile(
    r"(?:\s[A-Z][\w-]+){0,2}[ ](?:&|Inc|Ltd|LLC|LLP|PLC|GmbH|AG|SE|SA|SAS|SARL|BV|NV|AB|AS|Oy|Corp"
    r"|Corporation|Company|Co|Group|Holdings?|Bank|University"
    r"|College|School|Hospital|Clinic|Institute|Foundation|Street|St|Road|Rd|Avenue|Ave|Lane|Square"
    r"|Airport|Hotel|Law|Award|Prize|Museum"
    r"|Solutions|Systems|Software|Technologies|Consulting|Partners|Associates|Logistics|Industries"
    r"|Studios?|Suite|Plan|Tier|Edition|Plus|Pro)\b"
)


def before_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where cues end, a word of a name may begin there, and how sure they are."""
    for level, cue in BEFORE:
        for match in cue.finditer(text):
            yield match.end(), level
