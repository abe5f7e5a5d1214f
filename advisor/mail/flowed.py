"""Text in format=flowed (RFC 3676): lines that a mailer broke are put together again. Pure."""


def unflowed(text: str, delete_space: bool) -> str:
    """`text` with its soft line ends taken out. `delete_space`: DelSp=yes, the way for languages without spaces.

    >>> unflowed("大学も \\n対象ですか\\n> 前の \\n> 文\\n", delete_space=True)
    '大学も対象ですか\\n> 前の文\\n'
    """
    found: list[tuple[int, str]] = []
    flowing = False
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        if flowing and found[-1][0] == depth and content != "-- ":
            found[-1] = (depth, found[-1][1] + content)
        else:
            found.append((depth, content))
        flowing = content.endswith(" ") and content != "-- "
        if flowing and delete_space:
            found[-1] = (depth, found[-1][1][:-1])
    return "\n".join(">" * depth + (" " if depth else "") + content for depth, content in found)
