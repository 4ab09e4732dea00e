"""Property tests take the time that they need, however slow the machine; in CI they draw the same examples each run."""

from hypothesis import settings

settings.register_profile("citekit", settings.default, deadline=None)
settings.load_profile("citekit")
