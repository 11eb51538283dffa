# Reads every calendar with another implementation: calendars.py FOLDER SOURCE
import datetime
import pathlib
import sys

import icalendar

folder = pathlib.Path(sys.argv[1])


def events(name):
    calendar = icalendar.Calendar.from_ical((folder / f"{name}.ics").read_bytes())
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
    found = calendar.walk("VEVENT")
    assert found, name
    uids = set()
    for event in found:
        assert not event.errors, (name, event.errors)
        for must in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            assert must in event, (name, must)
        assert event["UID"] not in uids
        uids.add(event["UID"])
        assert event["TRANSP"] == "TRANSPARENT" and event["CLASS"] == "PRIVATE"
        start = event.decoded("DTSTART")
        assert getattr(start, "tzinfo", None) is None, "a zone"
        if "DTEND" in event:
            end = event.decoded("DTEND")
            assert type(end) is type(start) and end > start, (name, event["SUMMARY"])
        for alarm in event.walk("VALARM"):
            assert alarm["ACTION"] == "DISPLAY" and alarm["DESCRIPTION"]
            assert alarm.decoded("TRIGGER") < datetime.timedelta()
    return found


def one(found, words):
    matching = [e for e in found if words in str(e["SUMMARY"])]
    assert len(matching) == 1, (words, [str(e["SUMMARY"]) for e in found])
    return matching[0]


day, at = datetime.date, datetime.datetime

go = events("go")
visit = one(go, "Microneedling with a needling pen")
assert visit.decoded("DTSTART") == at(2026, 3, 16, 14, 30)
assert visit.walk("VALARM")[0].decoded("TRIGGER") == datetime.timedelta(days=-1)
before = sorted(e.decoded("DTSTART") for e in go if str(e["SUMMARY"]).startswith("From today: "))
assert before == [day(2026, 3, 2), day(2026, 3, 9), day(2026, 3, 11), day(2026, 3, 15)], before
first = [e for e in go if e.decoded("DTSTART") == day(2026, 3, 2)][0]
assert "Avoid strong sun, sunbeds and self-tan.\n" in str(first["DESCRIPTION"]), first["DESCRIPTION"]
assert one(go, "next session").decoded("DTSTART") == day(2026, 3, 30)
assert "24 hours after the session" in str(one(go, "first hours and days")["DESCRIPTION"])

held = events("held")
makeup = one(held, "make-up; hard exercise")
assert makeup.decoded("DTSTART") == at(2026, 3, 16, 15, 10) and makeup.decoded("DTEND") == at(2026, 3, 17, 15, 10)
sun = one(held, "sunbeds and sunbathing")
assert sun.decoded("DTSTART") == day(2026, 3, 16) and sun.decoded("DTEND") == day(2026, 3, 31), "the day is included"
assert one(held, "Microneedling").decoded("DTEND") == at(2026, 3, 16, 15, 10)
assert not [e for e in held if str(e["SUMMARY"]).startswith("From today")]

night = events("night")
assert one(night, "make-up; hard exercise").decoded("DTEND") == at(2026, 3, 29, 15, 10)

wait = events("wait")
assert [e.decoded("DTSTART") for e in wait] == [day(2026, 3, 19)]
assert not (folder / "open.ics").exists(), "no day can be named"
assert one(events("against"), "next session").decoded("DTSTART") == day(2026, 3, 30)
assert "日本語の診療所、とても長い名前; with, commas" in str(events("odd")[0]["LOCATION"])
events("two")
