"""A date as people write it: ISO, or nothing where it is not certain."""

import pytest

from onrecord.read.dates import iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2019-08-09", "2019-08-09"),
        ("2019-08-09T23:30:00-04:00", "2019-08-09"),
        ("2019-08-09 10:00", "2019-08-09"),
        ("March 06 , 2008", "2008-03-06"),
        ("Friday, August 9, 2019", "2019-08-09"),
        ("9 Aug 2019", "2019-08-09"),
        ("Fri, 09 Aug 2019 10:00:00 GMT", "2019-08-09"),
        ("25/12/2019", "2019-12-25"),
        ("08/08/2019", "2019-08-08"),
        ("03/04/2019", None),
        ("August 2019", None),
        ("2019", None),
        ("Friday", None),
        ("yesterday", None),
        ("2019-13-40", None),
        ("10:30", None),
        ("n/a", None),
        ("9" * 400, None),
        ("٢٠١٩-٠٨-٠٩", None),
    ],
)
def test_iso_date(written, iso):
    assert iso_date(written) == iso
