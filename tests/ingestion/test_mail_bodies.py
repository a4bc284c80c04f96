"""Bodies of mail as many programs write them, in many languages, and what of each its writer wrote."""

import pytest

from ingestion.mail_text import drop_quoted

BODIES = {
    "ol de": (
        ("Wir brauchen SSO.\n\nVon: Kim Berg <kim@corvane.example>\n"
        "Gesendet: Dienstag, 3. März 2026 09:12\nAn: Ana Ruiz\nCc: Bo\nBetreff: AW: SSO\n\n"
        "Hallo Ana,\nSSO gibt es in Business.\n"),
        "Wir brauchen SSO.",
    ),
    "ol es": (
        ("Necesitamos SSO.\n\nDe: Kim Berg <kim@corvane.example>\n"
        "Enviado el: martes, 3 de marzo de 2026 9:12\nPara: Ana Ruiz\nAsunto: RE: SSO\n\nHola Ana\n"),
        "Necesitamos SSO.",
    ),
    "ol fr": (
        ("Il nous faut SSO.\n\nDe : Kim Berg <kim@corvane.example>\n"
        "Envoyé : mardi 3 mars 2026 09:12\nÀ : Ana Ruiz\nObjet : RE: SSO\n\nBonjour\n"),
        "Il nous faut SSO.",
    ),
    "ol pt": (
        ("Precisamos de SSO.\n\nDe: Kim Berg <kim@corvane.example>\n"
        "Enviada em: terça-feira, 3 de março de 2026 09:12\nPara: Ana Ruiz\nAssunto: RES: SSO\n\n"
        "Olá\n"),
        "Precisamos de SSO.",
    ),
    "ol it": (
        ("Ci serve SSO.\n\nDa: Kim Berg <kim@corvane.example>\nInviato: martedì 3 marzo 2026 09:12\n"
        "A: Ana Ruiz\nOggetto: R: SSO\n\nCiao\n"),
        "Ci serve SSO.",
    ),
    "ol nl": (
        ("Wij willen SSO.\n\nVan: Kim Berg <kim@corvane.example>\n"
        "Verzonden: dinsdag 3 maart 2026 09:12\nAan: Ana Ruiz\nOnderwerp: RE: SSO\n\nHallo\n"),
        "Wij willen SSO.",
    ),
    "ol pl": (
        ("Potrzebujemy SSO.\n\nOd: Kim Berg <kim@corvane.example>\n"
        "Wysłano: wtorek, 3 marca 2026 09:12\nDo: Ana Ruiz\nTemat: ODP: SSO\n\nCześć\n"),
        "Potrzebujemy SSO.",
    ),
    "ol sv": (
        ("Vi behöver SSO.\n\nFrån: Kim Berg <kim@corvane.example>\nSkickat: den 3 mars 2026 09:12\n"
        "Till: Ana Ruiz\nÄmne: SV: SSO\n\nHej\n"),
        "Vi behöver SSO.",
    ),
    "ol ja": (
        ("SSOが必要です。\n\n差出人: Kim Berg <kim@corvane.example>\n送信日時: 2026年3月3日 9:12\n"
        "宛先: Ana Ruiz\n件名: RE: SSO\n\nこんにちは\n"),
        "SSOが必要です。",
    ),
    "ol bold stars": (
        ("We need SSO.\n\n*From:* Kim Berg <kim@corvane.example>\n"
        "*Sent:* Tuesday, March 3, 2026 9:12 AM\n*To:* Ana Ruiz\n*Subject:* RE: SSO\n\nHi Ana\n"),
        "We need SSO.",
    ),
    "ol orig": (
        ("The cap is too low.\n\n-----Original Message-----\nFrom: Kim Berg\nSent: Tuesday\n"
        "To: Ana\nSubject: cap\n\nHi Ana, it is 500.\n"),
        "The cap is too low.",
    ),
    "ol orig de": (
        ("Zu teuer.\n\n-----Ursprüngliche Nachricht-----\nVon: Kim\nGesendet: Dienstag\nAn: Ana\n"
        "Betreff: Preis\n\nHallo\n"),
        "Zu teuer.",
    ),
    "apple": (
        ("Please cancel our plan.\n\n"
        "> On 3 Mar 2026, at 09:12, Kim Berg <kim@corvane.example> wrote:\n> \n> Hi Ana\n"),
        "Please cancel our plan.",
    ),
    "gmail 3lines": (
        ("It is broken again.\n\n"
        "On Tue, Mar 3, 2026 at 9:12 AM Kim Berg from the support team of Corvane\n"
        "(Corvane Help) <corvane-help-and-billing@help.corvane.example>\nwrote:\n\n> Try again\n"),
        "It is broken again.",
    ),
    "gmail ja": (
        "高すぎます。\n\n2026年3月3日(火) 9:12 Kim Berg <kim@corvane.example>:\n\n> こんにちは\n",
        "高すぎます。",
    ),
    "gmail noquote marks": (
        ("Still slow.\n\nOn Tue, Mar 3, 2026 at 9:12 AM Kim Berg <kim@corvane.example> wrote:\n\n"
        "Hi Ana, is it better now?\n"),
        "Still slow.",
    ),
    "gmail nl": (
        "Te duur.\n\nOp di 3 mrt 2026 om 09:12 schreef Kim Berg <kim@corvane.example>:\n\n> Hallo\n",
        "Te duur.",
    ),
    "gmail it": (
        ("Troppo caro.\n\n"
        "Il giorno mar 3 mar 2026 alle ore 09:12 Kim Berg <kim@corvane.example> ha scritto:\n\n"
        "> Ciao\n"),
        "Troppo caro.",
    ),
    "gmail sv": (
        "För dyrt.\n\nDen tis 3 mars 2026 kl 09:12 skrev Kim Berg <kim@corvane.example>:\n\n> Hej\n",
        "För dyrt.",
    ),
    "gmail da": (
        ("For dyrt.\n\nDen tirs. 3. mar. 2026 kl. 09.12 skrev Kim Berg <kim@corvane.example>:\n\n"
        "> Hej\n"),
        "For dyrt.",
    ),
    "yahoo": (
        ("No, we cannot export.\n\n"
        "    On Tuesday, March 3, 2026 at 09:12:11 AM GMT+1, Kim Berg <kim@corvane.example> wr"
        "ote:  \n \n Hi Ana, can you export now?\n"),
        "No, we cannot export.",
    ),
    "proton": (
        ("We leave in May.\n\nSent with Proton Mail secure email.\n\n"
        "On Tuesday, March 3rd, 2026 at 9:12 AM, Kim Berg <kim@corvane.example> wrote:\n\n> Hi\n"),
        "We leave in May.",
    ),
    "fwd apple": (
        ("What shall I answer them?\n\nBegin forwarded message:\n\nFrom: Bo Li <bo@acme.example>\n"
        "Subject: Price\nDate: 3 March 2026 at 09:12:11 CET\nTo: Ana Ruiz\n\nThe price doubled!\n"),
        "What shall I answer them?",
    ),
    "fwd outlook fr": (
        ("Pour information.\n\n---------- Message transféré ---------\nDe : Bo <bo@acme.example>\n"
        "Date : mar. 3 mars 2026\nObjet : prix\nÀ : Ana\n\nTrop cher\n"),
        "Pour information.",
    ),
    "inline intro": (
        ("On Tue, Mar 3, 2026 at 9:12 AM Kim Berg <kim@corvane.example> wrote:\n> How many seats?\n"
        "About forty.\n> And which plan?\nTeam, but it is capped.\n"),
        "About forty.\nTeam, but it is capped.",
    ),
    "bottom": (
        "Kim Berg wrote:\n> Does the export work?\n\nNo, it stops at 500 rows.\n",
        "No, it stops at 500 rows.",
    ),
    "bottom sig": (
        ("On 03.03.2026 09:12, Kim Berg wrote:\n> Does it work?\n\nNo.\n\n-- \nAna Ruiz\n"
        "+49 30 1234\n"),
        "No.",
    ),
    "numbered": (
        "We are blocked by:\n1. the seat limit\n2. no SSO\n3) the export\n\nRegards\nAna Ruiz\n",
        "We are blocked by:\n1. the seat limit\n2. no SSO\n3) the export",
    ),
    "bullets after thanks": (
        "Could you look at these, thanks:\n• SSO\n• audit log\n* SCIM\n\nThanks in advance,\nAna\n",
        "Could you look at these, thanks:\n• SSO\n• audit log\n* SCIM",
    ),
    "list dashes long": (
        "Two wishes\n\n- cheaper seats\n- a real export\n\nAnd one more thing: SSO.\n",
        "Two wishes\n\n- cheaper seats\n- a real export\n\nAnd one more thing: SSO.",
    ),
    "sig phone": (
        ("The invoice is wrong again.\n\nKind regards,\n\nAna Ruiz\nHead of IT | Acme Clinics GmbH\n"
        "T: +49 30 1234 567\nM: +49 170 1234567\nwww.acme.example\n"),
        "The invoice is wrong again.",
    ),
    "sig dash nospace": (
        "We need SCIM.\n\n--\nAna Ruiz\nAcme\n",
        "We need SCIM.",
    ),
    "sig mvh": (
        "Vi säger upp avtalet.\n\nMed vänliga hälsningar\nAna Ruiz\nAcme AB\n",
        "Vi säger upp avtalet.",
    ),
    "sig pozdr": (
        "Limit jest za niski.\n\nPozdrawiam,\nAna Ruiz\n",
        "Limit jest za niski.",
    ),
    "sig underscore": (
        "Where is the export?\n\n_________________\nAna Ruiz\nAcme Clinics\n+49 30 1234\n",
        "Where is the export?",
    ),
    "foot android": (
        ("Too expensive.\n\nSent from my Galaxy\n\n-------- Original message --------\n"
        "From: Kim Berg <kim@corvane.example>\nDate: 03/03/2026 09:12 (GMT+01:00)\nTo: Ana Ruiz\n"
        "Subject: Price\n\nHi\n"),
        "Too expensive.",
    ),
    "foot de": (
        ("Bitte kündigen.\n\nVon meinem iPhone gesendet\n\n"
        "> Am 03.03.2026 um 09:12 schrieb Kim Berg <kim@corvane.example>:\n> \n> Hallo\n"),
        "Bitte kündigen.",
    ),
    "foot outlook ios": (
        ("Yes please.\n\nGet Outlook for iOS<https://aka.example/o0ukef>\n"
        "________________________________\nFrom: Kim Berg <kim@corvane.example>\n"
        "Sent: Tuesday, March 3, 2026 9:12:11 AM\nTo: Ana Ruiz <ana@acme.example>\nSubject: SSO\n\n"
        "Hi\n"),
        "Yes please.",
    ),
    "mark zd": (
        ("It works now but the limit stays.\n\n##- Please type your reply above this line -##\n\n"
        "Your request (7) has been updated.\n"),
        "It works now but the limit stays.",
    ),
    "mark fs": (
        "Not solved.\n\n--- Reply above this line ---\n\nHi Ana, we closed it.\n",
        "Not solved.",
    ),
    "mark hs": (
        ("Not solved either.\n\n-- Reply ABOVE THIS LINE to add a note to this request --\n\n"
        "Comment by Kim\n"),
        "Not solved either.",
    ),
    "mark fr": (
        ("Toujours pas.\n\n##- Veuillez saisir votre réponse au-dessus de cette ligne -##\n\n"
        "Votre demande\n"),
        "Toujours pas.",
    ),
    "prose from": (
        "We moved from: Excel\nto: your boards\nand it is slow since: March\n",
        "We moved from: Excel\nto: your boards\nand it is slow since: March",
    ),
    "prose wrote": (
        "In your mail of 3 March 2026 you wrote: it is fixed.\nIt is not.\n",
        "In your mail of 3 March 2026 you wrote: it is fixed.\nIt is not.",
    ),
    "prose on": (
        ("On 12 March 2026 the manager at acme wrote:\nwe will leave if the price stays.\n"
        "That is where we are."),
        ("On 12 March 2026 the manager at acme wrote:\nwe will leave if the price stays.\n"
        "That is where we are."),
    ),
    "prose thanks mid": (
        "Thanks\n\nThe export stops at 500 rows and we need more than that every week.\n",
        "Thanks\n\nThe export stops at 500 rows and we need more than that every week.",
    ),
    "greater": (
        "Our usage is:\n> 500 rows\nand the limit is lower\n",
        "Our usage is:\nand the limit is lower",
    ),
    "only quote": (
        "> Did it work?\n> Kim\n",
        "> Did it work?\n> Kim",
    ),
    "disclaimer es": (
        ("Es demasiado caro.\n\n"
        "Este mensaje y sus archivos adjuntos son confidenciales y se dirigen a su destinatari"
        "o.\n"),
        "Es demasiado caro.",
    ),
}  # fmt: skip


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("case", BODIES)
def test_of_a_plain_body_what_its_writer_wrote_is_left(case: str) -> None:
    body, left = BODIES[case]
    assert _lines(drop_quoted(body)) == _lines(left)
