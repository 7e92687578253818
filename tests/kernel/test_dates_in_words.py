"""Days and times read as people of each language write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.kernel.dates_in_words import (
    clock,
    date_filters,
    day,
    day_with_weekday,
    local_day,
    moment,
    moment_with_weekday,
    utc_offset,
)
from scheduler.kernel.rules.language import Language

DAY = date(2026, 3, 5)
INSTANT = datetime(2026, 3, 5, 6, 5, tzinfo=UTC)
LATE = datetime(2026, 3, 5, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (
            Language.ZH_HANS,
            [
                "2026年3月5日",
                "2026年3月5日（星期四）",
                "14:05",
                "2026年3月5日 14:05",
                "2026年3月5日（星期四）14:05",
            ],
        ),
        (
            Language.ZH_HANT,
            [
                "2026年3月5日",
                "2026年3月5日（星期四）",
                "下午2:05",
                "2026年3月5日 下午2:05",
                "2026年3月5日（星期四）下午2:05",
            ],
        ),
        (
            Language.EN,
            [
                "5 March 2026",
                "Thursday 5 March 2026",
                "14:05",
                "5 March 2026, 14:05",
                "Thursday 5 March 2026, 14:05",
            ],
        ),
    ],
)
def test_each_language_has_its_way(language: Language, shown: list[str]) -> None:
    assert [
        day(DAY, language),
        day_with_weekday(DAY, language),
        clock(INSTANT, language, "Asia/Shanghai"),
        moment(INSTANT, language, ZoneInfo("Asia/Hong_Kong")),
        moment_with_weekday(INSTANT, language, "Asia/Hong_Kong"),
    ] == shown


def test_the_zone_decides_the_day() -> None:
    assert local_day(LATE, "Asia/Shanghai") == date(2026, 3, 6)
    assert moment(LATE, Language.EN, "Asia/Shanghai") == "6 March 2026, 01:00"


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Shanghai", "UTC+8"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("America/St_Johns", "UTC-3:30"),
        ("Europe/London", "UTC"),
    ],
)
def test_offsets(zone: str, shown: str) -> None:
    assert utc_offset(INSTANT, zone) == shown


def test_a_moment_is_not_a_day() -> None:
    with pytest.raises(TypeError):
        day(INSTANT, Language.EN)


def test_a_moment_has_a_zone() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        clock(INSTANT.replace(tzinfo=None), Language.EN, "Asia/Shanghai")


def test_filters_follow_the_reader() -> None:
    languages = iter([Language.EN, Language.ZH_HANS])
    filters = date_filters(lambda: next(languages))

    assert [filters["day"](DAY), filters["day"](DAY)] == ["5 March 2026", "2026年3月5日"]
    assert filters["local_day"](LATE, "Asia/Shanghai") == date(2026, 3, 6)
