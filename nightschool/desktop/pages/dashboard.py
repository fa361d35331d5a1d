"""The dashboard of a county or the prefecture: how far the rotation is, and who needs a visit."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabWidget, QWidget

from nightschool import clock
from nightschool.desktop import behind, report_words, style
from nightschool.desktop.models import places
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.target import Target
from nightschool.desktop.widgets import Card, FlowLayout, Table, button, label, muted
from nightschool.desktop.widgets.charts import Mark, Tiles
from nightschool.desktop.widgets.rotation import KindsCard, RotationCard
from nightschool.domain import curve
from nightschool.domain.cards import Threshold
from nightschool.domain.period import Period
from nightschool.domain.report import Part
from nightschool.domain.school import Level
from nightschool.i18n import N_, _
from nightschool.services.reporting import overview
from nightschool.services.reporting.overview import Overview, Waiting

QUARTERS = 8
"""So many quarters may be looked at, this one and those before."""

_MAPS = {
    Level.PREFECTURE: N_("Counties"),
    Level.COUNTY: N_("Townships"),
    Level.TOWNSHIP: N_("Night schools"),
}
_SILENT_DAYS = 30
"""Who is silent, where the county shows no yellow card for it."""


class DashboardPage(Page):
    """The place in hand: its figures, the places in it, and what waits there."""

    key = "dashboard"
    icon = "layout-dashboard"
    topics = frozenset({"lessons", "roll", "people", "policy", "sync", "registry", "reports"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._overview: Overview | None = None
        self._way: tuple[str, ...] = ()
        """The codes from this desk down to the place in hand."""
        self._figure = "due"
        self._periods = report_words.periods(clock.today(), 0, QUARTERS)
        self.action(_("Reports"), "report", partial(session.go, "reports"))
        self._build()

    @classmethod
    def title(cls) -> str:
        return _("Dashboard")

    def help(self) -> str:
        return _(
            "How far the rotation is, township by township; the figures are those of the reports."
            "\n\nClick a tile, or go to it with Tab and the arrows and press Enter: the page shows"
            " that place, and the tiles its schools. The names at the top lead back."
            "\n\nA figure opens what is behind it: at a school the list of people or households,"
            " above that the places with their share in it."
            "\n\nCards come from the county's thresholds. They lead to visits; schools stand by"
            " their codes and are not ranked."
        )

    def open(self, target: Target) -> None:
        """The detail is the code of a place."""
        if target.detail:
            self.enter(target.detail)

    def refresh(self) -> None:
        workspace, of = self.session.workspace, self._period
        self.read(lambda _task: overview.overview(workspace, of), self._show)

    @property
    def _period(self) -> Period:
        return self._periods[max(self._quarter.currentIndex(), 0)]

    @property
    def part(self) -> Part | None:
        """The place in hand."""
        found = self._overview.part if self._overview else None
        for code in self._way:
            found = next((one for one in found.parts if one.code == code), None) if found else None
        return found

    def enter(self, code: str) -> None:
        """Take a place in hand; this desk itself where there is no such place."""
        if self._overview:
            self._way = _way(self._overview.part, code)
            self._tell()

    def open_figure(self, which: str) -> None:
        """What is behind a figure: at a school its list, else the places beside each other."""
        part, self._figure = self.part, which
        if part is None or self._overview is None:
            return
        if part.level is Level.SCHOOL:
            self.session.choose(part.code)
            day = self._overview.report.on
            self.session.go("progress", None, f"{which} {day}")
            return
        self._places.columns = places.place_columns(self._overview.report.period, which)
        self._places.show(part.parts)
        self.tabs.setCurrentIndex(0)
        self._places_table.setFocus()

    # what is shown

    def _show(self, found: Overview) -> None:
        self._overview = found
        if self.part is None:
            self._way = ()
        self._tell()

    def _tell(self) -> None:
        part, found = self.part, self._overview
        if part is None or found is None:
            return
        figures, policy = part.account.figures, found.policy_of(part.code)
        points = curve.curve(figures, policy, found.report.on)
        self._rotation.tell(figures, part.pace, points)
        self._kinds.tell(figures)
        self._as_of.setText(_("Figures of %(day)s.") % {"day": found.report.on})
        for which, made in self._figures.items():
            title = _(behind.LISTS[which].title)
            made.setText(f"{title}  {behind.count(figures, which):,}")
        self._tell_way(found.part)
        self._tell_map(part)
        self._tell_tables(part, found)

    def _tell_way(self, root: Part) -> None:
        while item := self._crumbs.takeAt(0):
            item.widget().deleteLater()
        place, codes = root, [root.code, *self._way]
        for number, code in enumerate(codes):
            if number:
                place = next(one for one in place.parts if one.code == code)
            last = number == len(codes) - 1
            text = place.name if last else f"{place.name}  ›"
            made = label(text, "heading") if last else button(text, self._entering(code))
            self._crumbs.addWidget(made)

    def _entering(self, code: str) -> Callable[[], None]:
        return partial(self.enter, code)

    def _tell_map(self, part: Part) -> None:
        self._map_card.setVisible(bool(part.parts))
        self._map_card.title.setText(_(_MAPS.get(part.level, "")) if part.parts else "")
        self._map.show_marks([_tile(one) for one in part.parts])

    def _tell_tables(self, part: Part, found: Overview) -> None:
        schools = list(part.at(Level.SCHOOL))
        limits = found.report.rules.silent
        self._places.columns = places.place_columns(found.report.period, self._figure)
        self._places.show(part.parts or (part,))
        self._cards.show([one for one in schools if one.card])
        self._silent.show([one for one in schools if _is_silent(one, limits)])
        codes = {one.code for one in schools}
        self._waiting.show([one for one in found.waiting if one.school in codes])
        for number, model, text in (
            (1, self._cards, _("Schools that need help (%(count)d)")),
            (2, self._silent, _("Silent (%(count)d)")),
            (3, self._waiting, _("Months to be accepted (%(count)d)")),
        ):
            self.tabs.setTabText(number, text % {"count": model.rowCount()})

    def _name(self, code: str) -> str:
        known = self._overview.schools.get(code) if self._overview else None
        if known is None:
            return code
        return (
            known.place
            if len(self.session.workspace.scope) < 6
            else known.place[len(known.county) :]
        )

    def _open_tile(self, place: int) -> None:
        part = self.part
        if part and place < len(part.parts):
            self.enter(part.parts[place].code)

    def _open_place(self, index: QModelIndex) -> None:
        self.enter(self._places.record(index).code)

    def _open_school(self, model: RowsModel[Part], index: QModelIndex) -> None:
        self.enter(model.record(index).code)

    def _open_month(self, index: QModelIndex) -> None:
        one = self._waiting.record(index)
        self.session.go("reports", None, f"{one.month:%Y-%m} {one.school}")

    # how it is built

    def _build(self) -> None:
        self._rotation, self._kinds = RotationCard(), KindsCard()
        plots = QWidget()
        flow = FlowLayout(plots, gap=style.px(14), stretch=True)
        for made in (self._rotation, self._kinds):
            made.setMinimumWidth(style.px(420))
            flow.addWidget(made)
        self._map = Tiles(_("Places by their cards"), openable=True)
        self._map.chosen.connect(self._open_tile)
        self._legend = muted(
            _("Share complete; ✗ schools with a red card, ! with a yellow one, ✓ none.")
        )
        self._map_card = Card(" ", self._map, self._legend)
        self.body.addLayout(self._head())
        self.body.addWidget(plots)
        self.body.addWidget(self._counts())
        self.body.addWidget(self._map_card)
        self.body.addWidget(self._tables(), 1)

    def _head(self) -> QHBoxLayout:
        crumbs = QWidget()
        self._crumbs = FlowLayout(crumbs, gap=style.px(6))
        self._quarter = QComboBox()
        self._quarter.setAccessibleName(_("Cards and lessons of which quarter?"))
        self._quarter.addItems([report_words.named(one) for one in self._periods])
        self._quarter.currentIndexChanged.connect(lambda _index: self.refresh())
        self._as_of = muted("")
        self._as_of.setWordWrap(False)
        row = QHBoxLayout()
        row.addWidget(crumbs, 1)
        row.addWidget(self._as_of)
        row.addWidget(self._quarter)
        return row

    def _counts(self) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made, gap=style.px(4))
        self._figures = {}
        for which in behind.COUNTED:
            one = button("", partial(self.open_figure, which), kind="quiet")
            one.setObjectName(f"figure-{which}")
            self._figures[which] = one
            flow.addWidget(one)
        return Card(_("Who is behind the figures"), made)

    def _tables(self) -> QTabWidget:
        settings = self.session.settings
        self._places = RowsModel(places.place_columns(self._periods[0], self._figure))
        self._cards = RowsModel(places.card_columns(self._name))
        self._silent = RowsModel(places.silence_columns(self._name))
        self._waiting: RowsModel[Waiting] = RowsModel(places.waiting_columns(self._name))
        self._places_table = Table(
            self._places, "dashboard-places", settings, _("Places beside each other")
        )
        cards = Table(self._cards, "dashboard-cards", settings, _("Schools that need help"))
        silent = Table(self._silent, "dashboard-silent", settings, _("Silent schools"))
        waiting = Table(self._waiting, "dashboard-months", settings, _("Months to be accepted"))
        self._places_table.opened.connect(self._open_place)
        cards.opened.connect(partial(self._open_school, self._cards))
        silent.opened.connect(partial(self._open_school, self._silent))
        waiting.opened.connect(self._open_month)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.title())
        self.tabs.setMinimumHeight(style.px(300))
        self.tabs.addTab(self._places_table, _("Beside each other"))
        for made in (cards, silent, waiting):
            self.tabs.addTab(made, made.accessibleName())
        return self.tabs


def _tile(part: Part) -> Mark:
    share = part.account.figures.share
    signs = places.card_signs(part)
    short = signs.replace(" ", "") if part.parts else signs[:1]
    return Mark(part.name, share or 0, f"{report_words.share(share)} {short}", places.tone(part))


def _is_silent(one: Part, limits: Threshold) -> bool:
    return one.silence is not None and one.silence.days >= (limits.yellow or _SILENT_DAYS)


def _way(part: Part, code: str) -> tuple[str, ...]:
    """The codes below `part` that lead to the place with this code; none where it is not there."""
    for one in part.parts:
        if one.code == code:
            return (code,)
        if code.startswith(one.code):
            below = _way(one, code)
            return (one.code, *below) if below else ()
    return ()
