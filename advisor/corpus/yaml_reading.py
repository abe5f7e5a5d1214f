"""YAML files of the corpus: dates stay text (the models read them and name the path); no key may stand twice."""

from pathlib import Path
from typing import Any

import yaml

from advisor.corpus.problems import Problem, problem

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is about ten times as fast
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _Loader(_Base):  # type: ignore[misc]  # the base is chosen at run time
    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML's own class attribute
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
        for first, resolvers in _Base.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue  # PyYAML refuses it with its place
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key '{key.value}' stands twice", key.start_mark
                )
            seen.add(key.value)
        return dict(super().construct_mapping(node, deep))


def read_yaml(path: Path, file: str) -> tuple[dict[str, Any], list[Problem]]:
    """The mapping in the file, or an empty one and what is wrong. `file`: the name to give it in problems."""
    try:
        data = yaml.load(path.read_bytes().decode("utf-8"), Loader=_Loader)  # a safe loader
    except FileNotFoundError:
        return {}, [problem("corpus_missing_file", file, "-", name=file)]
    except (OSError, UnicodeDecodeError) as error:
        return {}, [problem("corpus_unreadable", file, "-", detail=error)]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        at = f"line {mark.line + 1}" if mark else "-"
        return {}, [problem("corpus_bad_yaml", file, at, detail=error.problem or "")]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return {}, [problem("corpus_bad_yaml", file, "-", detail=error)]
    if not isinstance(data, dict):
        return {}, [problem("corpus_bad_yaml", file, "-", detail="not a mapping")]
    return data, []
