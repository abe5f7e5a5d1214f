"""Models of a few hundred kilobytes, in the format of real ones: random weights, a tokenizer trained on the corpus."""

import os
from pathlib import Path
from typing import Any

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # it warns when a test forks

VOCABULARY = 2000


def texts(corpus: Path) -> list[str]:
    """All lines of the corpus's text documents."""
    return [line for path in sorted(corpus.glob("documents/*.txt")) for line in path.read_text("utf-8").splitlines()]


def save_embedder(folder: Path, corpus: Path, seed: int = 0) -> Path:
    """A SentenceTransformer: transformer, mean pooling, prompts of its own. 32 dimensions."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertModel

    torch.manual_seed(seed)
    plain = folder.with_name(f"{folder.name}-plain")
    BertModel(_config()).save_pretrained(plain)
    _tokenizer(corpus).save_pretrained(plain)
    transformer = Transformer(str(plain))
    modules = [transformer, Pooling(transformer.get_embedding_dimension())]
    prompts = {"query": "検索クエリ: ", "document": "検索文書: "}
    SentenceTransformer(modules=modules, prompts=prompts).save(str(folder))
    return folder


def save_reranker(folder: Path, corpus: Path, seed: int = 0, labels: int = 1) -> Path:
    """A cross-encoder with `labels` scores for each pair."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertForSequenceClassification

    torch.manual_seed(seed)
    plain = folder.with_name(f"{folder.name}-plain")
    BertForSequenceClassification(_config(num_labels=labels)).save_pretrained(plain)
    _tokenizer(corpus).save_pretrained(plain)
    CrossEncoder(str(plain), device="cpu").save_pretrained(str(folder))
    return folder


def _config(**changes: Any) -> Any:
    from transformers import BertConfig

    # weights ten times as far apart as usual, so that a model of this size tells texts apart
    return BertConfig(
        vocab_size=VOCABULARY,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=256,
        initializer_range=0.2,
        **changes,
    )


def _tokenizer(corpus: Path) -> Any:
    """Byte pairs trained on the corpus: no character is unknown."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    special = {"pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=list(special.values()),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts(corpus), trainer)
    ends = [(token, tokenizer.token_to_id(token)) for token in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=ends
    )
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=256, **special)
