"""voc, a self-hosted voice-of-customer service for companies that sell tiers."""

__version__ = "0.1.0"
