"""Where a case lies, in the words of the place."""

from collections.abc import Iterable, Mapping

from workflows.registry.regions import names_of

# Officers of one county know its name; the township and the village are what they read for.
SHOWN_LEVELS = 2
TOWNSHIP_PATH = 4


def places(regions: Iterable[int]) -> Mapping[int, str]:
    """Township and village of each region, for a whole list in at most one statement."""
    return {code: described(path) for code, path in names_of(set(regions)).items()}


def described(path: tuple[str, ...]) -> str:
    """The last names of a path from the province down."""
    return " ".join(path[-SHOWN_LEVELS:] if len(path) > TOWNSHIP_PATH else path[-1:])
