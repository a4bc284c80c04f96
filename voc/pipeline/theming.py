"""Themes: found once, kept in the ledger, and every verbatim held against them."""




FEWEST_NEW = 15
