import subprocess
import sys

import pytest

from nightschool.desktop import application


@pytest.mark.parametrize(
    ("locale", "said"), [("en_US.UTF-8", "There is no window yet"), ("C", "窗口界面将在以后")]
)
def test_it_says_that_there_is_no_window_yet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], locale: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert application.main() == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(said)
    assert printed.err == ""


def test_it_says_so_without_qt() -> None:
    code = (
        "import sys; from nightschool.desktop import application; application.main();"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0
