"""The readers that voc has; a new one is a line here."""

from ingestion.reader import Reader
from ingestion.readers import (
    generic_csv,
    interview_text,
    qualtrics_csv,
    surveymonkey_csv,
    webvtt,
    zendesk_json,
)

READERS: tuple[Reader, ...] = (
    qualtrics_csv.READER,
    surveymonkey_csv.READER,
    webvtt.READER,
    interview_text.READER,
    zendesk_json.READER,
    generic_csv.READER,
)
