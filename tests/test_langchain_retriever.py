from langchain_core.runnables import RunnableLambda

from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.langchain_retriever import AdvisorRetriever


def test_retriever_gives_passages_that_can_be_cited(knowledge: Knowledge) -> None:
    found = AdvisorRetriever(knowledge=knowledge, as_of=parse_as_of("2025-08-20")).invoke("申請書の提出先はどこですか")
    assert found
    for document in found:
        text = knowledge.texts[document.metadata["source_id"]]
        assert text[document.metadata["start"] : document.metadata["end"]] == document.page_content
    assert any("landbrains" in document.page_content for document in found[:5])
    assert len({document.id for document in found}) == len(found)


def test_retriever_plugs_into_a_chain(knowledge: Knowledge) -> None:
    chain = AdvisorRetriever(knowledge=knowledge) | RunnableLambda(lambda documents: documents[0].metadata["title"])
    assert isinstance(chain.invoke("国際展開型とは何ですか"), str)


def test_retriever_does_not_tell_of_a_call_before_it_is_known(knowledge: Knowledge) -> None:
    found = AdvisorRetriever(knowledge=knowledge, as_of=parse_as_of("2021-04-01")).invoke("公募期間はいつですか")
    assert all(document.metadata["round"] != 7 for document in found)
