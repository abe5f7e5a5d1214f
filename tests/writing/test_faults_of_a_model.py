"""A model that is away, slow, broken or wrong: the answer is right all the same, and honest about it."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from llm.scripted_server import Reply, cut_off, empty, failing, hanging, html, invalid_sse, scripted_llm, text
from writing.conftest import Extractive, MakeChat
from writing.model import AS_OF, MODEL, check_events, degraded, is_repair, statement, texts, written

from advisor.answering.events import Event, EventKind
from advisor.answering.flow import answer_events
from advisor.answering.models import Answer, Completeness, Question
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat
from advisor.messages import say
from advisor.verifying.faults import Fault

WHEN, WHO_DECIDES = "締切はいつですか", "最終的に誰が決めるんですか"
CALL, DECIDE = "令和7年8月27日(水)12時必着", "外部有識者による審査委員会において合議の上、選抜拠点を決定します"
GOOD = statement("締切は令和7年8月27日(水)の12時で、必着です。", [1], CALL)
BAD = statement("締切は令和7年9月30日(火)17時です。", [1], CALL)
WORSE = statement("申請には1万円の手数料がかかります。", [1], CALL)
DECIDED = statement("選抜拠点は、外部有識者による審査委員会が合議の上で決定します。", [1], DECIDE)
SOON = {"chat_timeout_s": 0.3, "chat_answer_s": 2.0}
FENCE = "```"
BIG = 100_000

Ask = Callable[..., tuple[list[Event], Answer]]


@pytest.fixture
def ask(knowledge: Knowledge) -> Ask:
    """Asks, checks what holds for every answer, and gives the events that bring something and the last answer."""

    def asked(chat: Chat, question: str = WHEN, as_of: str = AS_OF) -> tuple[list[Event], Answer]:
        events = list(answer_events(Question(text=question, as_of=parse_as_of(as_of)), knowledge, chat))
        last = check_events(events, knowledge)
        return [event for event in events if event.kind is not EventKind.WAITING], last

    return asked


@pytest.fixture
def check_fallback(extractive: Extractive) -> Callable[..., None]:
    """Nothing of the model is shown: the answer of code stands, and a notice says why."""

    def check(found: Answer, why: str, question: str = WHEN) -> None:
        assert texts(found) == texts(extractive(question, AS_OF))
        assert found.composer == "extractive"
        assert found.completeness is Completeness.NONE
        assert degraded(found) == [say(f"answers.{why}", found.language)]

    return check


def check_shown(found: Answer, sentence: str, plain: Answer) -> None:
    """The model's sentence is shown, what it left out is added by code, and nothing is said to be amiss."""
    assert sentence in texts(found)
    assert set(texts(found)) - {sentence} <= set(texts(plain))
    assert found.composer == f"llm:{MODEL}"
    assert found.completeness is not Completeness.NONE
    assert degraded(found) == []


def pieces(*statements: dict[str, Any]) -> int:
    """How many pieces of 8 characters hold the beginning of a reply up to the end of these statements."""
    return -(-len(written(*statements)[:-2]) // 8)


AWAY: dict[str, tuple[Sequence[Reply] | None, dict[str, Any]]] = {
    "gone": (None, {}),
    "slow": ([hanging()], SOON),
    "drips": ([text(written(GOOD), piece_chars=1, delay_s=0.1)], {"chat_answer_s": 0.5}),
    "html": ([html()], {}),
    "empty": ([empty()], {}),
    "blank": ([text(" \n\t\n")], {}),
    "100 kB": ([text("長" * BIG, piece_chars=BIG)], {}),
    "100 kB of JSON": ([text('{"statements": [' + "[" * BIG, piece_chars=4000)], {}),
    "cut off at once": ([cut_off(written(GOOD), after=0)], {}),
    "cut off in the first statement": ([cut_off(written(GOOD), after=3)], {}),
    "no JSON in the stream": ([invalid_sse()], {}),
    "key refused": ([failing(401)], {}),
    "model unknown": ([failing(404)], {}),
    "too many requests": ([failing(429)], {}),
    "server error": ([failing(500)], {}),
    "cut at the limit": ([text('{"statements": [{"text": "締切は', finish="length")], {}),
    "no budget for the answer": ([text(written(GOOD))], {"chat_answer_tokens": 100}),
    "no budget for the day": ([text(written(GOOD))], {"chat_daily_tokens": 0}),
}


@pytest.mark.parametrize(("script", "settings"), AWAY.values(), ids=AWAY)
def test_model_gives_no_answer(
    script: Sequence[Reply] | None,
    settings: dict[str, Any],
    ask: Ask,
    chat_for: MakeChat,
    check_fallback: Callable[..., None],
) -> None:
    if script is None:
        events, found = ask(chat_for(None, **settings))
    else:
        with scripted_llm(script) as server:
            events, found = ask(chat_for(server, **settings))
    assert [event.kind for event in events] == [EventKind.EVIDENCE, EventKind.ANSWER]
    assert found.dropped == ()
    check_fallback(found, "degraded_failed")


UNUSABLE = {
    "prose": "締切は8月の末ごろだと思います。",
    "half JSON": '{"statements": [{"text": "締切は令和7年8月27日です。", "passages": [1',
    "no JSON": "{statements: [締切は8月27日です。]}",
    "other keys": json.dumps({"answer": "締切は令和7年8月27日です。", "confidence": 0.9}, ensure_ascii=False),
    "a list of numbers": "[1, 2, 3]",
    "null": "null",
    "a string": '"締切は令和7年8月27日です。"',
    "statements is a string": '{"statements": "締切は令和7年8月27日です。"}',
    "statements of strings": '{"statements": ["締切は令和7年8月27日です。"]}',
    "text is a number": '{"statements": [{"text": 827, "passages": [1], "quote": "12時必着"}]}',
    "text is empty": written(statement("  ", [1], CALL)),
    "no statements": written(),
    "an error": '{"error": {"message": "overloaded"}}',
    "only thought": "<think>" + written(GOOD),
}


@pytest.mark.parametrize("reply", UNUSABLE.values(), ids=UNUSABLE)
def test_reply_without_a_statement(
    reply: str, ask: Ask, chat_for: MakeChat, check_fallback: Callable[..., None]
) -> None:
    with scripted_llm([text(reply)]) as server:
        _, found = ask(chat_for(server))
    assert found.dropped == ()
    check_fallback(found, "degraded_failed")


READABLE = {
    "JSON": written(GOOD),
    "fence": f"{FENCE}json\n{written(GOOD)}\n{FENCE}",
    "fence with words around": f"The answer:\n{FENCE}json\n{json.dumps({'statements': [GOOD]}, indent=2)}\n{FENCE}\n",
    "bare list": json.dumps([GOOD], ensure_ascii=False),
    "objects one a line": json.dumps(GOOD, ensure_ascii=False) + "\n",
    "within answer": json.dumps({"answer": {"statements": [GOOD]}}, ensure_ascii=False),
    "passages as a string": written({**GOOD, "passages": "[1]"}),
    "passages as a number": written({**GOOD, "passages": 1}),
    "quote in a list": written({**GOOD, "quote": [CALL]}),
    "no quote": written({"text": GOOD["text"], "passages": [1]}),
    "line": f"{GOOD['text']}[1]「{CALL}」",
    "item of a list": f"1. {GOOD['text']} [1] 「{CALL}」\n",
    "lines after prose": f"お答えします\n\n- {GOOD['text']} [1]: 「{CALL}」\n",
    "thought before": f"<think>The deadline is [1]. {written(BAD)}</think>\n{written(GOOD)}",
    "thought before a line": f"<think>maybe 9月30日 [1]</think>\n{GOOD['text']} [1]「{CALL}」",
}


@pytest.mark.parametrize("reply", READABLE.values(), ids=READABLE)
def test_good_reply_in_any_wrapping(reply: str, ask: Ask, chat_for: MakeChat, extractive: Extractive) -> None:
    with scripted_llm([text(reply, piece_chars=5)]) as server:
        events, found = ask(chat_for(server))
    assert events[1].statement is not None
    assert events[1].statement.text == GOOD["text"]
    assert [dropped for dropped in found.dropped if dropped.reasons != (Fault.REPEATS,)] == []
    check_shown(found, GOOD["text"], extractive(WHEN, AS_OF))


@pytest.mark.parametrize(
    "reply",
    [
        cut_off(written(GOOD, DECIDED), after=pieces(GOOD)),
        Reply(text=written(GOOD, DECIDED), piece_chars=len(written(GOOD)) - 2, cut_after=1),
        text(written(GOOD)[:-2] + ", " + "長" * BIG, piece_chars=2000),
        text(written(GOOD)[:-2] + ', {"text": "締切', finish="length"),
    ],
    ids=["cut off", "cut off after one piece", "goes on without end", "cut at the limit"],
)
def test_what_was_shown_before_a_fault_stays(
    reply: Reply, ask: Ask, chat_for: MakeChat, extractive: Extractive
) -> None:
    with scripted_llm([reply, failing(500)]) as server:
        events, found = ask(chat_for(server))
    assert len(server.requests) == 1  # after a fault nothing is sent back
    assert texts(events[1].answer) == [GOOD["text"]]
    plain = extractive(WHEN, AS_OF)
    assert texts(found) == [GOOD["text"], *texts(plain)[1:]]
    assert found.completeness is Completeness.PARTIAL
    check_shown(found, GOOD["text"], plain)


def test_a_stall_after_a_good_sentence(ask: Ask, chat_for: MakeChat, extractive: Extractive) -> None:
    whole = written(GOOD, BAD)
    stalls = Reply(text=whole, piece_chars=len(written(GOOD)) - 2, delay_s=0.4)
    with scripted_llm([stalls]) as server:
        _, found = ask(chat_for(server, chat_timeout_s=2.0, chat_answer_s=0.6))
    check_shown(found, GOOD["text"], extractive(WHEN, AS_OF))


def test_more_than_six_statements_are_not_read(
    ask: Ask, chat_for: MakeChat, check_fallback: Callable[..., None]
) -> None:
    bad = [statement(f"締切は令和7年9月{day}日です。", [1], CALL) for day in range(1, 7)]
    with scripted_llm([text(written(*bad, GOOD)), text(written())]) as server:
        _, found = ask(chat_for(server))
    assert [dropped.text for dropped in found.dropped] == [said["text"] for said in bad]
    check_fallback(found, "degraded_unverified")


def test_made_up_numbers(ask: Ask, chat_for: MakeChat, check_fallback: Callable[..., None]) -> None:
    with scripted_llm([text(written(WORSE, BAD))]) as server:
        events, found = ask(chat_for(server))
    assert len(server.requests) == 2
    assert [event.kind for event in events] == [EventKind.EVIDENCE, EventKind.ANSWER]
    assert [(dropped.text, dropped.repaired) for dropped in found.dropped] == [
        (WORSE["text"], False),
        (BAD["text"], False),
        (WORSE["text"], True),
        (BAD["text"], True),
    ]
    assert Fault.NUMBER in found.dropped[0].reasons
    assert Fault.DATE in found.dropped[1].reasons
    check_fallback(found, "degraded_unverified")


def test_sentence_that_repair_mends_is_kept(ask: Ask, chat_for: MakeChat, extractive: Extractive) -> None:
    misquoted = {**GOOD, "quote": CALL.replace("27", "26")}
    with scripted_llm([text(written(misquoted)), text(written(GOOD))]) as server:
        _, found = ask(chat_for(server))
    first, second = server.requests
    assert not is_repair(first.body)
    assert is_repair(second.body)
    sent_back = second.messages[-1]["content"]
    assert GOOD["text"] in sent_back
    assert say("verifying.quote_not_in_passage", found.language.EN) in sent_back
    assert [(dropped.reasons, dropped.repaired) for dropped in found.dropped] == [
        ((Fault.QUOTE_NOT_IN_PASSAGE,), False)
    ]
    check_shown(found, GOOD["text"], extractive(WHEN, AS_OF))


def test_repair_is_tried_once(ask: Ask, chat_for: MakeChat, check_fallback: Callable[..., None]) -> None:
    with scripted_llm([text(written(BAD)), text(written(WORSE)), text(written(GOOD))]) as server:
        _, found = ask(chat_for(server))
    assert len(server.requests) == 2
    assert [(dropped.text, dropped.repaired) for dropped in found.dropped] == [
        (BAD["text"], False),
        (WORSE["text"], True),
    ]
    check_fallback(found, "degraded_unverified")


def test_nothing_is_sent_back_when_all_is_told(ask: Ask, chat_for: MakeChat, extractive: Extractive) -> None:
    bad = statement("審査委員会は5名です。", [1], DECIDE)
    with scripted_llm([text(written(DECIDED, bad))]) as server:
        _, found = ask(chat_for(server), WHO_DECIDES)
    assert len(server.requests) == 1
    assert texts(found) == [DECIDED["text"]]
    assert [dropped.text for dropped in found.dropped] == [bad["text"]]
    assert found.completeness is Completeness.COMPLETE
    check_shown(found, DECIDED["text"], extractive(WHO_DECIDES, AS_OF))


@pytest.mark.parametrize("fault", [failing(500), hanging(), empty(), html()], ids=["500", "slow", "empty", "html"])
def test_repair_that_fails_takes_nothing_back(
    fault: Reply, ask: Ask, chat_for: MakeChat, extractive: Extractive
) -> None:
    with scripted_llm([text(written(GOOD, BAD)), fault]) as server:
        _, found = ask(chat_for(server, chat_timeout_s=0.5))
    assert len(server.requests) == 2
    assert [dropped.text for dropped in found.dropped] == [BAD["text"]]
    check_shown(found, GOOD["text"], extractive(WHEN, AS_OF))


def test_budget_that_the_first_reply_used_up(ask: Ask, chat_for: MakeChat, check_fallback: Callable[..., None]) -> None:
    with scripted_llm([text(written(BAD), usage=(19_000, 900)), text(written(GOOD))]) as server:
        _, found = ask(chat_for(server, chat_answer_tokens=20_000))
    assert len(server.requests) == 1
    assert [dropped.text for dropped in found.dropped] == [BAD["text"]]
    check_fallback(found, "degraded_failed")


def test_no_request_while_the_breaker_is_open(
    ask: Ask, chat_for: MakeChat, check_fallback: Callable[..., None]
) -> None:
    with scripted_llm([failing(503), text(written(GOOD))]) as server:
        chat = chat_for(server, chat_breaker_faults=1)
        for _ in range(3):
            _, found = ask(chat)
            check_fallback(found, "degraded_failed")
    assert len(server.requests) == 1


def test_a_server_that_comes_back(ask: Ask, chat_for: MakeChat, extractive: Extractive) -> None:
    with scripted_llm([failing(503), text(written(GOOD))]) as server:
        chat = chat_for(server, chat_retries=1)
        _, found = ask(chat)
    check_shown(found, GOOD["text"], extractive(WHEN, AS_OF))


def test_a_question_in_two_parts_of_which_one_fails(ask: Ask, chat_for: MakeChat, extractive: Extractive) -> None:
    both = "締切はいつですか。最終的に誰が決めるんですか。"

    def script(body: dict[str, Any]) -> Reply:
        return text(written(GOOD)) if CALL in body["messages"][-1]["content"] else failing(500)

    with scripted_llm(script) as server:
        events, found = ask(chat_for(server), both)
    assert GOOD["text"] in texts(found)
    assert set(texts(extractive(both, AS_OF))) - set(texts(found)) <= {texts(extractive(WHEN, AS_OF))[0]}
    assert found.composer == f"llm:{MODEL}"
    assert degraded(found) == [say("answers.degraded_failed", found.language)]
    assert [event.kind for event in events].count(EventKind.STATEMENT) >= 1


def test_the_notice_is_in_the_language_of_the_question(
    ask: Ask, chat_for: MakeChat, check_fallback: Callable[..., None]
) -> None:
    _, found = ask(chat_for(None), "When is the deadline?")
    check_fallback(found, "degraded_failed", "When is the deadline?")
    assert degraded(found)[0].isascii()


def test_what_the_model_is_handed(ask: Ask, chat_for: MakeChat) -> None:
    with scripted_llm([text(written(GOOD))]) as server:
        ask(chat_for(server))
    system, user = (message["content"] for message in server.requests[0].messages)
    assert "$" not in system + user
    rows = [json.loads(line) for line in user.splitlines() if line.startswith('{"n"')]
    assert [row["n"] for row in rows] == list(range(1, len(rows) + 1))
    assert CALL in rows[0]["text"]
    assert rows[0]["round"] == 7
    assert WHEN in user
    assert server.requests[0].response_format["json_schema"]["strict"] is True
