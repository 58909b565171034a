"""Every address of the product by family, with what is sent to it: something that would be done, if whoever sends it may.

Names in `<…>` are filled from the world. A body is a form for pages and JSON for the API; `FILES` stands for an upload.
"""

from collections.abc import Mapping

Body = Mapping[str, object]
DAY = "2027-06-01"
WHY = "omdat de ander ziek is"
FILES: Body = {"files": "proef.bpmn"}
REPORT: Body = {"answers": {}}

ROUTES: Mapping[str, Mapping[str, Body]] = {
    # Needs nobody to be known.
    "open": {
        "GET /melden": {},
        "POST /melden": {},
        "POST /melden/vragen": {},
        "GET /taal/<language>": {},
        "GET /toegankelijkheid": {},
        "GET /aanmelden": {},
        "POST /aanmelden": {"login": "alice", "password": "niet het wachtwoord"},
        "POST /aanmelden/voorbeeld": {"login": "alice"},
        "GET /aanmelden/code": {},
        "GET /static/web/<filename>": {},
        "GET /cijfers": {},
        "GET /mijn/aanmelden": {},
        "POST /mijn/aanmelden": {"naam": "blauwe-vogel", "geheim": "niet de wachtzin"},
        "POST /mijn/taal": {"taal": "en"},
        "GET /mijn/terug": {},
        "POST /mijn/terug": {"code": "M-2222-2222"},
        "GET /mijn/klacht": {},
        "POST /mijn/klacht": {},
        "GET /api/v1/health/live": {},
        "GET /api/v1/health/ready": {},
        "GET /api/v1/openapi.json": {},
        "GET /api/v1/problems": {},
        "GET /api/v1/report/form": {},
        "POST /api/v1/report": REPORT,
        "POST /api/v1/session": {"login": "alice", "demo": True},
    },
    # Ends, or begins, at the log-in.
    "door": {"POST /aanmelden/code": {"code": "123456"}, "POST /afmelden": {}, "POST /mijn/afmelden": {}},
    # A log-in service of an organisation that cannot be reached, and an answer of it that nobody asked for.
    "service": {"POST /aanmelden/dienst": {}},
    "service again": {"POST /opnieuw/dienst": {}},
    "service back": {"GET /aanmelden/dienst/terug": {}},
    # A link that was never given out is nothing to anybody.
    "nothing": {
        "GET /metrics": {},  # these two without the key of who watches over the programs
        "GET /api/v1/health": {},
        "GET /uitnodiging/<code>": {},
        "POST /uitnodiging/<code>": {"password": "vier losse houten stoelen", "again": "vier losse houten stoelen"},
    },
    # A month of figures that nobody has published: whoever reads them first, for everybody else it is not there.
    "month": {"GET /cijfers/<month>": {}, "GET /cijfers/<month>.csv": {}},
    # The same of a year in which groups are compared.
    "year": {"GET /cijfers/gelijk/<year>": {}, "GET /cijfers/gelijk/<year>.csv": {}},
    # The log of events without content: for auditors alone, and none of these is one.
    "event log": {"GET /cijfers/logboek/<format>": {}},
    # Linking an app: whoever is logged in.
    "own app": {"GET /aanmelden/app": {}, "POST /aanmelden/app": {"code": "123456"}},
    # One's own work and account. Lists show what the reader may see: the test of lists looks into them.
    # Somebody with an own page who types this is brought to it.
    "own account": {"GET /mijn": {}},
    "own": {
        "GET /": {},
        "GET /zaken": {},
        "POST /mijn/afwezig": {"van": "01-06-2027", "tot": "02-06-2027"},
        "POST /mijn/sessies/stop": {},
        "POST /mijn/wachtwoord": {"old": "x", "password": "vier losse houten stoelen", "again": "vier losse houten stoelen"},
        "GET /opnieuw": {},
        "POST /opnieuw": {"proof": "x"},
        "GET /processen": {},
        "GET /processen/<key>": {},
        "GET /processen/<definition>.bpmn": {},
        "GET /tweede-paar-ogen": {},
        "GET /rechten": {},
        "GET /api/v1/cases": {},
        "GET /api/v1/tasks": {},
        "GET /api/v1/messages": {},
        "GET /api/v1/signals": {},
        "GET /api/v1/second-look": {},
        "GET /api/v1/session": {},
        "DELETE /api/v1/session": {},
        "POST /api/v1/session/proof": {"proof": "x"},
        "GET /api/v1/absences": {},
        "POST /api/v1/absences": {"since": "2027-06-01", "until": "2027-06-02"},
        "GET /api/v1/processes": {},
        "GET /api/v1/processes/<key>": {},
        "GET /api/v1/processes/<key>/<version>.bpmn": {},
        "GET /api/v1/forms/<form>/<version>": {},
    },
    # Somebody else's session is nobody's.
    "own session": {"POST /mijn/sessies/<session>/stop": {}},
    "own absence": {
        "POST /team/afwezig/<absence>/terug": {},
        "POST /mijn/afwezig/<absence>/terug": {},
        "DELETE /api/v1/absences/<absence>": {},
    },
    # The case itself: whoever stands in it now.
    "case": {
        "GET /zaken/<reference>": {},
        "GET /zaken/<reference>/paden/<instance>.json": {},
        "GET /zaken/<reference>/tijdlijn": {},
        "GET /zaken/<reference>/formulieren": {},
        "GET /zaken/<reference>/onderdelen": {},
        "GET /zaken/<reference>/plan": {},
        "GET /zaken/<reference>/familie": {},
        "GET /zaken/<reference>/kluis": {},
        "GET /api/v1/cases/<reference>": {},
        "GET /api/v1/cases/<reference>/events": {},
        "GET /api/v1/cases/<reference>/plan": {},
        "GET /api/v1/cases/<reference>/family": {},
    },
    "content": {
        "POST /zaken/<reference>/inzage/<sealed>": {"doel": "task"},
        "POST /api/v1/cases/<reference>/content/<sealed>": {"purpose": "task"},
    },
    "plan": {
        "POST /zaken/<reference>/plan/stap": {"stap": "overleg", "wat": "praten", "waarom": WHY, "wie": "meldpunt", "dag": "01-06-2027"},
        "POST /api/v1/cases/<reference>/plan/steps": {"step": "overleg", "text": "praten", "reason": WHY, "owner": "meldpunt", "due": DAY},
    },
    "family": {
        "POST /zaken/<reference>/familie": {"zaak": "M-AAAA-AAAA", "soort": "sibling", "akkoord": "ja"},
        "POST /api/v1/cases/<reference>/family": {"other": "M-AAAA-AAAA", "kind": "sibling", "agreed": True},
    },
    "part": {
        "POST /zaken/<reference>/familie/<relation>/los": {},
        "DELETE /api/v1/cases/<reference>/family/<relation>": {},
    },
    "vault": {
        "POST /zaken/<reference>/kluis": {"reden": "court"},
        "POST /api/v1/cases/<reference>/vault": {"code": "court"},
    },
    # Using a right for the person; the file itself stands open to nobody before a second person agreed.
    "requests": {
        "GET /zaken/<reference>/rechten": {},
        "POST /zaken/<reference>/rechten/meenemen": {"meenemen": "access"},
        "POST /zaken/<reference>/rechten/wissen": {"zone": "SOC", "wissen": "asked"},
    },
    "requests open": {
        "GET /zaken/<reference>/rechten/alles.json": {},
        "GET /zaken/<reference>/rechten/alles.pdf": {},
    },
    "own key": {
        "GET /zaken/<reference>/eigen-pagina": {},
        "POST /zaken/<reference>/eigen-pagina/aanvragen": {},
    },
    "own key out": {"POST /zaken/<reference>/eigen-pagina/uitgeven": {}},
    "pause": {
        "GET /zaken/<reference>/stilstaan": {},
        "POST /zaken/<reference>/stilstaan": {"reden": "personAsked"},
        "POST /api/v1/cases/<reference>/pause": {"reason": "personAsked"},
    },
    "resume": {"POST /api/v1/cases/<reference>/resume": {}},
    "resume page": {"POST /zaken/<reference>/verder": {}},  # of a case that does not stand still: the page has no button
    "escalate": {"POST /api/v1/cases/<reference>/escalate": {"reason": WHY}},
    # One task: those it is for, and the director.
    "task": {
        "GET /taken/<task>": {},
        "POST /taken/<task>/velden": {},
        "GET /api/v1/tasks/<task>": {},
    },
    "task do": {
        "POST /taken/<task>": {"bedrag": "duizend"},
        "POST /taken/<task>/oppakken": {},
        "POST /api/v1/tasks/<task>/claim": {},
        "POST /api/v1/tasks/<task>/complete": {"answers": {"bedrag": "duizend"}},
    },
    # What somebody typed is kept for that person, whoever may complete it.
    "task draft": {
        "POST /taken/<task>/concept": {"bedrag": "dui"},
        "PUT /api/v1/tasks/<task>/draft": {"answers": {"bedrag": "dui"}},
    },
    "task held": {
        "POST /taken/<task>/loslaten": {},
        "POST /taken/<task>/vragen": {"wie": "<colleague>"},
        "POST /taken/<task>/teruggeven": {},
        "POST /api/v1/tasks/<task>/release": {},
        "POST /api/v1/tasks/<task>/delegate": {"account": "<colleague>"},
        "POST /api/v1/tasks/<task>/hand-back": {},
    },
    "task move": {
        "POST /taken/<task>/overdragen": {"wie": "<colleague>", "reden": WHY},
        "POST /api/v1/tasks/<task>/reassign": {"account": "<colleague>", "reason": WHY},
    },
    "task push": {
        "POST /api/v1/tasks/<task>/nudge": {},
        "POST /api/v1/tasks/<task>/extend": {"to": "2027-06-01", "reason": WHY},
    },
    # Watching over cases that do not move.
    "stuck": {"GET /vast": {}, "GET /vast/beeld": {}, "GET /api/v1/stuck": {}},
    "stuck case": {
        "GET /vast/<reference>/<action>?taak=<task>": {},
        "POST /vast/<reference>/<action>": {"taak": "<task>"},
    },
    "incident": {"POST /api/v1/incidents/<incident>/retry": {}},
    # The processes and what reaches all cases.
    "design": {"GET /processen/inbrengen": {}, "POST /processen/inbrengen": FILES, "POST /api/v1/processes": FILES},
    "signal": {
        "GET /signalen": {},
        "GET /signalen/<name>": {},
        "POST /signalen/<name>": {"country": "SY", "safety": "unsafe", "zeker": "ja"},
    },
    "signal api": {"POST /api/v1/signals": {"name": "<name>", "payload": {"country": "SY", "safety": "unsafe"}}},
    "message": {"POST /api/v1/messages": {"name": "<message>", "key": "<reference>", "payload": {}}},
    # What takes two.
    "proposal page": {"POST /tweede-paar-ogen/voorstellen/<proposal>": {"doe": "bevestigen"}},
    "proposal": {
        "POST /api/v1/proposals/<proposal>/decision": {"accept": True},
    },
    # The same act about a right of somebody: for administrators.
    "right page": {"POST /tweede-paar-ogen/voorstellen/<right>": {"doe": "bevestigen"}},
    "right": {"POST /api/v1/proposals/<right>/decision": {"accept": True}},
    "review": {
        "POST /tweede-paar-ogen/nakijken/<review>": {"oordeel": "right"},
        "POST /api/v1/reviews/<review>/close": {"verdict": "right"},
    },
    "seal": {
        "POST /tweede-paar-ogen/verzegelen": {"zone": "ID", "doe": "sluiten"},
        "GET /api/v1/seals": {},
        "POST /api/v1/seals": {"zones": ["ID"]},
    },
    "glass": {
        "GET /noodtoegang": {},
        "POST /noodtoegang": {"zaak": "<reference>", "zone": "MED", "reden": "life"},
        "POST /api/v1/cases/<reference>/glass": {"zone": "MED", "code": "life"},
    },
    "back": {"GET /terugkomen": {}, "POST /terugkomen": {"code": "<reference>"}},
    "demand": {"GET /vorderingen": {}, "POST /vorderingen": {"kenmerk": "<reference>"}},
    # Accounts and places.
    "administer": {
        "GET /beheer": {},
        "GET /beheer/nieuw": {},
        "POST /beheer/nieuw": {"login": "nieuw", "name": "Nieuw Mens"},
        "GET /beheer/mensen/<account>": {},
        "POST /beheer/mensen/<account>/<what>": {"role": "1:meldpunt.triagist", "reason": WHY},
        "POST /beheer/mensen/<account>/rol/<role>/weg": {},
        "POST /beheer/mensen/<account>/stop": {},
        "POST /beheer/mensen/<gone>/terug": {},
        "POST /beheer/mensen/<account>/token": {"name": "proef", "days": "30"},
        "POST /beheer/mensen/<account>/token/<token>/weg": {},
        "GET /beheer/organisaties": {},
        "GET /beheer/organisaties/nieuw": {},
        "POST /beheer/organisaties/nieuw": {"name": "Nieuw", "key": "nieuw", "lanes": "ggd"},
        "GET /beheer/organisaties/<organisation>": {},
        "POST /beheer/organisaties/<organisation>": {"name": "Anders", "lanes": "ggz"},
        "POST /beheer/organisaties/<organisation>/stop": {},
        "GET /beheer/rooster": {},
        "POST /beheer/rooster": {"account": "<account>", "role": "ggz.behandelaar", "since": "2027-06-01T08:00", "until": "2027-06-01T16:00"},
        "POST /beheer/rooster/<duty>/weg": {},
        "GET /api/v1/accounts": {},
        "POST /api/v1/accounts": {"login": "nieuw", "name": "Nieuw Mens"},
        "GET /api/v1/accounts/<account>": {},
        "PUT /api/v1/accounts/<account>": {"name": "Ander Mens"},
        "POST /api/v1/accounts/<account>/reset": {},
        "POST /api/v1/accounts/<account>/end": {},
        "POST /api/v1/accounts/<gone>/return": {},
        "DELETE /api/v1/accounts/<account>/roles/<role>": {},
        "DELETE /api/v1/accounts/<administrator>/administrator": {},
        "DELETE /api/v1/accounts/<account>/identities/<identity>": {},
        "POST /api/v1/accounts/<account>/tokens": {"name": "proef", "days": 30},
        "DELETE /api/v1/tokens/<token>": {},
        "POST /api/v1/accounts/<account>/rights": {"kind": "password", "reason": WHY},
        "GET /api/v1/organisations": {},
        "PUT /api/v1/organisations/<organisation>": {"name": "Nieuw", "lanes": "ggd"},
        "POST /api/v1/organisations/<organisation>/end": {},
        "GET /api/v1/roster": {},
        "POST /api/v1/roster": {"account": "<account>", "role": "ggz.behandelaar", "since": f"{DAY}T08:00:00Z", "until": f"{DAY}T16:00:00Z"},
        "DELETE /api/v1/roster/<duty>": {},
    },
    "close day": {
        "GET /sluitingsdagen": {},
        "POST /sluitingsdagen": {"dag": "1-6-2027", "organisatie": "ggd"},
        "POST /sluitingsdagen/<day>/weg": {},
        "GET /api/v1/closing-days": {},
        "POST /api/v1/closing-days": {"day": "2027-06-01", "reason": WHY},
        "DELETE /api/v1/closing-days/<day>": {},
    },
    "team": {"GET /team": {}},
    "team member": {
        "GET /team/<account>/afwezig": {},
        "POST /team/<account>/afwezig": {"van": "1-6-2027", "tot": "2-6-2027"},
    },
    # The own page of the person, whose addresses name no case.
    "mine": {
        "GET /mijn/": {},
        "GET /mijn/alles.json": {},
        "GET /mijn/alles.pdf": {},
        "GET /mijn/zeg/<said>": {},
        "POST /mijn/zeg/<said>": {},
        "POST /mijn/recht": {"recht": "access"},
        "GET /mijn/wachtzin": {},
        "POST /mijn/wachtzin": {"wachtzin": "vier losse houten stoelen"},
    },
    "mine consent": {"POST /mijn/toestemming/<consent>/intrekken": {}},
    "mine task": {"GET /mijn/taken/<owntask>": {}, "POST /mijn/taken/<owntask>": {"steun": "ja"}},
    # A task that somebody else has; and destroying what the law closed, while it closed nothing.
    "mine not": {"GET /mijn/taken/<hubtask>": {}, "GET /mijn/vernietigen": {}, "POST /mijn/vernietigen": {}},
}  # fmt: skip

TASK_FAMILIES = ("task", "task do", "task draft", "task held", "task move", "task push")


def of_the_hub() -> dict[str, dict[str, Body]]:
    """The same addresses for a task of the director's own organisation, which those who watch over it see too."""
    return {
        f"hub {family}": {_hub(address): _among(body) for address, body in ROUTES[family].items()}
        for family in TASK_FAMILIES
    }


def _hub(address: str) -> str:
    return address.replace("<task>", "<hubtask>")


def _among(body: Body) -> Body:
    return {name: "<hubcolleague>" if value == "<colleague>" else value for name, value in body.items()}
