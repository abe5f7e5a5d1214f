"""Why a statement may not be shown."""

from enum import StrEnum


class Fault(StrEnum):
    """One reason each; messages/verifying.toml has a sentence for it."""

    # what it cites
    NO_QUOTE = "no_quote"
    UNKNOWN_CITATION = "unknown_citation"
    QUOTE_NOT_IN_PASSAGE = "quote_not_in_passage"
    QUOTE_NOT_IN_SOURCE = "quote_not_in_source"
    # what it says by figure and name
    ADDRESS = "address_not_in_quote"
    DATE = "date_not_in_quote"
    TIME = "time_not_in_quote"
    NUMBER = "number_not_in_quote"
    ROUND = "round_not_in_quote"
    QUOTED_WORDS = "quoted_words_not_in_quote"
    NAME = "name_not_in_quote"
    PAIRING = "value_of_another_item"
    # how it says it
    NEGATION = "negation_differs"
    OBLIGATION = "obligation_differs"
    CONDITION = "condition_left_out"
    ONLY = "only_differs"
    CERTAINTY = "certainty_differs"
    CONNECTIVE = "and_or_differs"
    BOUND = "bound_differs"
    OPPOSITE = "opposite_term"
    TYPE = "type_differs"
    ROLE = "role_differs"
    UNSUPPORTED = "not_in_quote"
    # whether it is told of the right thing
    OTHER_ROUND = "other_round"
    OTHER_PROGRAM = "other_program"
    CONTRADICTS = "contradicts_program"
    OFF_QUESTION = "off_question"
    ASKS = "asks_instead"
    MARKUP = "markup"
    REPEATS = "repeats"
    INSTRUCTION = "instruction_followed"
