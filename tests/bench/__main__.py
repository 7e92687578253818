"""``python -m tests.bench [--only NAME]``: prints a table and writes ``bench.json``."""

import json
from pathlib import Path

import click

from scheduler.demo.generating import GenerationPlan
from tests.bench.measures import MEASURES, Measurement, measure
from tests.bench.stage import a_stage

_PLAN = GenerationPlan(partners=1000, years=3, seed=1)
_HERE = Path(__file__).parent
_REPORT = _HERE.parents[1] / "bench.json"


@click.command()
@click.option("--only", type=click.Choice(list(MEASURES)), help="Take one measurement alone.")
def bench(only: str | None) -> None:
    """Measure the product with 1,000 partnerships; goals are for the median."""
    click.echo(f"{_PLAN.partners} partnerships of {_PLAN.years} years; the first time, building…")
    stage = a_stage(_HERE.parent / ".bench", _PLAN)
    taken = []
    click.echo(f"{'':24}{'median':>12}{'× floor':>10}{'goal':>12}")
    for name in [only] if only else MEASURES:
        taken.append(measure(stage, name))
        click.echo(_line(taken[-1]))
    stage.close()
    report = [one.as_json() for one in taken]
    _REPORT.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    click.echo(f"written to {_REPORT.name}")


def _line(one: Measurement) -> str:
    goal = "" if one.goal is None else f"< {one.goal:.0f} {one.unit}"
    verdict = {None: "", True: "  met", False: "  NOT MET"}[one.met]
    return f"{one.name:24}{one.median:>9.1f} {one.unit}{one.ratio:>10.1f}{goal:>12}{verdict}"


if __name__ == "__main__":
    bench()
