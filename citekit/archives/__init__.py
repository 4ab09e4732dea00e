"""What is known about archives, as data: ``repositories.toml`` and ``traditions/*.toml``."""
