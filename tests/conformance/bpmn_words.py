"""Every element that BPMN 2.0 names (its XML schema), and what each is to this product."""


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


# The schema's elements of which a file can hold instances. The abstract ones are in ABSTRACT.
WORDS = words(
    """
    adHocSubProcess assignment association auditing boundaryEvent businessRuleTask callActivity callChoreography
    callConversation cancelEventDefinition category categoryValue choreography choreographyTask collaboration
    compensateEventDefinition complexBehaviorDefinition complexGateway conditionalEventDefinition conversation
    conversationAssociation conversationLink correlationKey correlationProperty correlationPropertyBinding
    correlationPropertyRetrievalExpression correlationSubscription dataInput dataInputAssociation dataObject
    dataObjectReference dataOutput dataOutputAssociation dataState dataStore dataStoreReference documentation endEvent
    endPoint error errorEventDefinition escalation escalationEventDefinition event eventBasedGateway exclusiveGateway
    expression extension extensionElements formalExpression globalBusinessRuleTask globalChoreographyTask
    globalConversation globalManualTask globalScriptTask globalTask globalUserTask group humanPerformer
    implicitThrowEvent import inclusiveGateway inputSet interface intermediateCatchEvent intermediateThrowEvent
    ioBinding ioSpecification itemDefinition lane laneSet linkEventDefinition manualTask message
    messageEventDefinition messageFlow messageFlowAssociation monitoring multiInstanceLoopCharacteristics operation
    outputSet parallelGateway participant participantAssociation participantMultiplicity partnerEntity partnerRole
    performer potentialOwner process property receiveTask relationship rendering resource
    resourceAssignmentExpression resourceParameter resourceParameterBinding resourceRole script scriptTask sendTask
    sequenceFlow serviceTask signal signalEventDefinition standardLoopCharacteristics startEvent subChoreography
    subConversation subProcess task terminateEventDefinition text textAnnotation timerEventDefinition transaction
    userTask
    """
)
ABSTRACT = words(
    """
    activity artifact baseElement baseElementWithMixedContent callableElement catchEvent choreographyActivity
    conversationNode dataAssociation eventDefinition flowElement flowNode gateway loopCharacteristics rootElement
    throwEvent
    """
)
# Drawn or declared, without anything that would have to happen: a file may hold them, and nothing is lost.
SAYS_NOTHING = {
    "documentation": "a remark", "textAnnotation": "a remark", "text": "a remark", "group": "a frame around shapes",
    "category": "names for groups", "categoryValue": "a name for a group", "association": "a dotted line",
    "auditing": "extensions only; the event log is always kept", "monitoring": "extensions only; likewise",
    "dataObject": "data are facts; the shape is a picture of them", "dataObjectReference": "likewise", "dataStore": "likewise",
    "dataStoreReference": "likewise", "dataInputAssociation": "an arrow to such a shape; what computes is refused",
    "dataOutputAssociation": "likewise", "property": "a name for data; nothing reads it", "itemDefinition": "a type for data",
    "collaboration": "the pools around a process", "participant": "a pool", "messageFlow": "a dotted arrow between pools",
    "partnerEntity": "who a pool is", "partnerRole": "likewise", "participantMultiplicity": "how many there are of it",
    "interface": "names operations; messages carry what is sent", "operation": "likewise", "endPoint": "an address outside the file",
    "extension": "a declaration of extensions; each extension is judged where it stands",
}  # fmt: skip
# Read as a part of something that is executed.
READ = words(
    """
    complexBehaviorDefinition process laneSet lane sequenceFlow message signal error escalation extensionElements standardLoopCharacteristics
    multiInstanceLoopCharacteristics script expression formalExpression messageEventDefinition timerEventDefinition
    signalEventDefinition errorEventDefinition escalationEventDefinition conditionalEventDefinition linkEventDefinition
    compensateEventDefinition cancelEventDefinition terminateEventDefinition
    """
)
