"""What is installed: the lock, the wheel, and the lock as Windows sees it."""

import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
WINDOWS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": "3.11.0",
    "python_version": "3.11",
    "sys_platform": "win32",
}


@dataclass(frozen=True)
class Locked:
    """One package of the lock, with the `--hash` options of its files."""

    requirement: Requirement
    hashes: list[str]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        return next(iter(self.requirement.specifier)).version


def locked() -> Iterator[Locked]:
    code = re.sub(r"^\s*#.*\n", "", LOCK, flags=re.MULTILINE)
    for line in code.replace("\\\n", " ").splitlines():
        requirement, *hashes = re.split(r"\s+(?=--hash)", line.strip())
        yield Locked(Requirement(requirement), hashes)


def wanted() -> Iterator[Requirement]:
    """All that pyproject.toml asks for: to run, to develop, to build."""
    pyproject: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = pyproject["project"]
    groups = [
        project["dependencies"],
        *project["optional-dependencies"].values(),
        *pyproject["dependency-groups"].values(),
        pyproject["build-system"]["requires"],
    ]
    yield from (Requirement(text) for group in groups for text in group)


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_every_locked_package_is_pinned_and_hashed() -> None:
    for package in locked():
        assert [pin.operator for pin in package.requirement.specifier] == ["=="], package
        assert package.hashes, package
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", text) for text in package.hashes)


def test_the_lock_names_no_place() -> None:
    assert re.findall(r"^\s*-(?!-hash).*|\S*://\S*|\S* @ .*|\s/\S+", LOCK, re.MULTILINE) == []


def test_the_lock_satisfies_the_project() -> None:
    versions = {package.name: package.version for package in locked()}
    missing = [
        str(requirement)
        for requirement in wanted()
        if versions.get(canonicalize_name(requirement.name), "none") not in requirement.specifier
    ]
    assert missing == []


def windows_lock() -> str:
    """The lines of the lock that hold on Windows, without markers.

    pip judges markers by the machine it runs on, whatever `--platform` says.
    """
    lines = []
    for package in locked():
        marker = package.requirement.marker
        if marker is None or marker.evaluate(WINDOWS):
            lines.append(" ".join([f"{package.name}=={package.version}", *package.hashes]))
    return "\n".join(lines)


def resolve_for_windows(requirements: str, folder: Path) -> subprocess.CompletedProcess[str]:
    file = folder / "requirements.txt"
    file.write_text(requirements, "utf-8")
    return run(
        *PIP, "install", "--dry-run", "--ignore-installed", "--no-deps", "--retries", "1",
        "--only-binary", ":all:", "--platform", "win_amd64", "--python-version", "3.11",
        "--target", folder / "site", "--require-hashes", "--requirement", file,
    )  # fmt: skip


@pytest.fixture
def registry(tmp_path: Path) -> None:
    """Skip where there is no package registry: one small pure package tells."""
    (small,) = (package for package in locked() if package.name == "iniconfig")
    done = resolve_for_windows(f"iniconfig=={small.version} {' '.join(small.hashes)}", tmp_path)
    if done.returncode:
        pytest.skip("no package registry can be reached from here")


@pytest.mark.usefixtures("registry")
def test_windows_gets_everything_as_wheels(tmp_path: Path) -> None:
    requirements = windows_lock()
    assert "colorama==" in requirements  # pytest wants it on Windows alone
    done = resolve_for_windows(requirements, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", folder)
    assert done.returncode == 0, done.stderr
    (file,) = folder.glob("*.whl")
    return file


def shipped(folder: str) -> set[str]:
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    names = (path.relative_to(ROOT).as_posix() for path in files)
    return {f"nightschool/{name}" for name in names if "__pycache__" not in name}


def test_the_wheel_holds_resources_and_migrations(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("resources", "migrations"):
        assert shipped(folder)
        assert shipped(folder) <= names
    assert [name for name in names if "__pycache__" in name] == []


def test_the_installed_wheel_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    done = run(*PIP, "install", "--quiet", "--no-deps", "--no-index", "--target", tmp_path, wheel)
    assert done.returncode == 0, done.stderr
    code = "from nightschool import paths; print(paths.resources()); print(paths.migrations())"
    done = run(sys.executable, "-c", code, cwd=tmp_path)  # the folder it stands in comes first
    inside = tmp_path / "nightschool"
    assert done.stdout.splitlines() == [str(inside / "resources"), str(inside / "migrations")]


def test_the_wheel_gives_both_commands(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith("/entry_points.txt"))
    lines = archive.read(name).decode().splitlines()
    assert lines == [
        "[console_scripts]",
        "nightschool = nightschool.cli.main:main",
        "",
        "[gui_scripts]",
        "nightschool-desktop = nightschool.desktop.application:main",
    ]
