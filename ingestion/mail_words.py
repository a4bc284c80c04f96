"""The words by which mails quote, forward, sign and disclaim, in the languages of Europe and beyond."""

import re

DELIMITER = re.compile(
    r"\W*(?:please )?(?:type your )?reply (?:above|below) this line\b.{0,60}"
    r"|\W*(?:bitte )?antworten sie (?:bitte )?oberhalb dieser (?:linie|zeile)\b.{0,60}",
    re.IGNORECASE,
)
INTRO = (
    "on ", "am ", "le ", "el ", "em ", "il ", "op ", "den ", "dnia ", "a ", "w dniu ", "pe ", "vào ", "dne ",
    "в ", "at ",
)  # fmt: skip
WROTE = (
    "wrote", "schrieb", "a écrit", "a ecrit", "escribió", "escribio", "escreveu", "ha scritto", "schreef",
    "skrev", "napisał", "napsal", "kirjoitti", "a scris", "написал", "пишет",
)  # fmt: skip
ORIGINAL = re.compile(
    r"begin forwarded message\s?:"
    r"|[-_\s]{2,}(?:original message|forwarded message|(?:ursprüngliche|weitergeleitete) nachricht"
    r"|message (?:d'origine|transféré)|mensaje (?:original|reenviado)|mensagem (?:original|encaminhada)"
    r"|messaggio (?:originale|inoltrato)|(?:oorspronkelijk|doorgestuurd) bericht"
    r"|(?:ursprungligt|vidarebefordrat) meddelande|(?:oprindelig|opprinnelig) (?:meddelelse|melding)"
    r"|wiadomość (?:oryginalna|przekazana)|(?:oryginalna|przekazana) wiadomość|元のメッセージ|転送メッセージ"
    r")[-_\s]{2,}",
    re.IGNORECASE,
)
HEADER = re.compile(r"\W{0,3}([^\W\d_][\w\s-]{0,14}?)\*?\s?[:\uff1a]\*?\s?")
FROM = frozenset({
    "from", "von", "de", "da", "van", "från", "fra", "od", "lähettäjä", "от", "差出人", "送信者", "发件人",
    "寄件者",
})  # fmt: skip
FIELDS = frozenset({
    "sent", "date", "to", "cc", "subject", "reply-to", "gesendet", "datum", "an", "betreff", "kopie", "à",
    "envoyé", "objet", "enviado", "enviado el", "enviada em", "fecha", "fecha de envío", "para", "asunto",
    "assunto", "data", "inviato", "a", "oggetto", "verzonden", "aan", "onderwerp", "skickat", "till", "ämne",
    "wysłano", "do", "dw", "temat", "sendt", "dato", "til", "emne", "kopi", "lähetetty", "vastaanottaja",
    "aihe", "odesláno", "komu", "předmět", "отправлено", "кому", "тема", "дата", "送信日時", "日時", "日付",
    "宛先", "件名", "发送时间", "收件人", "主题", "寄件日期", "收件者", "主旨",
})  # fmt: skip
SENT_FROM = re.compile(
    r"(?:sent from my|sent from (?:mail|outlook|yahoo)|sent (?:with|via) \S{2,20} (?:mail|for)"
    r"|get outlook for"
    r"|gesendet von mein|gesendet mit|von meinem \S+ gesendet|envoyé (?:de|depuis) mon"
    r"|enviado (?:desde|do|de) (?:mi|meu|o)|inviato da|verzonden (?:vanaf|met) mijn|skickat från min"
    r"|sendt fra min|wysłane z|lähetetty|отправлено \u0441|iphoneから送信)(?:\b|\w{0,3}\b).{0,60}",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?:(?:best|kind|warm|many)?\s?(?:regards|wishes|thanks)|best|thanks(?: again| a lot| in advance)?"
    r"|thank you(?: very much| in advance)?"
    r"|cheers|sincerely|yours(?: truly| sincerely)?|thx|tia|(?:viele|liebe|beste|freundliche) grüße"
    r"|mit freundlichen grüßen|mfg|vg|danke|cordialement|bien à vous|merci|saludos(?: cordiales)?|gracias"
    r"|atenciosamente|obrigad[oa]|cordiali saluti|distinti saluti|grazie|groeten"
    r"|met vriendelijke groet(?:en)?"
    r"|bedankt|(?:med )?(?:vänlig|vennlig|venlig)a? hälsning(?:ar)?|med vänliga hälsningar|mvh|tack|hilsen"
    r"|(?:med )?ven(?:n)?lig hilsen|z poważaniem|pozdrawiam|pozdrowienia|dziękuję|ystävällisin terveisin"
    r"|terveisin|s pozdravem|\u0441 уважением|спасибо|よろしくお願い(?:いた)?します)\s*[,.!。]?",
    re.IGNORECASE,
)
DISCLAIMER = re.compile(
    r"(?:this|the information in this|any|please note that this) (?:e-?mail|message|communication)\b.{0,120}"
    r"\b(?:confidential|privileged|intended)"
    r"|(?:confidentiality notice|disclaimer)\b|diese e-?mail.{0,60}vertraulich"
    r"|(?:ce|le présent) (?:message|courriel).{0,80}confidenti"
    r"|(?:este (?:mensaje|correo|e-?mail)|esta mensagem|questo messaggio|dit bericht|deze e-?mail"
    r"|ta wiadomość)\b.{0,120}\b(?:confiden|riservat|vertrouwelijk|poufn)",
    re.IGNORECASE | re.DOTALL,
)
RULE = re.compile(r"_{5,60}|[-=*]{10,60}")
