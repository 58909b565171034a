"""The organisations and accounts of the demonstration and the scenarios. All invented."""

from dataclasses import dataclass

from engine.model import Account, Membership, Organisation
from engine.store.protocol import Transaction

Seat = tuple[str, str]  # lane, role


@dataclass(frozen=True, slots=True)
class Somebody:
    """An account with where it works."""

    login: str
    name: str
    organisation: str
    seats: tuple[Seat, ...]
    admin: bool = False


ORGANISATIONS: tuple[tuple[str, str, str], ...] = (
    ("meldpunt", "Landelijk meldpunt", "meldpunt"),
    ("landelijk", "Landelijke escalatietafel", "landelijk"),
    ("fonds", "Fonds Perspectief", "fonds"),
    ("toetsing", "Bureau Juridische Toetsing", "juridisch"),
    ("advocaten", "Advocatenkantoor De Linde", "advocatuur"),
    ("vwn", "VluchtelingenWerk Midden", "vwn"),
    ("rodekruis", "Rode Kruis", "rodekruis"),
    ("erkenning", "Bureau Erkenning", "onderwijs"),
    ("ggd", "GGD Rivierenland", "ggd"),
    ("huisarts", "Huisartsenpraktijk Oost", "gp"),
    ("ggz", "GGZ De Brug", "ggz"),
    ("iom", "IOM Nederland", "iom"),
    ("weerthuis", "Stichting Weer Thuis", "return_ngo"),
    ("partner", "Ontvangstpartner", "ontvangstpartner"),
    ("fasehuis", "Fasehuis De Brug", "fasehuis"),
    ("nidos", "Nidos", "nidos"),
    ("gemeente", "Gemeente Rivierstad", "gemeente"),
    ("opvang", "Opvang De Haven", "opvang"),
    ("coa", "COA", "coa"),
    ("dji", "DJI", "dji"),
    ("ind", "IND", "ind"),
    ("dtenv", "DTenV", "dtenv"),
    ("fg", "Bureau Gegevensbescherming", "dpo"),
    ("avim", "Politie/AVIM", "avim"),
    ("kmar", "Koninklijke Marechaussee", "kmar"),
    ("comensha", "CoMensha", "comensha"),
    ("jeugd", "Jeugdhulp Rivierstad", "jeugd"),
    ("toezicht", "Bureau Onafhankelijk Toezicht", "toezichthouder"),
    ("ervaring", "Raad van ervaringsdeskundigen", "ervaring"),
    ("klachten", "Bureau Klachtbehandeling", "klachten"),
    ("huisjurist", "Huisjurist", "huisjurist"),
)

PEOPLE: tuple[Somebody, ...] = (
    Somebody("tara", "Tara Blom", "meldpunt", (("meldpunt", "triagist"),)),
    Somebody("alice", "Alice de Wit", "meldpunt", (("meldpunt", "casusregisseur"),)),
    Somebody("bob", "Bob Vermeer", "meldpunt", (("meldpunt", "casusregisseur"), ("meldpunt", "begeleider"))),
    Somebody("samira", "Samira Haddou", "meldpunt", (("meldpunt", "begeleider"), ("meldpunt", "outreach"))),
    Somebody("dora", "Dora Jansen", "meldpunt", (("meldpunt", "teamleider"),)),
    Somebody("coen", "Coen Bakker", "meldpunt", (("meldpunt", "coordinator"),)),
    Somebody("noor", "Noor van Dijk", "meldpunt", (("meldpunt", "dienstdoende"),)),
    Somebody("pim", "Pim de Graaf", "meldpunt", (("meldpunt", "procesregisseur"),)),
    Somebody("tess", "Tess Mulder", "meldpunt", (("meldpunt", "tweedeControle"),)),
    Somebody("eva", "Eva Smit", "landelijk", (("landelijk", "escalatietafel"), ("landelijk", "secretariaat"))),
    Somebody("ben", "Ben Peters", "landelijk", (("landelijk", "bestuur"),)),
    Somebody("anna", "Anna Visser", "fonds", (("fonds", "behandelaar"),)),
    Somebody("bram", "Bram de Boer", "fonds", (("fonds", "beslisser"),)),
    Somebody("femke", "Femke Postma", "fonds", (("fonds", "plaatsvervangendBeslisser"),)),
    Somebody("joris", "Joris Hendriks", "toetsing", (("juridisch", "toetser"),)),
    Somebody("leila", "Leila Karimi", "advocaten", (("advocatuur", "advocaat"),)),
    Somebody("vera", "Vera Kuipers", "vwn", (("vwn", "begeleider"),)),
    Somebody("joost", "Joost van Leeuwen", "rodekruis", (("rodekruis", "bemiddelaar"),)),
    Somebody("rosa", "Rosa Martens", "erkenning", (("onderwijs", "adviseur"),)),
    Somebody("gijs", "Gijs Dekker", "ggd", (("ggd", "zorgcoordinator"),)),
    Somebody("sanne", "Sanne Maas", "ggd", (("ggd", "screener"),)),
    Somebody("hugo", "Hugo Brouwer", "huisarts", (("gp", "huisarts"),)),
    Somebody("zoe", "Zoë Willems", "ggz", (("ggz", "behandelaar"),)),
    Somebody("ines", "Inès Moreau", "iom", (("iom", "counsellor"),)),
    Somebody("rik", "Rik Prins", "iom", (("iom", "reisbegeleider"),)),
    Somebody("nadia", "Nadia el Amrani", "weerthuis", (("return_ngo", "counsellor"),)),
    Somebody("omar", "Omar Saidi", "weerthuis", (("return_ngo", "begeleider"),)),
    Somebody("youssef", "Youssef Benali", "partner", (("ontvangstpartner", "partner"),)),
    Somebody("nina", "Nina Bos", "nidos", (("nidos", "voogd"),)),
    Somebody("greet", "Greet Vos", "gemeente", (("gemeente", "casuscoordinator"),)),
    Somebody("otto", "Otto Schouten", "opvang", (("opvang", "coordinator"), ("opvang", "begeleider"))),
    Somebody("cas", "Cas Hofman", "coa", (("coa", "casemanager"),)),
    Somebody("jet", "Jet Wolters", "jeugd", (("jeugd", "gedragsdeskundige"), ("jeugd", "begeleider"))),
    Somebody("aukje", "Aukje Hoekstra", "toezicht", (("toezichthouder", "auditor"),)),
    Somebody("rahim", "Rahim Nazari", "ervaring", (("ervaring", "raadslid"),)),
    Somebody("fleur", "Fleur Aalders", "fg", (("dpo", "functionaris"),)),
    Somebody("floor", "Floor Wouters", "fg", (("dpo", "plaatsvervanger"),)),
    Somebody("mona", "Mona Kramer", "comensha", (("comensha", "medewerker"),)),
    Somebody("malika", "Malika Idrissi", "fasehuis", (("fasehuis", "partner"),)),
    Somebody("dirk", "Dirk de Vries", "dji", (("dji", "casemanager"),)),
    Somebody("charlie", "Charlie Kok", "avim", (("avim", "toezicht"),)),
    Somebody("beheer", "Bea Hermans", "meldpunt", (), admin=True),
    Somebody("controle", "Cor Trommel", "meldpunt", (), admin=True),
    Somebody("katja", "Katja Verhoeven", "klachten", (("klachten", "behandelaar"),)),
    Somebody("kees", "Kees Wolters", "klachten", (("klachten", "plaatsvervanger"),)),
    Somebody("julia", "Julia Roos", "huisjurist", (("huisjurist", "jurist"),)),
    Somebody("jan", "Jan Terpstra", "huisjurist", (("huisjurist", "collega"),)),
)


def add_people(tx: Transaction) -> None:
    """Write the organisations and accounts, once."""
    ids = {row.key: row.id for row in tx.find(Organisation)}
    for key, name, lanes in ORGANISATIONS:
        if key not in ids:
            ids[key] = tx.add(Organisation(key=key, name=name, lanes=lanes)).id
    for somebody in PEOPLE:
        if tx.find(Account, login=somebody.login):
            continue
        mail = f"{somebody.login}@{somebody.organisation}.example"
        account = tx.add(Account(login=somebody.login, name=somebody.name, email=mail, admin=somebody.admin))
        for lane, role in somebody.seats:
            tx.add(Membership(account=account.id, organisation=ids[somebody.organisation], lane=lane, role=role))
