"""Replies from any LangChain chat model, with every protection in one place. `advisor.llm.chat` is the way in.

Nothing of a provider is imported, and no network touched, before the first reply.
"""
