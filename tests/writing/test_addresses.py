"""advisor/answering/writing/addresses.py: addresses go round the model, and only tokens that were handed out return."""

import re

import answer_contract
import pytest
from hypothesis import given
from hypothesis import strategies as st
from llm.scripted_server import scripted_llm, text
from writing.conftest import MakeChat
from writing.model import AS_OF, MODEL, statement, texts, written

from advisor.answering.flow import answer
from advisor.answering.models import Question
from advisor.answering.writing.addresses import Addresses, has_token
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.verifying.faults import Fault

MAIL, URL = "innovation2021@landbrains.co.jp", "https://www.meti.go.jp/policy/hub.html?a=1&b=2#top"
DESK = "「産学融合拠点創出事業」事務局(ランドブレイン株式会社内)の地域オープンイノベーション拠点選抜制度担当"
ASK = "問い合わせ先を教えてください"

plain = st.text(st.sampled_from("あ公募。、 \n1a()「」:-"), max_size=8)
addresses = st.one_of(
    st.builds("{}@{}.{}".format, *[st.text("abz09", min_size=1, max_size=4)] * 2, st.sampled_from(["jp", "co.jp"])),
    st.builds("https://{}.jp/{}".format, *[st.text("abz09/-_.", min_size=1, max_size=6)] * 2),
)
mixed = st.lists(st.one_of(plain, addresses.map(lambda each: f" {each} ")), max_size=30).map("".join)


@given(mixed)
def test_what_is_hidden_can_be_shown_again(said: str) -> None:
    tokens = Addresses()
    hidden = tokens.hide(said)
    assert "@" not in hidden
    assert "://" not in hidden
    assert tokens.show(hidden) == said
    assert tokens.hide(said) == hidden
    assert tokens.hide(hidden) == hidden


@given(st.lists(addresses, min_size=1, max_size=30, unique=True))
def test_each_address_has_one_token(several: list[str]) -> None:
    tokens = Addresses()
    hidden = [tokens.hide(each) for each in several]
    assert len(set(hidden)) == len(several)
    assert all(re.fullmatch(r"\[\[(?:mail|url)-\d+\]\]", each) for each in hidden)
    assert [tokens.show(each) for each in hidden] == several


def test_tokens_say_what_they_stand_for() -> None:
    tokens = Addresses()
    assert (
        tokens.hide(f"{URL} か {MAIL} へ。{MAIL} は窓口です。") == "[[url-1]] か [[mail-1]] へ。[[mail-1]] は窓口です。"
    )
    assert tokens.hide("other@example.jp") == "[[mail-2]]"
    assert tokens.hide("name(atmark)example.jp") == "[[mail-3]]"


@pytest.mark.parametrize("written_as", ["[[mail-1]]", "[[ mail-1 ]]", "[[mail-1 ]]"])
def test_a_token_may_be_written_with_blanks(written_as: str) -> None:
    tokens = Addresses()
    tokens.hide(MAIL)
    assert tokens.show(f"宛先は{written_as}です。") == f"宛先は{MAIL}です。"


@pytest.mark.parametrize("token", ["[[mail-2]]", "[[url-1]]", "[[mail-0]]", "[[mail-11]]", "[[ mail-9 ]]"])
def test_a_token_that_was_never_handed_out_stays_and_is_seen(token: str) -> None:
    tokens = Addresses()
    tokens.hide(MAIL)
    assert tokens.show(token) == token
    assert has_token(tokens.show(token))


@pytest.mark.parametrize("said", ["", "[1]", "[[1]]", "mail-1", "[mail-1]", "行列 [[a, b]]", MAIL])
def test_what_is_no_token(said: str) -> None:
    assert not has_token(said)


def test_no_address_passes_through_the_model(knowledge: Knowledge, chat_for: MakeChat) -> None:
    said = statement(f"問い合わせ先は{DESK}で、E-mail は [[mail-1]] です。", [1], "E-mail: [[mail-1]]")
    with scripted_llm([text(written(said)), text(written())]) as server:
        found = answer(Question(text=ASK, as_of=parse_as_of(AS_OF)), knowledge, chat_for(server))
    for request in server.requests:
        assert not any(re.search(r"@|https?://", message["content"]) for message in request.messages)
        assert "[[mail-1]]" in request.messages[-1]["content"]
    assert texts(found) == [f"問い合わせ先は{DESK}で、E-mail は {MAIL} です。"]
    assert found.composer == f"llm:{MODEL}"
    assert "[[" not in found.text
    answer_contract.check(found, knowledge)


def test_an_address_of_the_question_does_not_pass_either(knowledge: Knowledge, chat_for: MakeChat) -> None:
    with scripted_llm([text(written())]) as server:
        asked = f"{ASK}。返信は taro@example.ac.jp へお願いします。"
        answer(Question(text=asked, as_of=parse_as_of(AS_OF)), knowledge, chat_for(server))
    assert server.requests
    assert not any("example.ac.jp" in str(request.messages) for request in server.requests)


def test_a_token_of_nothing_is_not_shown(knowledge: Knowledge, chat_for: MakeChat) -> None:
    said = statement("E-mail の宛先は [[mail-7]] です。", [1], "E-mail: [[mail-1]]")
    with scripted_llm([text(written(said))]) as server:
        found = answer(Question(text=ASK, as_of=parse_as_of(AS_OF)), knowledge, chat_for(server))
    assert "[[" not in found.text
    assert Fault.ADDRESS in found.dropped[0].reasons
    assert "[[" not in server.requests[1].messages[-1]["content"].replace("[[mail-1]]", "").replace("[[mail-7]]", "")
