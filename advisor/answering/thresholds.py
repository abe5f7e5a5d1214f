"""What decides how a question is answered, set on the development questions: classes of questions, never one.

Likeness is that of topics.py: about 3–8 for questions on other things, 8–25 for those on a topic.
"""

TOPIC = 8.0  # likeness from which a topic is answered; questions on other things stay below it
BACKGROUND = 10.0  # the same for a topic of the policy documents: a chance likeness to one of many is easier
OURS = 8.5  # likeness from which a question is on the program or its field at all, …
AWAY = 0.25  # … less this share of its likeness to a question that is known to be on something else
ELSEWHERE_AS_WELL = 0.5  # share of the best likeness up to which that other likeness lets found passages answer
FAMILIAR = 9.5  # likeness from which a question is the program's though it holds words that nobody used yet
ELSEWHERE = 11.0  # likeness from which a topic of the background comes before the list of hubs
CERTAIN = 15.0  # likeness from which a topic comes before a look at the list of hubs
CLOSE = 0.05  # two topics that differ by less than this share are both meant by a very short question
NAMED = 0.7  # share of a comparison's likeness from which a fact of the one round that is named comes before it
INSTEAD = 0.85  # share of the best likeness from which a topic that knows the round asked for is told instead
NEAREST = 0.8  # the same for a fact that a gap names as nearest, where the question asks about the time
SISTER = 0.9  # share of the best likeness from which another fact on the same thing is told as well
RELATED = 0.75  # share of the best likeness from which a further topic may add to the answer
ADDS = 0.15  # share of the question's words that a further topic must add …
ADDS_TO_OWN = 0.3  # … to a topic of the program itself, whose facts say enough alone
ENOUGH = 0.55  # share of a question's words that a passage must hold to be quoted
ENOUGH_ENGLISH = 0.86  # cosine that a passage must reach to be quoted for an English question
SHORT = 9  # characters up to which a question may be too short to tell two topics apart
