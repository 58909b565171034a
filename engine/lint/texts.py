"""What each finding of a rule says: Dutch and English, and what to do about it."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    "role.unknown": (
        "Niemand heeft de rol {0}.",
        "Nobody has the role {0}.",
        "Gebruik een rol uit organisations.yaml, als baan.rol.",
        "Use a role of organisations.yaml, as lane.role.",
    ),
    "deputy.missing": (
        "De rol {0} heeft geen vervanger.",
        "The role {0} has no deputy.",
        "Geef de rol een `deputy` in organisations.yaml.",
        "Give the role a `deputy` in organisations.yaml.",
    ),
    "form.missing": (
        "Deze taak heeft geen formulier.",
        "This task has no form.",
        "Kies een formulier bij `zeebe:formDefinition`.",
        "Choose a form in `zeebe:formDefinition`.",
    ),
    "form.unknown": (
        "Het formulier {0} bestaat niet.",
        "There is no form {0}.",
        "Voeg het formulier toe aan deze bundel of kies een ander.",
        "Add the form to this bundle or choose another one.",
    ),
    "part.unknown": (
        "Het formulier heeft geen deel {0}.",
        "The form has no part {0}.",
        "Kies een deel dat in het formulier staat.",
        "Choose a part that the form has.",
    ),
    "term.missing": (
        "Deze taak heeft geen termijn.",
        "This task has no term.",
        'Schrijf bij `zeebe:taskSchedule` bijvoorbeeld =term("triage").',
        'Write in `zeebe:taskSchedule` for example =term("triage").',
    ),
    "term.unknown": (
        "Tabel D04 heeft geen stap {0}.",
        "Table D04 has no step {0}.",
        "Voeg een rij toe aan D04 of gebruik een bestaande stap.",
        "Add a row to D04 or use a step it has.",
    ),
    "wait.endless": (
        "Het wachten bij {0} kan eindeloos duren.",
        "The wait at {0} may never end.",
        "Geef de eigenschap `term`, of teken een timer ernaast.",
        "Give it the property `term`, or draw a timer beside it.",
    ),
    "fact.unknown": (
        "De naam {0} is geen feit en geen eigen waarde van dit diagram.",
        "The name {0} is no fact and no value of this diagram.",
        "Verklaar het feit in facts.yaml of verbeter de naam.",
        "Declare the fact in facts.yaml or correct the name.",
    ),
    "process.unknown": (
        "Het proces {0} bestaat niet.",
        "There is no process {0}.",
        "Voeg het toe aan deze bundel of haal de aanroep weg.",
        "Add it to this bundle or remove the call.",
    ),
    "calls.circle": (
        "Dit proces roept via {0} zichzelf aan.",
        "Through {0} this process calls itself.",
        "Laat de lus binnen één diagram lopen, of begin het volgende proces met een bericht.",
        "Draw the loop inside one diagram, or start the next process by a message.",
    ),
    "decision.unknown": (
        "De tabel {0} bestaat niet.",
        "There is no table {0}.",
        "Voeg de tabel toe aan deze bundel of kies een andere.",
        "Add the table to this bundle or choose another one.",
    ),
    "message.unknown": (
        "Het bericht {0} staat niet in messages.yaml.",
        "The message {0} is not in messages.yaml.",
        "Voeg het toe, met afzender, ontvanger en inhoud.",
        "Add it, with sender, receiver and payload.",
    ),
    "message.enforcement": (
        "Dit bericht gaat naar {0}, die handhaaft.",
        "This message goes to {0}, which enforces.",
        "Haal deze ontvanger weg: zorg en regie sturen niets naar handhaving.",
        "Remove this receiver: care and direction send nothing to enforcement.",
    ),
    "lane.enforcement": (
        "Deze taak is voor {0}, die handhaaft.",
        "This task is for {0}, which enforces.",
        "Geef de taak aan een andere organisatie.",
        "Give the task to another organisation.",
    ),
    "topic.unknown": (
        "Er is geen koppeling met de naam {0}.",
        "There is no connector named {0}.",
        "Gebruik een koppeling die de beheerder heeft ingesteld.",
        "Use a connector that the administrator has set up.",
    ),
    "gate.bypassed": (
        "Er loopt een weg naar {0} buiten de veiligheidspoort D09 om.",
        "A road leads to {0} around the safety gate D09.",
        "Laat elke weg door D09 gaan.",
        "Let every road pass D09.",
    ),
    "care.called": (
        "Het proces {0} heeft een eigen leven en mag niet worden aangeroepen.",
        "The process {0} has a life of its own and may not be called.",
        "Start het met een bericht.",
        "Start it by a message.",
    ),
    "ladder.rung": (
        "Trede {0} moet het formulier `escalation` en ladder=none hebben.",
        "Rung {0} must have the form `escalation` and ladder=none.",
        "Zet beide op deze taak.",
        "Put both on this task.",
    ),
    "ladder.escaped": (
        "Taak {0} ontsnapt aan de ladder.",
        "Task {0} escapes the ladder.",
        "Haal ladder=none weg: dat mag alleen in P17 en P17t.",
        "Remove ladder=none: only P17 and P17t may have it.",
    ),
    "signal.sender": (
        "Dit proces mag het signaal {0} niet sturen: het bereikt alle zaken.",
        "This process may not send the signal {0}: it reaches all cases.",
        "Zet het proces bij `from` van dit signaal in messages.yaml, of stuur een bericht binnen de zaak.",
        "Name the process under `from` of this signal in messages.yaml, or send a message within the case.",
    ),
    "priority.unknown": (
        "{0} is geen prioriteit van een taak.",
        "{0} is no priority of a task.",
        "Schrijf P0, P1, P2 of P3 bij een taak, of haal de eigenschap priority weg.",
        "Write P0, P1, P2 or P3 at a task, or take the property priority away.",
    ),
    "priority.blind": (
        "De prioriteit mag niet afhangen van {0}.",
        "Priority may not depend on {0}.",
        "Haal deze kolom uit D03.",
        "Remove this column from D03.",
    ),
}
