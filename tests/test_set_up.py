"""The pins agree, and the package holds what it needs wherever it is installed."""

import re
import subprocess
import sys
import tomllib
import zipfile
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def locked_versions():
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", LOCK, flags=re.MULTILINE))


def imported_by(path):
    found = re.findall(
        r"^\s*from hotline(?:\.(\w+))? import (.+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    modules = {module for module, _ in found if module}
    return modules | {name.strip() for module, names in found if not module for name in names.split(",")}


def test_modules_import_in_one_direction():
    inside = [path for path in (ROOT / "lib" / "hotline").glob("*.py") if not path.stem.startswith("__")]
    graph = {path.stem: imported_by(path) for path in inside}
    assert graph["answers"] >= {"sea", "association"}
    assert len(list(TopologicalSorter(graph).static_order())) == len(graph)


def test_every_direct_dependency_is_pinned():
    assert [pin for pin in DIRECT if not re.fullmatch(r"[a-z0-9-]+==[0-9.]+", pin)] == []


def test_the_lock_holds_every_pin_of_pyproject():
    assert [pin for pin in DIRECT if locked_versions().get(pin.split("==")[0]) != pin.split("==")[1]] == []


def test_the_build_requirement_is_the_locked_one():
    for pin in PROJECT["build-system"]["requires"]:
        assert pin in DIRECT


def test_every_locked_version_has_hashes_and_no_address():
    pins = re.split(r"\n(?=\S)", LOCK.strip())
    assert [pin for pin in pins if not pin.startswith("#") and "--hash=sha256:" not in pin] == []
    assert "://" not in LOCK


def test_the_conda_environment_has_the_same_pins():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert re.findall(r"- ([a-z0-9-]+==[0-9.]+)$", text, flags=re.MULTILINE) == DIRECT
    python = re.search(r"- python=(\S+)", text)[1]
    assert tuple(map(int, python.split("."))) >= (3, 11)


def test_every_dependency_has_its_line_of_reason():
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [pin for pin in DIRECT if f"`{pin.split('==')[0]}`" not in reasons] == []


def test_the_readme_names_the_two_commands_and_the_makefile_has_them():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {"help", "lab", "test", "check", "notebooks"} <= set(targets)
    for command in ("make lab", "make test"):
        assert command in readme


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_tables_byte_for_byte(wheel):
    with zipfile.ZipFile(wheel) as archive:
        for path in (ROOT / "datasets").iterdir():
            assert archive.read(f"hotline/datasets/{path.name}") == path.read_bytes()


def test_the_package_in_the_wheel_loads_its_own_tables(wheel, tmp_path, record):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = "import hotline; print(hotline.__file__); print(repr(hotline.load()))"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == [str(tmp_path / "hotline" / "__init__.py"), repr(record)]


def test_importing_the_package_does_not_import_widgets_or_the_schema_library():
    heavy = ("ipywidgets", "plotly", "frictionless", "edtf")
    code = f"import sys, hotline; hotline.load(); print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
