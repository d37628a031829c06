"""Comments made by chance, the same at each run, as long as people's own."""

from __future__ import annotations

import random

_OPENINGS = (
    "The chair was", "My social worker is", "They were all", "It felt", "I thought it was",
    "Nobody told us why it was", "The room was", "We were not", "Everybody was so",
)  # fmt: skip
_MIDDLES = (
    "kind", "late", "too long", "rushed", "really helpful", "confusing", "scary", "alright",
    "good at listening", "never on time", "clear about the plan", "different each time",
)  # fmt: skip
_ENDINGS = (
    "and I was scared to say so.", "but she rang me back.", "and they listened to me.",
    "so I did not say anything.", "which made it worse.", "n/a", "and the plan was clear.",
    "because the report came the night before.", "and we moved again.", "thank you.",
)  # fmt: skip


def comments(count: int) -> tuple[str, ...]:
    """Return so many comments of one to four sentences."""
    chance = random.Random(2026)  # noqa: S311 - no secret is drawn
    return tuple(
        " ".join(_sentence(chance) for _ in range(chance.randint(1, 4))) for _ in range(count)
    )


def _sentence(chance: random.Random) -> str:
    parts = (_OPENINGS, _MIDDLES, _ENDINGS)
    return " ".join(chance.choice(part) for part in parts)
