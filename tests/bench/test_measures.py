"""The measurements still measure: every one of them is taken once, on a small stage."""

from pathlib import Path

from scheduler.demo.generating import GenerationPlan
from tests.bench.measures import MEASURES, measure
from tests.bench.stage import a_stage


def test_every_measurement_can_be_taken_and_a_built_stage_is_used_again(tmp_path: Path) -> None:
    plan = GenerationPlan(partners=2, years=1)
    folder = tmp_path / "stage"

    a_stage(folder, plan).close()
    built = (folder / "stamp").read_text(encoding="utf-8")
    stage = a_stage(folder, plan)
    taken = [measure(stage, name, runs=1) for name in MEASURES]
    stage.close()

    assert (folder / "stamp").read_text(encoding="utf-8") == built
    assert [one.name for one in taken] == list(MEASURES)
    for one in taken:
        assert set(one.as_json()) == {"name", "median", "unit", "against", "ratio", "goal", "met"}
        assert (one.median > 0, one.unit, one.against) == (True, "ms", "GET /healthz")
        assert (one.met is None) is (one.goal is None)
