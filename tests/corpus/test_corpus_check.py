"""`check_corpus`: the real corpus is sound, and each kind of fault is named with file, path and reason."""

import re

import pytest

from advisor.corpus.checks.check import check_corpus, contact_contradictions
from advisor.corpus.checks.programs import impossible_dates
from advisor.messages import Language
from advisor.settings import bundled

PROGRAM = "programs/j-innovation-hub.yaml"
HUBS = "hubs/hubs.csv"
MENUS = "support-menus/r4.yaml"
FIRST_HUB = "1,2020-04-10,国際展開型,東北大学,"
SECOND_ROUND = "number: 2\n    begins_on: 2020-10-12\n"
OTHER_CALL = "number: 4, begins_on: 2022-10-04, fiscal_years: [2022], authority: secondary, call: {}"


def test_bundled_corpus_is_sound():
    assert [found.line() for found in check_corpus(bundled("corpus"))] == []


def test_copy_is_sound_before_it_is_spoiled(corpus):
    assert check_corpus(corpus.root) == []


FAULTS = [
    # file, what stands there, what is written instead, code, path in the file, a word of the reason
    (PROGRAM, "12時必着", "12時必差", "quote_not_found", "rounds[5].call.evidence[0].quote", "12時必着"),
    (PROGRAM, "国立大学法人、公立", "国立大学法人,公立", "quote_not_found", "facts[0].quote", "国立大学法人、公立"),
    (PROGRAM, "又はこれら", "及びこれら", "quote_not_found", "facts[0].also[0].quote", "又はこれら"),
    (PROGRAM, "E-mail: innovation2021", "E-mail: inovation2021",
     "quote_not_found", "rounds[5].contact.evidence[0].quote", "innovation2021"),
    (PROGRAM, "{source: j-innovation-hub-call-2-outline", "{source: call-2",
     "unknown_source", "facts[0].also[0].source", "call-2"),
    (PROGRAM, "closes_at: 2025-08-27T12", "closes_at: 2025-08-27T17",
     "value_not_in_quote", "rounds[5].call.closes_at", "17:00"),
    (PROGRAM, "opens_on: 2020-10-12", "opens_on: 2020-10-13",
     "value_not_in_quote", "rounds[1].call.opens_on", "2020-10-13"),
    (PROGRAM, "email: innovation2021@", "email: innovation2022@",
     "value_not_in_quote", "rounds[5].contact.email", "innovation2022"),
    (PROGRAM, "key: applicants\n    round: 7", "key: applicants\n    round: 6",
     "unknown_round", "facts[0].round", "6"),
    (PROGRAM, "closes_at: 2025-08-27T12", "closes_at: 2025-07-17T12",
     "dates_out_of_order", "rounds[5].call.closes_at", "2025-07-17"),
    (PROGRAM, SECOND_ROUND, SECOND_ROUND.replace("2020-10", "2020-01"),
     "dates_out_of_order", "rounds[1].begins_on", "2020-02-03"),
    (PROGRAM, "announced_on: 2020-12-24", "announced_on: 2020-11-12",
     "dates_out_of_order", "rounds[1].call.announced_on", "2020-11-12"),
    (PROGRAM, OTHER_CALL, OTHER_CALL.replace("{}", "{opens_on: 2022-10-04, closes_at: 2025-08-01T12:00:00+09:00}"),
     "overlapping_calls", "rounds[5].call", "第4回"),
    (PROGRAM, "number: 5", "number: 4", "duplicate_round", "rounds[4].number", "第4回"),
    (PROGRAM, "2025-08-27T12:00:00+09:00", "2025-08-27T12:00:00", "no_timezone", "rounds[5].call.closes_at", "時差"),
    (PROGRAM, "opens_on: 2025-07-18", "opens_on: 令和7年13月1日",
     "bad_date", "rounds[5].call.opens_on", "令和7年13月1日"),
    (PROGRAM, "opens_on: 2025-07-18", "opens_on: 2025-13-18", "bad_date", "rounds[5].call.opens_on", "2025-13-18"),
    (PROGRAM, "ja: 高等専門学校は", "ja: 令和7年13月から高等専門学校は",
     "bad_date", "facts[0].statement.ja", "令和7年13月"),
    (PROGRAM, "- key: hub-place\n", "- key: applicants\n    round: 7\n",
     "duplicate_fact", "facts[1].key", "facts[0].key"),
    (PROGRAM, "then: [hub-place]", "then: [hub-places]", "unknown_fact", "facts[0].then[0]", "hub-places"),
    (PROGRAM, "nearest: [applicants]", "nearest: [applicant]", "unknown_fact", "gaps[0].nearest[0]", "applicant"),
    (PROGRAM, "[拠点は一か所?]", "[高専は出せる？]", "ambiguous_question", "facts[1].asked_as[0]", "applicants"),
    (PROGRAM, "must_arrive:", "must_arive:", "unknown_key", "rounds[5].call.must_arive", "項目名"),
    (PROGRAM, "email: innovation", "email: x\n      email: innovation", "bad_yaml", "line 41", "email"),
    (PROGRAM, "    asked_as: [拠点は一か所?]\n", "    asked_as: [拠点は一か所?\n", "bad_yaml", "line 6", "YAML"),
    (PROGRAM, "intent: eligibility\n    statement: {ja: 一か所", "intent: place\n    statement: {ja: 一か所",
     "unknown_value", "facts[1].intent", "place"),
    (PROGRAM, "id: j-innovation-hub\n", "id: j-hub\n",
     "unknown_program", "sources[hubs].program", "j-innovation-hub"),
    ("manifest.yaml", "    round: 7\n", "    round: 8\n",
     "unknown_round", "sources[j-innovation-hub-call-7-guidelines].round", "8"),
    (HUBS, FIRST_HUB, FIRST_HUB.replace("国際展開型", "世界型"), "unknown_type", "row[1].type", "世界型"),
    (HUBS, FIRST_HUB, "6" + FIRST_HUB[1:], "unknown_round", "row[1].round", "6"),
    (MENUS, "id: r4-1-02\n", "id: r4-1-01\n", "duplicate_id", "menus[1].id", "menus[0].id"),
    (MENUS, "source: csti-university-promotion-package-2021\nmenus:", "source: csti\nmenus:",
     "unknown_source", "source", "csti"),
    (MENUS, "  email: itshann@meti.go.jp", "  email: itshan@meti.go.jp", "menus_stale", "menus", "extract-menus"),
    (MENUS, "mail : itshann@", "mail : itshan@", "quote_not_found", "menus[6].quote", "itshann@"),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[3]}-{fault[4]}")
def test_fault_is_named_with_file_path_and_reason(corpus, fault):
    file, old, new, reason, at, word = fault
    code = f"corpus_{reason}"
    corpus.replace(file, old, new)
    found = {(p.code, p.at): p for p in check_corpus(corpus.root)}
    if code == "corpus_bad_yaml":  # the line is where the parser noticed
        match = next(p for p in found.values() if p.code == code)
        assert re.fullmatch(r"line \d+", match.at)
    else:
        assert (code, at) in found, sorted(found)
        match = found[code, at]
    assert match.file == (file if code not in {"corpus_unknown_program"} else "manifest.yaml")
    for language in Language:
        line = match.line(language)
        assert line.startswith(f"{match.file}: {match.at}: ") and "\n" not in line
        assert match.reason(language) and match.reason(language) in line
    assert word in match.line()


def test_all_faults_are_collected(corpus):
    corpus.replace(PROGRAM, "12時必着", "12時必差")
    corpus.replace(PROGRAM, "then: [hub-place]", "then: [nothing]")
    corpus.replace(HUBS, FIRST_HUB, FIRST_HUB.replace("国際展開型", "世界型"))
    corpus.append("manifest.yaml", "  - {id: hubs, path: nowhere.txt}\n")
    codes = {p.code for p in check_corpus(corpus.root)}
    assert {"corpus_quote_not_found", "corpus_unknown_fact", "corpus_unknown_type", "corpus_missing_key"} <= codes


def test_two_files_may_not_hold_one_program_nor_share_a_wording(corpus):
    text = (corpus.root / PROGRAM).read_text(encoding="utf-8")
    (corpus.root / "programs" / "twin.yaml").write_text(text, encoding="utf-8")
    assert [p.code for p in check_corpus(corpus.root)] == ["corpus_duplicate_id"]
    (corpus.root / "programs" / "twin.yaml").write_text(
        text.replace("id: j-innovation-hub\n", "id: twin\n"), encoding="utf-8"
    )
    assert {p.code for p in check_corpus(corpus.root)} == {"corpus_ambiguous_question"}


def test_empty_folder_is_one_problem(tmp_path):
    assert [(p.code, p.file) for p in check_corpus(tmp_path)] == [("corpus_missing_file", "manifest.yaml")]


def test_contradicting_contacts_are_shown_and_no_fault():
    spellings = {s for v in contact_contradictions(bundled("corpus")) for s, _ in v.spellings}
    assert spellings == {"s-sangi-daigakurenkeisuishin@meti.go.jp", "s-sangi-daigakurenkeisuushin@meti.go.jp"}


def test_dates_of_the_calendar_are_let_through():
    assert impossible_dates("令和7年7月18日、平成26年3月、令和元年6月21日、2024年2月29日、2025-08-27") == []
    assert impossible_dates("令和７年１３月、2025年2月29日、2025-02-30") == [
        "令和7年13月",
        "2025年2月29日",
        "2025-02-30",
    ]
