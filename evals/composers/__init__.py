"""The same questions answered by code, by a language model under the verifier, and by that model in a plain RAG."""
