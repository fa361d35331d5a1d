"""Freezes how certificates print now (`.venv/bin/python -m tools.freeze_certificates`).

Run it anew as often as the present template changes until the version is released, and never
after: whatever comes later must print these as they are.
"""

import shutil
from dataclasses import replace
from datetime import date

from nightschool import __version__
from nightschool.documents import certificate
from nightschool.domain.certificate_style import Style
from nightschool.domain.codes import CertificateKind, CertificateLayout, CertificatePaper
from tests import papers

A4, A5 = CertificatePaper
ATTENDED = replace(
    papers.DRAFT, kind=CertificateKind.ATTENDANCE, course="花椒栽培", half_hours=7, citizen_tail=""
)
HONOURED = replace(
    papers.DRAFT,
    kind=CertificateKind.HONOUR,
    name="ꆈꌠ𪩘",
    decision="勤学苦练，带动全村十二户栽种花椒",
    decided_on=date(2018, 7, 20),
    decided_by="喜德县农民夜校工作领导小组",
)


def main() -> None:
    """Write data and picture of each sample."""
    folder = papers.GOLDEN / __version__
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    samples = {
        "horns": papers.in_layout(CertificateLayout.HORNS, A4),
        "lacquer-long": papers.in_layout(CertificateLayout.LACQUER, A4, papers.LONG_DRAFT),
        "plain-small": papers.issued(ATTENDED, Style(layout=CertificateLayout.PLAIN, paper=A5)),
        "horns-small-long": papers.in_layout(CertificateLayout.HORNS, A5, papers.LONG_DRAFT),
        "honour-void": replace(papers.issued(HONOURED), voided_on=date(2018, 8, 1)),
        "stock": papers.issued(style=Style(layout=CertificateLayout.STOCK)),
    }
    for name, one in samples.items():
        (folder / f"{name}.json").write_text(papers.as_json(one), "utf-8", newline="\n")
        (folder / f"{name}.pdf").write_bytes(certificate.render([one]))
    print(f"{folder}: {sum(file.stat().st_size for file in folder.iterdir()):,} bytes")


if __name__ == "__main__":
    main()
