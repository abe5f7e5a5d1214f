"""`advisor corpus new-round` and `accept`: a fictional eighth call (架空) from its PDF, decided one by one."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from fictional_call import call_text, make_call_pdf
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner, Result

from advisor.corpus.checks.check import check_corpus
from advisor.corpus.commands import corpus_app
from advisor.corpus.rounds.proposals import Proposals, ProposalState, Verdict, proposals_path, read_proposals
from advisor.corpus.source_text import source_text
from advisor.programs.load import load_program, read_round
from advisor.settings import bundled

ROUND = "programs/j-innovation-hub/round-8.yaml"
PROPOSALS = "proposals/j-innovation-hub-round-8.yaml"
DOCUMENT = "documents/j-innovation-hub-call-8-guidelines.pdf"


def run(corpus: Path, *arguments: object, said: str = "") -> Result:
    command = [str(argument) for argument in (*arguments, "--corpus", corpus)]
    return CliRunner().invoke(corpus_app, command, input=said)


def contents(corpus: Path) -> dict[str, bytes]:
    return {str(p.relative_to(corpus)): p.read_bytes() for p in sorted(corpus.rglob("*")) if p.is_file()}


def proposed(corpus: Path) -> Proposals:
    found, problems = read_proposals(proposals_path(corpus, "j-innovation-hub", 8))
    assert found is not None, problems
    return found


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A copy of the bundled corpus without its vectors."""
    root = tmp_path / "corpus"
    shutil.copytree(bundled("corpus"), root, ignore=shutil.ignore_patterns("vectors"))
    return root


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_call_pdf(tmp_path_factory.mktemp("call") / "公募要領.pdf")


@pytest.fixture(scope="module")
def scaffolded(tmp_path_factory: pytest.TempPathFactory, call: Path) -> Path:
    """A corpus with the round added and nothing decided. Tests that decide take a copy."""
    root = tmp_path_factory.mktemp("scaffolded") / "corpus"
    shutil.copytree(bundled("corpus"), root, ignore=shutil.ignore_patterns("vectors"))
    result = run(root, "new-round", 8, "--document", call)
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture
def deciding(scaffolded: Path, tmp_path: Path) -> Path:
    shutil.copytree(scaffolded, tmp_path / "deciding")
    return tmp_path / "deciding"


# --- the scaffold


def test_the_new_round_is_there_with_every_subject_unknown_and_the_corpus_is_sound(scaffolded: Path) -> None:
    assert check_corpus(scaffolded) == []
    content, _ = read_round(scaffolded / ROUND, ROUND)
    program = load_program(scaffolded / "programs" / "j-innovation-hub.yaml")
    assert content is not None and content.facts == () and content.round.begins_on is None
    assert content.round.unknown == tuple(subject.id for subject in program.subjects)
    assert content.round.fiscal_years == (2026,) and content.round.call.opens_on is None
    assert program.rounds[-1].number == 8


def test_the_manifest_keeps_its_text_and_gets_one_entry_whose_unknown_fields_are_null(scaffolded: Path) -> None:
    before = (bundled("corpus") / "manifest.yaml").read_text(encoding="utf-8")
    after = (scaffolded / "manifest.yaml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n"))
    entry = yaml.safe_load(after)["sources"][-1]
    assert (entry["issued_on"], entry["round"], entry["url"], entry["valid_until"]) == ("2026-07-17", 8, None, None)
    assert entry["title"].endswith("第8回公募要領") and entry["issuer"] == "経済産業省 大学連携推進室"
    assert (scaffolded / entry["path"]).is_file()


def test_every_proposed_quote_is_exact_and_no_statement_holds_a_value_that_its_quotes_lack(scaffolded: Path) -> None:
    text, _ = source_text(scaffolded / DOCUMENT, DOCUMENT)
    found = proposed(scaffolded)
    assert len(found.proposals) == 91
    for proposal in found.proposals:
        assert all(evidence.quote in text for evidence in proposal.evidence), proposal.id
        assert proposal.faults == (), proposal.id
        spoken = proposal.fact.statement.ja + proposal.fact.statement.en if proposal.fact else ""
        assert not re.search(r"令和7年(?!度)|July 2025|August 2025|October of 2025|landbrains", spoken), proposal.id


def test_what_changed_and_what_did_not_is_told_apart(scaffolded: Path) -> None:
    found = proposed(scaffolded)
    states = {proposal.id: proposal.state for proposal in found.proposals}
    assert states["eligibility.kosen"] is ProposalState.UNCHANGED
    assert states["schedule.deadline"] is ProposalState.CHANGED
    assert states["criteria.overview"] is ProposalState.NEEDS_PERSON
    assert [passage.text for passage in found.uncovered if "研究データ" in passage.text]
    overview = found.by_id("criteria.overview")
    assert overview is not None and overview.evidence[0].quote.endswith("研究データの管理及び公開の方針")
    assert set(found.left_out) == {"support.subsidy", "support.regional-companies", "obligation.kpi-publication"}


def test_statements_are_carried_over_in_both_languages(scaffolded: Path) -> None:
    found = proposed(scaffolded)
    period, overview = found.by_id("schedule.call-period"), found.by_id("schedule.overview")
    assert period is not None and period.fact is not None and overview is not None and overview.fact is not None
    assert period.fact.statement.ja == "公募期間は令和8年7月17日(金)～令和8年8月26日(水)12時必着です。"
    assert period.fact.statement.en.startswith("The call runs from 17 July 2026 to 26 August 2026, 12:00")
    assert "late October of 2026" in overview.fact.statement.en  # the quote runs over a page's end
    assert "23 July 2026" in overview.fact.statement.en


def test_the_rounds_own_fields_are_proposed(scaffolded: Path) -> None:
    parts = {p.id: p.part for p in proposed(scaffolded).proposals if p.part is not None}
    period, briefing, contact = (
        parts["round.call"].call,
        parts["round.briefing"].briefing,
        parts["round.contact"].contact,
    )
    assert period is not None and briefing is not None and contact is not None
    assert period.closes_at is not None and period.closes_at.isoformat() == "2026-08-26T12:00:00+09:00"
    assert str(period.opens_on) == "2026-07-17" and period.must_arrive
    assert briefing.starts_at.isoformat() == "2026-07-23T15:00:00+09:00" and briefing.online
    assert briefing.register_by is not None and briefing.register_by.isoformat() == "2026-07-21T17:00:00+09:00"
    assert contact.email == "jhub8@kakuu-jimukyoku.example.jp" and contact.address
    assert str(parts["round.begins_on"].begins_on) == "2026-07-17"


# --- deciding


@pytest.mark.slow
def test_accepting_all_one_by_one_leaves_a_sound_corpus_with_what_nobody_said_unknown(deciding: Path) -> None:
    ja = "審査項目は、背景、基盤・インプット、プロセス、アウトプット、アウトカム、研究データの管理及び公開の方針です。"
    en = "The main review criteria are background, foundation, process, outputs, and research data (研究データ)."
    said = "".join(f"e\n{ja}\n{en}\n" if p.id == "criteria.overview" else "a\n" for p in proposed(deciding).proposals)
    result = run(deciding, "accept", 8, said=said)
    assert result.exit_code == 0, result.output
    assert "未決 0 件、採用 91 件" in result.output
    assert run(deciding, "check").output.endswith("問題はありません。\n")
    content, _ = read_round(deciding / ROUND, ROUND)
    assert content is not None and content.round.unknown == ("announced", "counts")
    overview = next(fact for fact in content.facts if fact.key == "criteria.overview")
    assert overview.statement.ja == ja
    decided = {p.id: p.decision for p in proposed(deciding).proposals}
    assert all(d is not None and d.verdict is Verdict.ACCEPTED and d.by for d in decided.values())
    assert decided["criteria.overview"].edited and not decided["schedule.deadline"].edited


def test_skipping_rejecting_and_quitting(deciding: Path) -> None:
    result = run(deciding, "accept", 8, said="x\ns\nr\nq\n")
    assert result.exit_code == 0 and "a、e、s、r、q のどれか" in result.output
    states = [p.decision.verdict if p.decision else None for p in proposed(deciding).proposals[:4]]
    assert states == [None, Verdict.REJECTED, None, None]
    listed = run(deciding, "accept", 8, "--list").output
    assert "round.call: 不採用(" in listed and "round.begins_on: 値が変わった" in listed
    assert check_corpus(deciding) == []


def test_the_end_of_the_input_stops_and_keeps_what_was_decided(deciding: Path) -> None:
    result = run(deciding, "accept", 8, said="a\na\ne\n")
    assert result.exit_code == 0 and "採用 2 件" in result.output
    assert check_corpus(deciding) == []


@pytest.mark.slow
def test_the_ninth_call_is_proposed_from_the_eighth(deciding: Path, tmp_path: Path) -> None:
    said = "a\n" * len(proposed(deciding).proposals)
    assert run(deciding, "accept", 8, said=said).exit_code == 0
    ninth = tmp_path / "ninth.txt"
    text = call_text().replace("令和8年", "令和9年").replace("第8回", "第9回").replace("jhub8@", "jhub9@")
    ninth.write_text(text, encoding="utf-8")
    assert run(deciding, "new-round", 9, "--document", ninth).exit_code == 0
    found, _ = read_proposals(proposals_path(deciding, "j-innovation-hub", 9))
    assert found is not None and found.last_round == 8 and len(found.proposals) == 91
    deadline, email = found.by_id("schedule.deadline"), found.by_id("contact.email")
    assert deadline is not None and deadline.fact is not None and "令和9年8月26日" in deadline.fact.statement.ja
    assert email is not None and email.fact is not None and "jhub9@" in email.fact.statement.en
    assert {p.id for p in found.proposals if p.state is ProposalState.NOT_FOUND} == set()


def test_accepting_one_by_id_settles_its_subject(deciding: Path) -> None:
    assert run(deciding, "accept", 8, "--id", "overview.purpose").exit_code == 0
    content, _ = read_round(deciding / ROUND, ROUND)
    assert content is not None and "purpose" not in content.round.unknown and "hub" in content.round.unknown
    again = run(deciding, "accept", 8, "--id", "overview.purpose")
    assert again.exit_code == 2 and "すでに決まっています" in again.output


def test_accepting_one_with_an_edited_statement(deciding: Path) -> None:
    ja, en = "締切は2026年8月26日(水)の12時(必着)です。", "The deadline is noon on 26 August 2026."
    edited = ("--statement-ja", ja, "--statement-en", en)
    assert run(deciding, "accept", 8, "--id", "schedule.deadline", *edited).exit_code == 0
    content, _ = read_round(deciding / ROUND, ROUND)
    assert content is not None and content.facts[0].statement.ja == ja


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--id", "nothing"), "という提案は"),
        (("--id", "schedule.deadline", "--statement-ja", "締切"), "両方"),
        (
            ("--id", "schedule.deadline", "--statement-ja", "締切は8月27日です。", "--statement-en", "26 August"),
            "裏付けられない",
        ),
        (("--id", "round.call"), "必須の項目がありません"),  # a period whose round has no first day yet
        (("--id", "round.contact", "--statement-ja", "あ", "--statement-en", "a"), "文はありません"),
    ],
)
def test_what_cannot_be_accepted_leaves_everything_as_it_was(
    deciding: Path, arguments: tuple[str, ...], told: str
) -> None:
    before = contents(deciding)
    result = run(deciding, "accept", 8, *arguments)
    assert result.exit_code == 2 and told in result.output and len(result.output.splitlines()) == 1
    assert contents(deciding) == before


def test_a_statement_that_does_not_hold_is_asked_for_again(deciding: Path) -> None:
    waiting = [p.id for p in proposed(deciding).proposals]
    place = waiting.index("schedule.deadline")
    said = "s\n" * place + "e\n締切は9月3日です。\nIt closes on 3 September.\na\nq\n"
    result = run(deciding, "accept", 8, said=said)
    assert "裏付けられない" in result.output and result.exit_code == 0
    content, _ = read_round(deciding / ROUND, ROUND)
    assert content is not None and [fact.key for fact in content.facts] == ["schedule.deadline"]
    assert "8月26日" in content.facts[0].statement.ja


def test_a_record_that_cannot_be_written_takes_the_round_back(deciding: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if "proposals" in self.parts:
            raise OSError(28, "No space left on device")
        return real(self, data)

    before = contents(deciding)
    monkeypatch.setattr(Path, "write_bytes", full)
    result = run(deciding, "accept", 8, "--id", "overview.purpose")
    assert result.exit_code == 2 and "No space left" in result.output
    assert contents(deciding) == before


def test_there_is_nothing_to_accept_for_a_round_without_proposals(bundle: Path) -> None:
    result = run(bundle, "accept", 7)
    assert result.exit_code == 2 and "提案がありません" in result.output


def test_a_proposals_file_that_cannot_be_read_is_a_problem(deciding: Path) -> None:
    (deciding / PROPOSALS).write_text("program: x\n", encoding="utf-8")
    result = run(deciding, "check")
    assert result.exit_code == 2 and result.output.startswith(f"{PROPOSALS}: ")
    assert run(deciding, "accept", 8).exit_code == 2


# --- refusals of new-round


def refused(corpus: Path, *arguments: object) -> str:
    """What is told in one line; nothing of the corpus has changed."""
    before = contents(corpus)
    result = run(corpus, "new-round", *arguments)
    assert result.exit_code == 2 and len(result.output.splitlines()) == 1, result.output
    assert contents(corpus) == before and not list(corpus.rglob("round-*.yaml"))
    return result.output


@pytest.mark.parametrize(("number", "told"), [(7, "すでにあります"), (9, "続き番号ではありません")])
def test_a_number_that_is_not_the_next(bundle: Path, call: Path, number: int, told: str) -> None:
    assert told in refused(bundle, number, "--document", call)


def test_a_document_that_is_not_there_or_of_another_kind(bundle: Path, tmp_path: Path) -> None:
    assert "開けません" in refused(bundle, 8, "--document", tmp_path / "none.pdf")
    (tmp_path / "call.odt").write_bytes(b"x")
    assert "対応していません" in refused(bundle, 8, "--document", tmp_path / "call.odt")


def test_a_document_of_pictures_only(bundle: Path, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.rect(72, 72, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    assert "画像だけ" in refused(bundle, 8, "--document", tmp_path / "scan.pdf")


def test_a_document_that_is_cut_off_or_garbled(bundle: Path, call: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.pdf").write_bytes(call.read_bytes()[:2000])
    assert "途中で切れて" in refused(bundle, 8, "--document", tmp_path / "cut.pdf")
    garbled = make_call_pdf(tmp_path / "garbled.pdf", "\n".join(["\ue001\ue002\ufffd" * 12] * 30))
    assert refused(bundle, 8, "--document", garbled)


def test_a_document_without_a_date_needs_one(bundle: Path, tmp_path: Path) -> None:
    undated = tmp_path / "call.txt"
    undated.write_text(call_text().replace("令和8年7月17日  \n", "", 1), encoding="utf-8")
    assert "--issued-on" in refused(bundle, 8, "--document", undated)
    assert "日付ではありません" in refused(bundle, 8, "--document", undated, "--issued-on", "2026-13-01")
    assert run(bundle, "new-round", 8, "--document", undated, "--issued-on", "2026-07-17").exit_code == 0
    assert check_corpus(bundle) == []


def test_a_document_of_somebody_else_needs_its_issuer(bundle: Path, tmp_path: Path) -> None:
    other = tmp_path / "call.txt"
    other.write_text(call_text().replace("大学連携推進室", "架空推進室"), encoding="utf-8")
    assert "--issuer" in refused(bundle, 8, "--document", other)


def test_an_unknown_program_and_a_corpus_with_a_problem(bundle: Path, call: Path) -> None:
    assert "制度「x」" in refused(bundle, 8, "--document", call, "--program", "x")
    program = bundle / "programs" / "j-innovation-hub.yaml"
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("closes_at: 2025-08-27", "closes_at: 2025-08-32"), encoding="utf-8")
    assert "j-innovation-hub.yaml: rounds[6].call.closes_at" in refused(bundle, 8, "--document", call)


def test_a_write_that_fails_takes_everything_back(bundle: Path, call: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.replace

    def full(self: Path, target: Path) -> Path:
        if self.name == "manifest.yaml.part":
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert "No space left" in refused(bundle, 8, "--document", call)
    assert not (bundle / "proposals").exists() and not list((bundle / "programs" / "j-innovation-hub").glob("round-*"))


def test_a_file_in_the_way_is_not_written_over(bundle: Path, call: Path) -> None:
    (bundle / "proposals").mkdir()
    (bundle / PROPOSALS).write_text(dump := "# mine\n", encoding="utf-8")
    result = run(bundle, "new-round", 8, "--document", call)
    assert result.exit_code == 2 and (bundle / PROPOSALS).read_text(encoding="utf-8") == dump
    assert not (bundle / DOCUMENT).exists()


def test_messages_in_english(bundle: Path, call: Path) -> None:
    assert refused(bundle, 9, "--document", call, "--english") == (
        "Round 9 does not follow the newest; the next one is round 8.\n"
    )
