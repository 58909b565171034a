"""What a production server must not hold."""

from engine.engine import Engine
from engine.errors import Misconfigured
from engine.model import Account
from perspectief.people import PEOPLE
from perspectief.settings import Settings


def refuse_demonstration_people(engine: Engine, settings: Settings) -> None:
    """Raises Misconfigured when accounts of the demonstration, whose names everybody knows, are in a production database."""
    if not settings.production:
        return
    known = {f"{somebody.login}@{somebody.organisation}.example" for somebody in PEOPLE}
    with engine.desk.store.reading() as reader:
        found = reader.find(Account, login=tuple(somebody.login for somebody in PEOPLE), active=True)
    people = [row.login for row in found if row.email in known]
    if people:
        raise Misconfigured(
            f"This database holds accounts of the demonstration ({', '.join(people[:3])} …): production begins with an empty one."
        )
