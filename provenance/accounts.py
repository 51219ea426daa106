"""The old place of :mod:`provenance.urls.accounts`."""

from provenance.urls.accounts import Account, account_of

__all__ = ["Account", "account_of"]
