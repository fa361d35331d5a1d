"""The rotation as two cards: against the plan with its forecast, and the hours by kind."""

from collections.abc import Sequence

from nightschool.desktop import report_words
from nightschool.desktop.widgets.card import Card
from nightschool.desktop.widgets.charts import Bars, Curve, Line, Mark
from nightschool.desktop.widgets.text import figure, muted
from nightschool.domain import labels
from nightschool.domain.codes import CourseKind
from nightschool.domain.curve import Point
from nightschool.domain.progress import Figures, Pace
from nightschool.i18n import _


class RotationCard(Card):
    """How many are complete, the curve beside the plan, and where that leads."""

    def __init__(self) -> None:
        self.complete, self.pace = figure(), muted("")
        self.curve = Line(_("Rotation against the plan, per cent"))
        super().__init__(_("Rotation against the plan"), self.complete, self.curve, self.pace)
        self.body.setStretchFactor(self.curve, 1)

    def tell(self, figures: Figures, pace: Pace, curve: Sequence[Point]) -> None:
        """Show these figures; the curve's last point is their share."""
        text = _("%(complete)d of %(due)d complete") % {
            "complete": figures.complete,
            "due": figures.working_age,
        }
        if figures.share is not None:
            text += f" · {report_words.share(figures.share)}"
        self.complete.setText(text)
        self.pace.setText(report_words.pace(pace))
        self.curve.show_curves(
            [f"{point.day:%y-%m}" for point in curve],
            [
                Curve(_("plan"), [point.expected for point in curve], "muted", dashed=True),
                Curve(_("complete"), [point.share for point in curve]),
            ],
        )


class KindsCard(Card):
    """Class hours by kind."""

    def __init__(self) -> None:
        self.bars = Bars(_("Class hours by kind"))
        super().__init__(_("Class hours by kind"), self.bars)

    def tell(self, figures: Figures) -> None:
        """Show the hours of these figures."""
        self.bars.show_marks([_mark(kind, figures) for kind in CourseKind])


def _mark(kind: CourseKind, figures: Figures) -> Mark:
    hours = figures.half_hours.get(kind, 0) / 2
    return Mark(labels.label(kind), hours, _("%(hours)s h") % {"hours": f"{hours:,g}"})
