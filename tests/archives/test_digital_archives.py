"""Digital archives are known by their addresses."""

import pytest

from citekit.archives.digital_archives import at_address, digital_archives
from citekit.archives.repositories import by_name


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://digitalarchive.wilsoncenter.org/document/113564", "wilson-center"),
        ("http://www.digitalarchive.org/document/1", "wilson-center"),
        ("https://history.state.gov/historicaldocuments/frus1969-76v21/d190", "frus"),
        ("https://nsarchive2.gwu.edu/NSAEBB/", "national-security-archive"),
        ("https://php.isn.ethz.ch/lory1.ethz.ch/collections/colltopic153a.html", "php"),
        ("https://example.org/?from=digitalarchive.wilsoncenter.org", None),
        ("https://notcia.gov/", None),
        ("", None),
        ("http://[", None),
    ],
)
def test_at_address(url, key):
    found = at_address(url)
    assert (found.id if found else None) == key


@pytest.mark.parametrize("archive", digital_archives().values(), ids=lambda archive: archive.id)
def test_a_digital_archive_is_whole_and_found_at_its_own_address(archive):
    assert archive.name
    assert at_address(archive.url) == archive


@pytest.mark.parametrize("name", ["Wilson Center Digital Archive", "FRUS", "JACAR"])
def test_what_publishes_a_document_is_no_repository(name):
    assert by_name(name) is None
