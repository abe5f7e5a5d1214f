"""Who does something, and in which workspace: every row that is kept says both."""

from advisor.values import Value

LOCAL_WORKSPACE = "local"
LOCAL_ACTOR = "local"


class Actor(Value):
    """Who does something, and in which workspace. In local mode there is one of each."""

    id: str = LOCAL_ACTOR
    name: str = "この端末の利用者"
    workspace: str = LOCAL_WORKSPACE
