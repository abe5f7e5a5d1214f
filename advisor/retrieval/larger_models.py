"""Loads the models of the extra `models`, from a folder or by their names on Hugging Face.

Shared by the embedder and the reranker: which device, which files, what can go wrong, and what a model is called in an
index. Nothing here imports torch before a model is asked for.
"""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from advisor.errors import ServiceFault
from advisor.settings import Settings

# What a model is made of. A folder may hold the same weights once more for other engines; they are never read.
_PARTS = {".json", ".safetensors", ".bin", ".model", ".txt"}
_OTHER_ENGINES = {"onnx", "openvino"}
_DIGITS = 12  # of a hash, in a name

log = logging.getLogger(__name__)


def load_model(kind: str, name: str, settings: Settings, unavailable: str, **further: Any) -> Any:
    """The model `name` as an instance of the class `kind` of sentence-transformers, on the device that is set.

    Raises ServiceFault: the extra is not installed, there is no such device, or the files are missing or broken (code
    `unavailable`).
    """
    try:
        import sentence_transformers  # noqa: PLC0415  torch comes with it: seconds, and hundreds of megabytes
    except (ImportError, OSError) as missing:  # OSError: a library of torch's that the system cannot load
        raise ServiceFault("models_extra_missing", model=name) from missing
    make: Callable[..., Any] = getattr(sentence_transformers, kind)
    _check_device(settings.models_device)
    try:
        return make(
            name,
            device=None if settings.models_device == "auto" else settings.models_device,
            cache_folder=_downloads(settings),
            local_files_only=settings.models_offline,
            **further,
        )
    # OSError and ValueError for what is missing; safetensors, tokenizers and torch each have their own for broken files
    except Exception as fault:
        log.warning("the model %s cannot be loaded: %s", name, " ".join(str(fault).split()))
        raise ServiceFault(unavailable, model=name) from fault


def name_of(name: str, settings: Settings) -> str:
    """What a loaded model is called wherever vectors are kept: differs when the model does, not when its folder moves.

    A folder is named by its last part and a hash of its content, a model of Hugging Face by its name and commit.
    """
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415  loading has brought it in

    folder = Path(name)
    if folder.is_dir():
        return f"{folder.resolve().name}@{content_hash(folder)}"
    for file in ("modules.json", "config.json"):
        cached = try_to_load_from_cache(name, file, cache_dir=_downloads(settings))
        if isinstance(cached, str):  # …/snapshots/COMMIT/config.json
            return f"{name}@{Path(cached).parent.name[:_DIGITS]}"
    return name


def content_hash(folder: Path) -> str:
    """Twelve hexadecimal digits of all files that a model is made of: names and content. A gigabyte takes a second."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda each: each.relative_to(folder).as_posix()):
        inside = path.relative_to(folder)
        if path.suffix not in _PARTS or any(part in _OTHER_ENGINES or part.startswith(".") for part in inside.parts):
            continue
        with path.open("rb") as file:
            digest.update(f"{inside.as_posix()}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\0".encode())
    return digest.hexdigest()[:_DIGITS]


def _downloads(settings: Settings) -> str:
    """The folder of downloaded files; sentence-transformers would take another one by a variable of its own."""
    from huggingface_hub.constants import HF_HUB_CACHE  # noqa: PLC0415

    return str(settings.models_dir or HF_HUB_CACHE)


def _check_device(device: str) -> None:
    """Raises ServiceFault when torch cannot use the device: it would say so only after the files were read, in its own
    words."""
    import torch  # noqa: PLC0415

    usable = {"cuda": torch.cuda.is_available, "mps": torch.backends.mps.is_available}
    if device in usable and not usable[device]():
        raise ServiceFault("device_unavailable", device=device)
