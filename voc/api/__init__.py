"""The API: one router a noun under /api/v1, problems+json, and what guards every answer."""
