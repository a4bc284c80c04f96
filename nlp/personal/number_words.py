"""Number words of many languages, as people say telephone numbers: a word and its digits."""

# Number words of one language each; what is said together stands for a number in one language.
ENGLISH = (
    "zero 0 oh 0 o 0 nought 0 naught 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9"
    " ten 10 eleven 11"
    " twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19"
    " twenty 20 thirty 30"
    " forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 hundred 00 thousand 000"
)
GERMAN = (
    "null 0 eins 1 zwei 2 zwo 2 drei 3 vier 4 f\u00fcnf 5 fuenf 5 sechs 6 sieben 7 acht 8 neun 9 zehn"
    " 10 elf 11 zw\u00f6lf 12"
    " dreizehn 13 vierzehn 14 f\u00fcnfzehn 15 sechzehn 16 siebzehn 17 achtzehn 18 neunzehn 19"
    " zwanzig 20 drei\u00dfig 30 vierzig 40 f\u00fcnfzig 50 sechzig 60 siebzig 70 achtzig 80 neunzig 90"
)
FRENCH = (
    "z\u00e9ro 0 un 1 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze"
    " 12 treize 13 quatorze 14"
    " quinze 15 seize 16 vingt 20 vingts 20 trente 30 quarante 40 cinquante 50 soixante 60 septante 70"
    " nonante 90"
)
SPANISH = (
    "cero 0 uno 1 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12"
    " trece 13 catorce 14"
    " quince 15 veinte 20 treinta 30 cuarenta 40 cincuenta 50 sesenta 60 setenta 70 ochenta 80 noventa 90"
)
DUTCH = (
    "nul 0 een 1 \u00e9\u00e9n 1 twee 2 drie 3 vier 4 vijf 5 zes 6 zeven 7 acht 8 negen 9 tien 10"
    " elf 11 twaalf 12 twintig 20 dertig 30 veertig 40 vijftig 50 zestig 60 zeventig 70 tachtig"
    " 80 negentig 90"
)
PORTUGUESE = (
    "zero 0 um 1 dois 2 tr\u00eas 3 quatro 4 cinco 5 seis 6 meia 6 sete 7 oito 8 nove 9 dez 10"
    " onze 11 doze 12 treze 13 catorze 14 quinze 15 vinte 20 trinta 30 quarenta 40 cinquenta 50 sessenta 60"
    " setenta 70 oitenta 80 noventa 90"
)
ITALIAN = (
    "zero 0 uno 1 due 2 tre 3 quattro 4 cinque 5 sei 6 sette 7 otto 8 nove 9 dieci 10"
    " venti 20 trenta 30 quaranta 40 cinquanta 50 sessanta 60 settanta 70 ottanta 80 novanta 90"
)
SWEDISH = (
    "noll 0 ett 1 en 1 tv\u00e5 2 tre 3 fyra 4 fem 5 sex 6 sju 7 \u00e5tta 8 nio 9 tio 10 elva"
    " 11 tolv 12 tjugo 20"
    " trettio 30 fyrtio 40 femtio 50 sextio 60 sjuttio 70 \u00e5ttio 80 nittio 90"
)
NORSE = (
    "null 0 nul 0 en 1 \u00e9n 1 ett 1 et 1 to 2 tre 3 fire 4 fem 5 seks 6 sju 7 syv 7"
    " \u00e5tte 8 otte 8 ni 9 ti 10"
    " elleve 11 tolv 12 tjue 20 tyve 20 tretti 30 tredive 30 f\u00f8rti 40 fyrre 40 femti 50"
    " seksti 60 sytti 70"
    " \u00e5tti 80 nitti 90"
)
POLISH = (
    "zero 0 jeden 1 dwa 2 trzy 3 cztery 4 pi\u0119\u0107 5 sze\u015b\u0107 6 siedem 7 osiem 8"
    " dziewi\u0119\u0107 9"
    " dziesi\u0119\u0107 10 dwadzie\u015bcia 20 trzydzie\u015bci 30 czterdzie\u015bci 40"
    " pi\u0119\u0107dziesi\u0105t 50"
    " sto 00 dwie\u015bcie 200 trzysta 300 czterysta 400 pi\u0119\u0107set 500"
    " sze\u015b\u0107set 600 siedemset 700"
    " osiemset 800 dziewi\u0119\u0107set 900"
)
FINNISH = (
    "nolla 0 yksi 1 kaksi 2 kolme 3 nelj\u00e4 4 viisi 5 kuusi 6 seitsem\u00e4n 7 kahdeksan 8 yhdeks\u00e4n 9"
    " kymmenen 10"
)
CZECH = (
    "nula 0 jedna 1 jeden 1 dva 2 t\u0159i 3 \u010dty\u0159i 4 p\u011bt 5 \u0161est 6 sedm 7"
    " osm 8 dev\u011bt 9"
)
TURKISH = (
    "s\u0131f\u0131r 0 bir 1 iki 2 \u00fc\u00e7 3 d\u00f6rt 4 be\u015f 5 alt\u0131 6 yedi 7 sekiz 8 dokuz 9"
)
UNITS = {
    "und": "ein zwei drei vier f\u00fcnf sechs sieben acht neun",
    "en": "een twee drie vier vijf zes zeven acht negen",
    "\u00ebn": "een twee drie vier vijf zes zeven acht negen",
}


def _pairs(words: str) -> dict[str, str]:
    """Return words with their digits, and those written together: "vierunddrei\u00dfig"."""
    pairs = dict(zip(words.split()[::2], words.split()[1::2], strict=True))
    tens = {word: digits for word, digits in pairs.items() if len(digits) == 2 and digits[0] in "23456789"}
    for joint, units in UNITS.items():
        if units.split()[3] in pairs and units.split()[6] in pairs:
            for digit, unit in enumerate(units.split(), start=1):
                pairs |= {unit + joint + word: digits[0] + str(digit) for word, digits in tens.items()}
    return pairs


LANGUAGES = tuple(
    _pairs(words)
    for words in (
        *(ENGLISH, GERMAN, FRENCH, SPANISH, DUTCH, PORTUGUESE, ITALIAN),
        *(SWEDISH, NORSE, POLISH, FINNISH, CZECH, TURKISH),
    )
)
TIMES = {"double": 2, "triple": 3, "treble": 3, "doppel": 2, "doble": 2, "dobro": 2, "dubbel": 2, "doppio": 2}
