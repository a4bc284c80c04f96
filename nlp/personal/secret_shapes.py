"""Secrets that show by their shape: keys and tokens of known issuers, private keys, secrets in URLs."""

import re

# Prefixes and lengths that the issuers document.
KNOWN = re.compile(
    r"(?<![A-Za-z0-9_])(?:"
    r"eyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)?"  # JSON web token
    r"|(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}|LTAI[A-Za-z0-9]{12,}|AKID[A-Za-z0-9]{28,}"
    r"|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|gl(?:pat|ptt|dt|rt|ft|cbt|oas|soat|agent)-[\w-]{16,}"
    r"|xox[abeoprs]-[\w-]{10,}|xoxe\.xox[bp]-[\w-]{10,}|xapp-[\w-]{10,}|xkeysib-[\w-]{30,}"
    r"|(?:sk|rk|pk)_(?:live|test)_\w{8,}|whsec_\w{12,}|sk-(?:[a-z]+-){0,2}[\w-]{16,}"
    r"|(?:xai|tvly|pplx|gsk|r8|fw|nvapi)[-_][A-Za-z0-9_-]{24,}"
    r"|ATATT3[\w=-]{20,}|ATCTT3[\w=-]{20,}|ATBB[A-Za-z0-9]{24,}|PMAK-[\w-]{20,}|hv[sbr]\.[\w-]{20,}"
    r"|AIza[\w-]{30,}|ya29\.[\w-]{16,}|GOCSPX-[\w-]{16,}|EAA[A-Za-z0-9]{30,}|1//0[\w-]{30,}"
    r"|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{30,}|SG\.[\w-]{12,}\.[\w-]{12,}|hf_[A-Za-z0-9]{24,}"
    r"|do[opr]_v1_[0-9a-f]{32,}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{24,}|key-[0-9a-f]{32}|(?:AC|SK)[0-9a-f]{32}"
    r"|secret_[A-Za-z0-9]{30,}|ntn_[A-Za-z0-9]{30,}|lin_(?:api|oauth)_\w{30,}|figd_[\w-]{30,}"
    r"|sntry[su]_[\w=+/]{30,}|sbp_[0-9a-f]{30,}|dp\.(?:pt|st|ct|sa)\.\w{30,}|gl(?:sa|c)_\w{30,}"
    r"|sq0(?:atp|csp)-[\w-]{20,}|dckr_(?:pat|oat)_[\w-]{20,}|pscale_(?:tkn|pw|oauth)_[\w.-]{20,}"
    r"|nf[pcoub]_[A-Za-z0-9]{24,}|vercel_[A-Za-z0-9]{20,}|NR(?:AK|II|IQ|JS)-[\w-]{20,}|dapi[0-9a-f]{32}"
    r"|rubygems_[0-9a-f]{40,}|dd[piw]_[A-Za-z0-9]{30,}|AGE-SECRET-KEY-1[0-9A-Z]{50,}|ph[cx]_[A-Za-z0-9]{30,}"
    r"|rnd_[A-Za-z0-9]{24,}|FlyV1\s\S{20,4000}|CFPAT-[\w-]{30,}|EZ[AT]K[A-Za-z0-9]{50,}|ops_eyJ[\w-]{30,}"
    r"|A3-[A-Z0-9]{6}(?:-[A-Z0-9]{5,6}){4,6}|sl\.[\w-]{60,}|\d/\d{16}:[0-9a-f]{32}|amzn\.mws\.[\w-]{30,}"
    r"|pat-(?:na|eu|ap)\d-[0-9a-f-]{36}|[0-9a-f]{32}-us\d{1,2}|pat[A-Za-z0-9]{14}\.[0-9a-f]{40,}"
    r"|\d{8,10}:AA[\w-]{33}"
    r")(?![A-Za-z0-9_])"
)
# An issuer's prefix and much that is random: the shape that newer issuers share. Object ids are shorter.
PREFIXED = re.compile(
    r"(?<![\w./-])[A-Za-z][A-Za-z0-9]{1,11}(?:_[a-z0-9]{2,10})?_"
    r"(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])(?=(?:[A-Za-z]*\d){3})[A-Za-z0-9]{30,200}(?!\w)"
)
LONG_TOKEN = re.compile(r"[\w.-]{16}")
PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,8000}?"
    r"(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|\Z|(?=\n\s*\n))"
)
# Whoever has these addresses can post, or sign in.
WEBHOOK = re.compile(
    r"https?://(?:hooks\.slack\.com/(?:services|workflows|triggers)|hooks\.zapier\.com/hooks/catch"
    r"|[\w.-]*discord(?:app)?\.com/api/webhooks|hook\.\w+\.make\.com"
    r"|[\w.-]*webhook\.office\.com)/[\w/@.-]{12,}"
)
LINK = re.compile(
    r"(?<=/)(?:reset|invite|invitation|magic|verify|confirm|activate|login|password|unsubscribe|t|token"
    r"|share)/([\w-]{16,})",
    re.IGNORECASE,
)
COOKIE = re.compile(
    r"(?<![\w?&#;])(?:[\w.-]{0,20}sess(?:ion)?(?:_?id)?|sid|connect\.sid|auth|jwt)=([^\s;,\"']{10,4000})",
    re.IGNORECASE,
)
USER_PASSWORD = re.compile(r"(?<=://)[^\s/:@]{0,200}:[^\s/@]{1,200}(?=@)")
SENSITIVE_NAMES = (
    r"(?:access|auth|refresh|id|csrf|reset|invite|login|session|security|x-amz-security|private"
    r"|bot)?[_-]?token"
    r"|(?:api|access|subscription|functions)[_-]?key|apikey|secret|client[_-]?secret|passw(?:or)?d|pwd|pass"
    r"|sig|signature|x-amz-signature"
    r"|x-amz-credential|auth|jwt|session(?:[_-]?id)?|sid|otp|magic|ticket(?=\s*=[^\s&#]{20})"
    r"|code(?=\s*=[^\s&#]{12})|key(?=\s*=[^\s&#]{16})"
)
IN_URL = re.compile(rf"(?<=[?&#;])(?:{SENSITIVE_NAMES})=([^\s&#;\"'<>\])]{{1,4000}})", re.IGNORECASE)
HEADER = re.compile(
    r"\b(?:authorization\s*[:=]\s*[\"']?(?:bearer|basic|token|apikey)?|bearer(?:\s+token)?|basic)\s*[:=]?\s+"
    r"[\"'`]?([\w.~+/-]{12,4000}=*)",
    re.IGNORECASE,
)
COMMAND_USER = re.compile(r"(?<=\s)(?:-u|--user)\s+[\"']?[\w.@-]{1,60}:([^\s\"']{3,64})")
COMMAND_PASSWORD = re.compile(
    r"\b(?:(?:mysql\w*|mariadb\S*|sshpass|unzip|zip|7z)\b[^\n]{0,60}?\s-[pP]|redis-cli\b[^\n]{0,60}?\s-a\s"
    r"|\s--?(?:password|passwd|pass|token|api-key|secret)[=\s])[\"']?([^\s\"']{4,200})"
)
# TWILIO_AUTH=..., "db_pass": "...": a variable's last word says what its value is.
VARIABLE = re.compile(
    r"(?<![\w.-])[\"']?[A-Za-z][\w.-]{0,60}?[_.-]"
    r"(?:auth|key|token|secret|pass|passwd|password|pwd|pw|credentials?|sig|sid|salt|dsn)[\"']?"
    r"\s*(?:[:=]|=>)\s*[\"'`]?([^\s\"'`,;<>]{8,4000})",
    re.IGNORECASE,
)
# What documentation writes in the place of a secret.
NO_SECRET = re.compile(
    r"[$%{<\[].*|your\W?\w*.*|.*(?:_here|[-_]here)|[x*.\u2022\u2026#-]+|(?:my|some|the|example"
    r"|sample|dummy)[-_].*"
    r"|(?:none|null|true|false|undefined|redacted|hidden|changeme|placeholder|empty|required"
    r"|optional|string)",
    re.IGNORECASE,
)
