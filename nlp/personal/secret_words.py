"""How people say a secret: the words for passwords, keys and codes, and what stands between them and it."""

import re

# A text without any of these says no secret.
SIGN = re.compile(
    r"pass|pwd|pw\b|pin\b|otp|secret|token|key|bearer|authorization|basic|cred|log-?in|user|code|cvv|cvc|mdp"
    r"|contrase|clave|wachtwoord|senha|mot de|has\u0142o|haslo|l\u00f6senord|salasan|kennwort|kennw\u00f6rter"
    r"|parol|adgangskode|zugang|wi-?fi|wlan|hotspot|phrase|heslo|jelsz|\u015fifre|sifre"
    r"|\u043f\u0430\u0440\u043e\u043b"
    r"|\u5bc6\u7801|\u30d1\u30b9\u30ef\u30fc\u30c9|\ube44\ubc00\ubc88\ud638",
    re.IGNORECASE,
)
WORDS_FOR_IT = (
    r"(?:[^\W_]{0,12}pass\s?words?|passwd|[^\W_]{0,14}passw(?:ort|\u00f6rter)|kennwort"
    r"|contrase(?:\u00f1|n|ny)as?"
    r"|claves?|mots? de passe|mdp|[^\W_]{0,12}wachtwoord(?:en)?|senhas?|palavra-passe|has\u0142[oa]|haslo"
    r"|l\u00f6senord(?:et)?|passord(?:et)?|salasana(?:ni)?|parola|adgangskoden?|heslo"
    r"|jelsz\u00f3|\u015fifrem?"
    r"|\u043f\u0430\u0440\u043e\u043b\u044c|\u5bc6\u7801|\u30d1\u30b9\u30ef\u30fc\u30c9"
    r"|\ube44\ubc00\ubc88\ud638"
    r"|pwd|pass\s?codes?|pass\s?phrase|pw|pin(?:\s?code)?|log-?ins?|cred(?:ential)?s|secret|pass)"
)
KEY_WORD = (
    r"(?:(?:api|access|secret|auth|private|client|signing|encryption|webhook|account|app|bot|deploy"
    r"|integration|refresh|personal access|shared|master|service|storage|admin|session)[\s_-]{0,2}"
    r"(?:api[\s_-]?)?(?:access[\s_-]?)?"
    r"(?:keys?|tokens?|secrets?)|apikey|tokens?|secrets?|accountkey|credentials?)"
)
IS = (
    r"(?:is(?:\s+(?:still|now|currently|just|simply|literally))?|was|were|are|ist|lautet|war|sind|es|est|era"
    r"|\u00e9|\u00e8|\u00e4r|er|on|to(?=\s)|c'est|c\u2019est)"
)
# What may stand between the word and what links it to the secret: "for the staging server", "temporaire".
FOR = r"(?:\s+[^\s:=,.;!?\"'()]{1,20}){0,8}?"
LINK = rf"(?:['\u2019]s\s+(?:still\s+|now\s+)?|[\"']?\s*(?:[:=]|->|=>|\uff1a)\s*|\s+{IS}\s*[:=]?\s+)"
SAID = rf"{FOR}(?:,?\s+(?:it'?s|that'?s)\s+|{LINK}|\s+(?=[\"'`\u201c(]))"
OPEN = r"[\"'`\u201c\u2018\u201e(\u00ab]?\s?"
SIGNS = r"([^\s\"'`\u201c\u201d\u2019<>\u00bb]{3,64})"
# A word may stand behind an underscore: DB_PASSWORD.
START = r"(?<![^\W_])"
PASSWORD_SAID = re.compile(rf"{START}{WORDS_FOR_IT}{SAID}({OPEN}){SIGNS}", re.IGNORECASE)
# Quoted words are a password directly behind the word for it; farther off they are a button or a message.
PASSWORD_QUOTED = re.compile(
    rf"{START}(?!log-?in|secret|pass\s)(?:{WORDS_FOR_IT})"
    r"(?:\s+(?:for|of|to|on|f\u00fcr|para|pour|voor)\s+(?:the\s+|my\s+"
    r"|our\s+)?[\w.-]{1,30}(?:\s[\w.-]{1,20}){0,2})?"
    rf"(?:,?\s+(?:it'?s|that'?s)\s+|{LINK}|,?\s+)"
    r"[\"\u201c\u201e'`\u00ab]\s?([^\"'`\u201c\u201d\u00bb\n]{3,64}?)\s?[\"\u201c\u201d'`\u00bb]",
    re.IGNORECASE,
)
PASSWORD_BESIDE = re.compile(rf"{START}{WORDS_FOR_IT}[,:]?\s+({OPEN}){SIGNS}", re.IGNORECASE)
# "oldRiver19 is my password", "use bluefin_88 as the password".
PASSWORD_AFTER = re.compile(
    r"(?<![^\s\"'`\u201c(])([^\s\"'`\u201c\u201d()]{5,64})[\"'`\u201d)]?\s(?:(?:is|was|as|being)"
    r"(?:\s(?:still|now|not|also))?|ist|war|es|est|\u00e9|\u00e8|als|como|comme)\s"
    r"(?:(?:the|my|our|your|his|her|their|a|das|mein|unser|la|mi|le|mon|minha|het|mijn)\s)?"
    rf"(?:[^\W\d_]{{2,12}}\s){{0,2}}{WORDS_FOR_IT}(?!\w)",
    re.IGNORECASE,
)
# "the password from X to Y", "my password (X) on the wiki".
PASSWORD_CHANGED = re.compile(
    rf"{START}{WORDS_FOR_IT}{FOR}\s(?:from|to|into|von|auf|zu|in|de|\u00e0|a|van|naar)\s({OPEN}){SIGNS}"
    rf"(?:\s(?:to|into|auf|zu|\u00e0|a|naar)\s{SIGNS})?",
    re.IGNORECASE,
)
# Quoted and mixed, in a text that speaks of passwords.
PASSWORD_WORD = re.compile(rf"{START}{WORDS_FOR_IT}(?!\w)", re.IGNORECASE)
QUOTED = re.compile(r"(?<!\w)[\"\u201c\u201e`]([^\s\"\u201c\u201d`]{6,64})[\"\u201c\u201d`]")
# All four kinds of signs, as the rules for passwords ask for, in a text that speaks of passwords.
ALL_KINDS = re.compile(
    r"(?<!\S)(?=\S{0,63}[a-z])(?=\S{0,63}[A-Z])(?=\S{0,63}\d)"
    r"(?=\S{0,63}[\w\d][!$#%&*^?~+_-]\w)([\w!$#%&*^?~+-]{8,64})(?![^\s.,;:!?)])"
)
WIRELESS = re.compile(
    rf"\b(?:wi-?fi|wlan|hotspot)(?:[\s-](?:key|code|pass\w*|pw|kennwort|schl\u00fcssel|clave|senha))?"
    rf"(?:{FOR}{LINK}|\s)({OPEN}){SIGNS}",
    re.IGNORECASE,
)
KEY_SAID = re.compile(
    rf"{START}{KEY_WORD}(?:{SAID}|[,:]?\s+)({OPEN})(?:(?:base64|hex):)?([A-Za-z0-9_+/.~-]{{12,4000}}=*)",
    re.IGNORECASE,
)
SOME_KEY_SAID = re.compile(rf"{START}keys?{SAID}({OPEN})([A-Za-z0-9_+/.~-]{{16,4000}}=*)", re.IGNORECASE)
KEY_BESIDE = re.compile(rf"{START}[Kk]eys?,?\s({OPEN})([A-Za-z0-9_+/~-]{{14,4000}}=*)(?!\w)")
# One plain word as a password; what is said of passwords in other ways is not one.
PLAIN_SAID = re.compile(
    rf"{START}(?:pass\s?word|[^\W_]{{0,12}}passwort|kennwort|contrase\u00f1a|senha|wachtwoord"
    rf"|mot de passe|mdp"
    r"|pass\s?phrase|pwd|pw|wi-?fi key)s?"
    r"(?:\s+(?:for|of|to|on|f\u00fcr|para|pour|voor)\s+(?:the\s+|my\s+"
    r"|our\s+)?[\w.-]{1,30}(?:\s[\w.-]{1,20}){0,2})?"
    r"(?:\s*[:=]|\s+(?:is|was|ist|lautet|es|est|\u00e9))\s*[\"']?"
    r"([^\W\d_]{5,30})(?=[\"']?\s*(?:[.,;!)\n]|\Z|and\b|but\b|if\b))",
    re.IGNORECASE,
)
SAID_OF_PASSWORDS_TEXT = """
    about admin again always being blank broken case correct different empty exposed false field fields
    fine forgotten good gone hard hidden identical incorrect incorrectly invalid known length login
    logins manager mandatory missing never null optional password passwords policy policies prompt
    public reminder required reset resets right safe screen secret secure short simple still stolen
    string strong temporary there today tokens transparent twice unique unknown unsafe useless valid
    visible weak working wrong yours text plain annoying insane
    falsch richtig ung\u00fcltig abgelaufen vergessen gesperrt korrekt unsicher sicher zur\u00fcckgesetzt
    incorrecte correcte invalide expir\u00e9 oubli\u00e9 obligatoire perdu incorrecta correcta
    inv\u00e1lida caducada
    olvidada obligatoria err\u00f3nea incorreta v\u00e1lida expirada errada verlopen onjuist ongeldig
    verkeerd vergeten verplicht
"""
SAID_OF_PASSWORDS = frozenset(SAID_OF_PASSWORDS_TEXT.split())
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
CODE_WORD = (
    r"(?:pin(?:[\s-]?(?:code|number|nummer))?s?|pass\s?codes?|otps?|cvv2?|cvc2?|csc"
    r"|(?:one[- ]time|verification|security|2fa|two[- ]factor|mfa|sms|login|door|gate|entry"
    r"|entrance|alarm|access|unlock"
    r"|lock(?:er)?|safe|key\s?box|authenticat(?:or|ion)|sign-?in)\s(?:code|password|pin)s?"
    r"|code pin|c\u00f3digo pin|geheimzahl|pincode)"
)
PIN = re.compile(
    rf"\b{CODE_WORD}(?:{FOR}(?:['\u2019]s|\s(?:is|was|ist|est|es|\u00e9|\u00e8)|\s?[:=])\s*|,?\s+"
    r"|\s(?:for|to|of|on)\s(?:the|my|our)\s[^\W\d_]{2,12}\s)[\"'(]?"
    r"(\d{3}[ -]\d{3}|\d{3,8}[#*]?)(?![\w.,:-]\d|\w|\s?%)",
    re.IGNORECASE,
)
CODES = re.compile(
    r"\b(?:backup|recovery|scratch|rescue)[\s-](?:codes?|keys?)(?:\s(?:is|are|were|was))?\s?[:=]?\s"
    r"([a-z0-9]{4,8}(?:[- ]?[a-z0-9]{4,8}){0,5}(?:(?:,|\sand|\sor"
    r"|,\sand)\s[a-z0-9]{4,8}-[a-z0-9]{4,8}){0,9})(?!\w)",
    re.IGNORECASE,
)
SEED = re.compile(
    r"\b(?:seed|recovery|backup|mnemonic|wallet)\s(?:phrase|words)(?:\s(?:is|was|are))?\s?[:=]?\s[\"']?"
    r"([a-z]{3,8}(?:,?\s[a-z]{3,8}){11,23})",
    re.IGNORECASE,
)
LOGIN_PAIR = re.compile(
    r"\b(?:log-?ins?|user(?:name)?|cred(?:ential)?s|zugang(?:sdaten)?|account|wi-?fi|wlan)\b[^\n]{0,40}?"
    r"(?:\s?/\s?|(?<=[\w.@-])(?<!https)(?<!http):)"
    r"(?=[^\s/]*\d)(?=[^\s/]*[a-z])([^\s/]{6,64})(?=\s|$)",
    re.IGNORECASE,
)
