"""What a designer reads when a form file is not right: one sentence per code with what to do, Dutch and English."""

from forms.model import Finding, Text

FINDINGS: dict[str, tuple[str, str]] = {
    "file.size": (
        "Het bestand is groter dan {limit} tekens. Maak het formulier kleiner.",
        "The file is larger than {limit} characters. Make the form smaller.",
    ),
    "file.json": ("Het bestand is geen goede JSON: {why}.", "The file is not proper JSON: {why}."),
    "file.shape": (
        "Dit is geen form-js-formulier: er is geen lijst ‘components’.",
        "This is not a form-js form: there is no list ‘components’.",
    ),
    "form.id": (
        "Geef het formulier een id van letters, cijfers en _.",
        "Give the form an id of letters, digits and _.",
    ),
    "form.size": (
        "Het formulier heeft meer dan {limit} vragen. Verdeel het.",
        "The form has more than {limit} fields. Split it.",
    ),
    "key.twice": (
        "Deze sleutel komt twee keer voor. Geef elke vraag een eigen sleutel.",
        "This key is used twice. Give each field its own key.",
    ),
    "key.name": (
        "‘{name}’ kan geen sleutel zijn. Gebruik letters, cijfers en _.",
        "‘{name}’ cannot be a key. Use letters, digits and _.",
    ),
    "key.reserved": (
        "Deze sleutel is een vast woord in expressies. Kies een andere.",
        "This key is a fixed word in expressions. Choose another one.",
    ),
    "component.shape": ("Een onderdeel is geen JSON-object.", "A component is not a JSON object."),
    "component.type": (
        "Het onderdeel ‘{type}’ wordt niet ondersteund. Gebruik tekst, getal, datum, keuze, lijst, groep of expressie.",
        "The component ‘{type}’ is not supported. Use text, number, date, choice, list, group or expression.",
    ),
    "component.source": (
        "‘{name}’ wordt niet ondersteund. Noem de lijst in de eigenschap ‘source’.",
        "‘{name}’ is not supported. Name the list in the property ‘source’.",
    ),
    "component.computed": (
        "‘{name}’ wordt niet ondersteund. Gebruik een expressie of een tekst.",
        "‘{name}’ is not supported. Use an expression field or a text.",
    ),
    "group.deep": (
        "Groepen staan meer dan {limit} diep in elkaar. Maak het formulier vlakker.",
        "Groups stand more than {limit} deep in each other. Make the form flatter.",
    ),
    "list.nested": (
        "Een lijst kan geen lijst of groep bevatten. Zet de vragen direct in de lijst.",
        "A list cannot hold a list or a group. Put the fields directly in the list.",
    ),
    "list.zone": (
        "Deze kolom heeft een andere zone dan zijn lijst ({zone}). Maak er een eigen vraag van.",
        "This column has another zone than its list ({zone}). Make it a field of its own.",
    ),
    "list.fact": (
        "Een kolom kan geen feit zetten: een lijst heeft er veel van. Laat een expressie het feit uit de lijst afleiden.",
        "A column cannot set a fact: a list has many of it. Let an expression derive the fact from the list.",
    ),
    "properties.shape": ("De eigenschappen zijn geen JSON-object.", "The properties are not a JSON object."),
    "properties.unknown": (
        "De eigenschap ‘{name}’ bestaat niet. Bekend zijn: {names}.",
        "The property ‘{name}’ does not exist. Known are: {names}.",
    ),
    "type.unknown": (
        "Het type ‘{type}’ past niet bij dit onderdeel.",
        "The type ‘{type}’ does not fit this component.",
    ),
    "zone.missing": (
        "Deze vraag heeft geen zone. Zet in de eigenschappen wie het antwoord mag zien: {zones}.",
        "This field has no zone. Say in its properties who may see the answer: {zones}.",
    ),
    "expression.broken": (
        "De expressie ‘{text}’ klopt niet: {why}.",
        "The expression ‘{text}’ is not right: {why}.",
    ),
    "check.text": (
        "Zet in ‘checkText’ wat iemand leest als ‘check’ het antwoord weigert.",
        "Put in ‘checkText’ what a person reads when ‘check’ refuses the answer.",
    ),
    "options.none": ("Deze vraag heeft geen antwoorden om uit te kiezen.", "This field has no options to choose from."),
    "options.twice": (
        "Een antwoord heeft geen code, of dezelfde code als een ander antwoord.",
        "An option has no code, or the same code as another one.",
    ),
    "options.scale": (
        "De antwoorden van een schaal zijn hele getallen, en eventueel ‘unknown’.",
        "The options of a scale are whole numbers, and ‘unknown’ if you like.",
    ),
    "options.boolean": (
        "De antwoorden van een ja-neevraag zijn ‘true’, ‘false’ en eventueel ‘unknown’.",
        "The options of a yes-no field are ‘true’, ‘false’ and ‘unknown’ if you like.",
    ),
    "validate.shape": ("‘validate’ is geen JSON-object.", "‘validate’ is not a JSON object."),
    "validate.unknown": (
        "De controle ‘{name}’ wordt niet ondersteund. Haal haar weg.",
        "The validation ‘{name}’ is not supported. Remove it.",
    ),
    "validate.number": ("‘{name}’ is geen bruikbaar getal.", "‘{name}’ is not a usable number."),
    "validate.pattern": (
        "Dit patroon kan re2 niet lezen: geen terugverwijzing, vooruitkijken of meer dan 500 tekens.",
        "re2 cannot read this pattern: no back-references, no look-around, no more than 500 characters.",
    ),
    "fact.undeclared": (
        "Het feit ‘{fact}’ staat niet in facts.yaml. Zet het erin, of haal ‘fact’ weg.",
        "The fact ‘{fact}’ is not declared in facts.yaml. Declare it, or remove ‘fact’.",
    ),
    "fact.type": (
        "Het feit ‘{fact}’ is van het type {declared}; deze vraag geeft {given}.",
        "The fact ‘{fact}’ has the type {declared}; this field gives {given}.",
    ),
    "fact.values": (
        "Het feit ‘{fact}’ kent deze antwoorden niet: {values}. Zet ze in facts.yaml of haal ze weg.",
        "The fact ‘{fact}’ does not know these answers: {values}. Declare them in facts.yaml or remove them.",
    ),
    "fact.columns": (
        "Het feit ‘{fact}’ vraagt om kolommen die deze lijst niet heeft: {columns}. Voeg ze toe of haal ze uit facts.yaml.",
        "The fact ‘{fact}’ asks for columns that this list lacks: {columns}. Add them or remove them from facts.yaml.",
    ),
    "fact.twice": (
        "Twee vragen zetten het feit ‘{fact}’. Laat één vraag het zetten.",
        "Two fields set the fact ‘{fact}’. Let one field set it.",
    ),
    "fact.zone": (
        "Het feit ‘{fact}’ staat in zone {zone}, maar komt uit zone {inputs}. "
        "Geef het dezelfde zone, of zet ‘release’ in facts.yaml met wie het vrijgeeft.",
        "The fact ‘{fact}’ is in zone {zone}, but comes from zone {inputs}. "
        "Give it the same zone, or put ‘release’ in facts.yaml with who answers for it.",
    ),
    "zone.computed": (
        "Deze expressie staat in zone {zone}, maar leest uit zone {inputs}. Zet haar in die zone.",
        "This expression is in zone {zone}, but reads from zone {inputs}. Put it in that zone.",
    ),
    "zone.mixed": (
        "Deze groep heeft vragen uit verschillende zones ({zones}). Maak er per zone een groep van: "
        "boven een groep staat wie het antwoord ziet.",
        "This group has fields of several zones ({zones}). Make one group per zone: "
        "above a group stands who sees the answer.",
    ),
    "name.unknown": (
        "De expressie noemt ‘{name}’. Dat is geen vraag van dit formulier en geen feit.",
        "The expression names ‘{name}’. That is no field of this form and no fact.",
    ),
    "name.part": (
        "De expressie noemt ‘{name}’ uit het deel ‘{part}’. Dat antwoord is hier niet bekend: maak er een feit van.",
        "The expression names ‘{name}’ of the part ‘{part}’. That answer is not known here: make it a fact.",
    ),
    "forbidden": (
        "Naar {what} mag het systeem niet vragen. Haal deze vraag weg.",
        "The system may not ask for {what}. Remove this field.",
    ),
    "forbidden.place": (
        "Een adres hoort alleen in zone LOC. Vraag naar een trefplek, of zet de vraag in zone LOC.",
        "An address belongs in zone LOC only. Ask for a meeting place, or put the field in zone LOC.",
    ),
    "forbidden.number": (
        "Een V-nummer hoort alleen in zone ID.",
        "A V-number belongs in zone ID only.",
    ),
}


def finding(code: str, key: str, **words: object) -> Finding:
    """The finding with this code, at this field or component. A word may be a Text: each language gets its own."""
    dutch, english = FINDINGS[code]
    return Finding(code, key, dutch.format(**_in(words, "nl")), english.format(**_in(words, "en")))


def _in(words: dict[str, object], language: str) -> dict[str, object]:
    return {
        name: (word.nl if language == "nl" else word.en or word.nl) if isinstance(word, Text) else word
        for name, word in words.items()
    }
