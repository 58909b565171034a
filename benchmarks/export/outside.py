"""Runs in pm4py's own environment: reads both logs, replays the runs that ended on the nets, then disturbs them."""

import os
import sys
from collections import defaultdict
from pathlib import Path

os.environ["PM4PY_SHOW_PROGRESS_BAR"] = "0"

import pm4py
from pm4py.objects.log.importer.xes import importer as xes
from pm4py.objects.log.obj import EventLog, Trace

ENDED = "run ended"


def main(place: Path) -> int:
    ocel = pm4py.read_ocel2_json(str(place / "log.json"))
    print(f"OCEL 2.0: {len(ocel.events)} events, {len(ocel.objects)} objects, {len(ocel.relations)} relations")
    log = xes.apply(str(place / "log.xes"), parameters={"show_progress_bar": False})
    print(f"XES: {len(log)} cases, {sum(map(len, log))} events")
    same = len(ocel.events) == sum(map(len, log))
    print(f"both logs hold the same number of events: {same}")
    runs = _runs(log)
    fits, disturbed = _fits(place, runs), _fits(place, runs, disturb=True)
    wrong = [key for key, (_, fit) in fits.items() if fit < 1.0]
    unseen = [key for key, (_, fit) in disturbed.items() if fit >= 1.0]
    for key in sorted(fits):
        print(
            f"  {key:8} {fits[key][0]:4} runs fit {fits[key][1]:.4f}; an event moved: {disturbed.get(key, (0, 9))[1]:.4f}"
        )
    print(f"{sum(n for n, _ in fits.values())} runs of {len(fits)} diagrams: {len(wrong)} diagrams do not fit {wrong}")
    print(f"an event moved to the front in {len(disturbed)} diagrams: unseen in {len(unseen)} {unseen}")
    return 1 if wrong or unseen or not fits or not same else 0


def _runs(log):
    """(process, version) -> the traces of the runs that came to an end, by done steps alone."""
    traces, ended = defaultdict(list), set()
    for case in log:
        for event in case:
            if event["concept:name"] == ENDED:
                ended.add(event["perspectief:run"])
            elif event.get("perspectief:element") and event["lifecycle:transition"] == "complete":
                traces[event["perspectief:run"]].append(event)
    runs = defaultdict(list)
    for run, events in traces.items():
        if run in ended:
            runs[f"{events[0]['perspectief:process']}-{events[0]['perspectief:version']}"].append(events)
    return runs


def _fits(place, runs, *, disturb=False):
    found = {}
    for key, traces in runs.items():
        path = place / f"{key}.pnml"
        chosen = [_moved(one) for one in traces if len(one) > 2] if disturb else traces
        if not path.exists() or not chosen:
            continue
        net, start, _ = pm4py.read_pnml(str(path))
        replayed = EventLog()
        for events in chosen:
            replayed.append(Trace([{**event, "concept:name": event["perspectief:element"]} for event in events]))
        told = pm4py.conformance_diagnostics_token_based_replay(replayed, net, start, type(start)())
        found[key] = len(chosen), sum(one["trace_fitness"] for one in told) / len(told)
    return found


def _moved(events):
    """The sabotage: the last step happened first."""
    return [events[-1], *events[:-1]]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
