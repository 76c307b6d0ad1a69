"""The store over a database: its parts put together."""

from twosource.store.accounts import AccountStore
from twosource.store.articles import ArticleStore
from twosource.store.events import EventStore
from twosource.store.export import ExportStore
from twosource.store.feeds import FeedStore
from twosource.store.fingerprints import FingerprintStore
from twosource.store.looking_up import LookUpStore
from twosource.store.outlets import OutletStore
from twosource.store.placing import PlacingStore
from twosource.store.searching import SearchStore
from twosource.store.speakers import SpeakerStore
from twosource.store.stories import StoryStore


class SqlStore(
    ArticleStore,
    PlacingStore,
    FingerprintStore,
    StoryStore,
    AccountStore,
    EventStore,
    FeedStore,
    SearchStore,
    LookUpStore,
    SpeakerStore,
    OutletStore,
    ExportStore,
):
    """A `Store` in a database."""
