"""What each finding says: Dutch and English, and what to do about it."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    "enforcement.reached": (
        "Er loopt een weg naar {0}, die handhaaft: {1}.",
        "A road leads to {0}, which enforces: {1}.",
        "Haal de weg weg. Alleen wat onder `protected` in organisations.yaml staat, mag hem openen (eigenschap `opens`).",
        "Take the road away. Only what organisations.yaml lists under `protected` may open it (property `opens`).",
    ),
    "enforcement.others": (
        "Hier wordt {0} bereikt; dat mag alleen {1} zelf doen.",
        "{0} is reached here; only {1} may do that.",
        "Geef de taak aan {1}, en aan niemand anders.",
        "Give the task to {1}, and to nobody else.",
    ),
    "enforcement.unasked": (
        "Handhaving wordt bereikt terwijl {0} geen ja is: {1}.",
        "Enforcement is reached while {0} is not a yes: {1}.",
        "Schrijf op elke weg hierheen de voorwaarde ={0} = true.",
        "Write the condition ={0} = true on every road to this place.",
    ),
    "enforcement.stale": (
        "Tussen de vraag naar {0} en deze stap kan iets misgaan: {1}.",
        "Something can go wrong between asking {0} and this step: {1}.",
        "Vraag het vlak voor deze stap opnieuw aan de persoon.",
        "Ask the person again right before this step.",
    ),
    "gate.passed": (
        "Vertrek is mogelijk terwijl de poort D09 (fase {0}) rood is: {1}.",
        "Departure is possible while the gate D09 (phase {0}) is red: {1}.",
        "Laat elke weg door D09 gaan, en ga alleen verder als elke controle ok zegt. Niets anders mag de poort openen.",
        "Let every road pass D09, and go on only when every check says ok. Nothing else may open the gate.",
    ),
    "gate.forgetful": (
        "De poort D09 (fase {0}) zegt niet stop als niets bekend is: {1}.",
        "The gate D09 (phase {0}) does not say stop when nothing is known: {1}.",
        "Laat elke controle stop zeggen zolang het antwoord geen ja is.",
        "Let every check say stop as long as the answer is not yes.",
    ),
    "care.dependent": (
        "{0} is zorg of wonen en heeft geen eigen leven.",
        "{0} is care or housing and has no life of its own.",
        "Zet de eigenschap lifetime op own.",
        "Set the property lifetime to own.",
    ),
    "care.waitedFor": (
        "{0} is zorg of wonen en wordt hier aangeroepen: wie stopt, zou het beëindigen.",
        "{0} is care or housing and is called here: whoever stops would end it.",
        "Begin het met een bericht.",
        "Start it by a message.",
    ),
    "care.interrupted": (
        "{0} onderbreekt zorg of wonen van buitenaf.",
        "{0} interrupts care or housing from outside.",
        "Haal deze onderbreking weg, of laat de zorg zelf het bericht sturen.",
        "Take this interruption away, or let care itself send the message.",
    ),
    "care.ended": (
        "Weigeren, stoppen of wegblijven beëindigt zorg of wonen zonder dat iemand iets doet: {0}.",
        "Refusing, stopping or staying away ends care or housing without anybody doing anything: {0}.",
        "Teken een taak op deze weg, of bied het later opnieuw aan.",
        "Draw a task on this road, or offer it again later.",
    ),
    "ladder.unrecorded": (
        "Een escalatie kan eindigen zonder vastgelegd besluit: {0}.",
        "An escalation can end without a recorded decision: {0}.",
        "Laat elke weg door een taak met het formulier `escalation` gaan.",
        "Let every road pass a task with the form `escalation`.",
    ),
    "ladder.stuck": (
        "Vanaf {0} komt een escalatie nooit meer tot een besluit.",
        "From {0} on an escalation never comes to a decision.",
        "Teken een weg naar een trede of naar het einde.",
        "Draw a road to a rung or to the end.",
    ),
    "ladder.unheard": (
        "Niemand vangt de escalatie van {0}.",
        "Nobody catches the escalation of {0}.",
        "Teken er een grensgebeurtenis of deelproces voor.",
        "Draw a boundary event or an event subprocess for it.",
    ),
    "message.unheard": (
        "Bericht {0} is voor {1}, maar daar luistert niemand.",
        "Message {0} is for {1}, but nobody listens there.",
        "Teken daar een gebeurtenis voor dit bericht, of verbeter `to` in messages.yaml.",
        "Draw an event for this message there, or correct `to` in messages.yaml.",
    ),
    "message.sender": (
        "{1} stuurt bericht {0}, maar staat niet onder `from` in messages.yaml.",
        "{1} sends message {0}, but is not under `from` in messages.yaml.",
        "Zet het proces daar bij, of stuur een ander bericht.",
        "Add the process there, or send another message.",
    ),
    "message.receiver": (
        "{1} luistert naar bericht {0}, maar staat niet onder `to` in messages.yaml.",
        "{1} listens to message {0}, but is not under `to` in messages.yaml.",
        "Zet het proces daar bij, of luister naar een ander bericht.",
        "Add the process there, or listen to another message.",
    ),
    "message.silence": (
        "Bericht {0} zegt niet wat er gebeurt als het stil blijft.",
        "Message {0} does not say what happens when it stays silent.",
        "Schrijf bij `silence` een stap van D04, of in woorden wat er dan gebeurt.",
        "Write a step of D04 in `silence`, or in words what happens then.",
    ),
    "signal.unheard": (
        "Niemand luistert naar het signaal {0}.",
        "Nobody listens to the signal {0}.",
        "Teken een gebeurtenis die het hoort, of haal het weg.",
        "Draw an event that hears it, or take it away.",
    ),
    "throw.late": (
        "{0} komt te laat voor {1}: de aanroep is dan al terug, en de weg achter ‘{2}’ wordt nooit gegaan.",
        "{0} comes too late for {1}: the call has returned by then, and the road behind ‘{2}’ is never taken.",
        "Geef dit einde een uitkomst en kies daarop na de aanroep, of gooi het eerder: voor een stap die wacht.",
        "Give this end an outcome and choose by it after the call, or throw it earlier: before a step that waits.",
    ),
}
