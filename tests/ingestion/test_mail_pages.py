"""Bodies of mail in HTML, as mail programs and help desks write them, and what their writers wrote."""

import pytest

from ingestion.mail_text import drop_quoted
from ingestion.markup import html_to_text

PAGES = {
    "gmail": (
        ("<div dir=\"ltr\">It still fails.</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class"
        "=\"gmail_attr\">On Tue, Mar 3, 2026 at 9:12 AM Kim &lt;<a href=\"mailto:k@c.example\">k@c"
        ".example</a>&gt; wrote:<br></div><blockquote class=\"gmail_quote\" style=\"x\"><div>Is it"
        " fixed?</div></blockquote></div>"),
        "It still fails.",
    ),
    "gmail inline": (
        ("<div class=\"gmail_quote\"><div class=\"gmail_attr\">On Tue, Mar 3, 2026 at 9:12 AM Kim &"
        "lt;k@c.example&gt; wrote:<br></div><blockquote class=\"gmail_quote\"><div>How many seat"
        "s?</div></blockquote><div>Forty.</div><blockquote class=\"gmail_quote\"><div>Which plan"
        "?</div></blockquote><div>Team.</div></div>"),
        "Forty.\nTeam.",
    ),
    "apple": (
        ("<html><head><style>p{}</style></head><body>We leave.<br><div><blockquote type=\"cite\">"
        "<div>On 3 Mar 2026, at 09:12, Kim &lt;k@c.example&gt; wrote:</div><br><div>Why?</div>"
        "</blockquote></div></body></html>"),
        "We leave.",
    ),
    "outlook": (
        ("<html><head><style>p{}</style></head><body><p>Too expensive.</p><div id=\"appendonsend"
        "\"></div><hr><div id=\"divRplyFwdMsg\" dir=\"ltr\"><font><b>From:</b> Kim &lt;k@c.example&"
        "gt;<br><b>Sent:</b> Tuesday<br><b>To:</b> Ana<br><b>Subject:</b> Price</font></div><d"
        "iv>Hi Ana, it is 20.</div></body></html>"),
        "Too expensive.",
    ),
    "outlook de": (
        ("<p class=MsoNormal>Zu teuer.<o:p></o:p></p><div style=\"border-top:solid\"><p><b>Von:</"
        "b> Kim<br><b>Gesendet:</b> Dienstag<br><b>An:</b> Ana<br><b>Betreff:</b> Preis</p></d"
        "iv><p>Hallo</p>"),
        "Zu teuer.",
    ),
    "thunderbird": (
        ("<p>No export at all.</p><div class=\"moz-cite-prefix\">On 3/3/26 09:12, Kim wrote:<br><"
        "/div><blockquote type=\"cite\" cite=\"mid:x\"><p>Does it work?</p></blockquote>"),
        "No export at all.",
    ),
    "yahoo": (
        ("<div>Stops at 500 rows.</div><div id=\"ydp\" class=\"yahoo_quoted\"><div>On Tuesday, Marc"
        "h 3, 2026 at 09:12:11 AM GMT+1, Kim &lt;k@c.example&gt; wrote: </div><div>Is it ok?</"
        "div></div>"),
        "Stops at 500 rows.",
    ),
    "lists": (
        ("<p>We need:</p><ol><li>SSO</li><li>audit log</li></ol><ul><li>more <b>seats</b></li><"
        "/ul><p>Regards<br>Ana</p>"),
        "We need:\n1. SSO\n2. audit log\n- more seats",
    ),
    "table": (
        "<table><tr><td>Plan</td><td>Price</td></tr><tr><td>Team</td><td>12</td></tr></table>",
        "Plan Price\nTeam 12",
    ),
    "pre": (
        "<p>Error:</p><pre>line one\nline two</pre>",
        "Error:\nline one\nline two",
    ),
    "comment": (
        "<p>Hi <!-- secret <b>x</b> -->there &amp; you</p>",
        "Hi there & you",
    ),
    "fwd": (
        ("<div>Can you help her?</div><div class=\"gmail_quote\"><div>---------- Forwarded messag"
        "e ---------<br>From: <b>Bo</b> &lt;b@a.example&gt;<br>Date: Tue<br>Subject: x<br>To: "
        "Ana</div><p>It is too dear</p></div>"),
        "Can you help her?",
    ),
    "only": (
        "<blockquote>too dear</blockquote>",
        "> too dear",
    ),
}  # fmt: skip


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("case", PAGES)
def test_of_a_body_in_html_what_its_writer_wrote_is_left(case: str) -> None:
    page, left = PAGES[case]
    assert _lines(drop_quoted(html_to_text(page))) == _lines(left)


def test_the_styles_of_a_mail_program_do_not_push_the_words_out() -> None:
    page = (
        f"<html><head><style>{'p {color: red}' * 20_000}</style></head><body><p>Too dear.</p></body></html>"
    )
    assert html_to_text(page) == "Too dear."


@pytest.mark.parametrize(
    "piece", ["<", "<a ", '<a b="', "<!--", "<style>", "&", "</", "<blockquote>", "<li>"]
)
@pytest.mark.timeout(5)
def test_pages_made_to_cost_time_cost_none(piece: str) -> None:
    assert len(html_to_text("<p>" + piece * (300_000 // len(piece)))) <= 300_000
