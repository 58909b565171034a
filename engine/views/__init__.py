"""What the engine shows: frozen answers for pages and programs. Whatever the actor may not see is absent, not masked.

Texts for people are built by web and api from codes; names (of tasks, lanes, processes) come out of the diagrams as they are.
"""

from engine.views.cases import (
    CaseItem,
    CaseView,
    DecisionView,
    FactView,
    NowItem,
    Part,
    Path,
    PauseView,
    Relative,
    ReportReceipt,
    SealedEntry,
    StepItem,
    TimelineItem,
    ZoneSlice,
)
from engine.views.design import DefinitionView, Deployment, Finding
from engine.views.plan import Agreement, PlanView, TailoredStep
from engine.views.shared import CaseHead, Person, Stall, Term
from engine.views.stuck import PauseChoice, StuckCase
from engine.views.system import Health, MonthHead, PublicRegister
from engine.views.work import Completed, NextStep, TaskView, WorkItem, Worklist

__all__ = [
    "Agreement",
    "CaseHead",
    "CaseItem",
    "CaseView",
    "Completed",
    "DecisionView",
    "DefinitionView",
    "Deployment",
    "FactView",
    "Finding",
    "Health",
    "MonthHead",
    "NextStep",
    "NowItem",
    "Part",
    "Path",
    "PauseChoice",
    "PauseView",
    "Person",
    "PlanView",
    "PublicRegister",
    "Relative",
    "ReportReceipt",
    "SealedEntry",
    "Stall",
    "StepItem",
    "StuckCase",
    "TailoredStep",
    "TaskView",
    "Term",
    "TimelineItem",
    "WorkItem",
    "Worklist",
    "ZoneSlice",
]
