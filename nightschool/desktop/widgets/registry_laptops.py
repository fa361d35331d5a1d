"""The laptops that the county lists, and second laptops that it is asked about."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nightschool.desktop import style, words
from nightschool.desktop.models.table import Column, RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets import Card, FlowLayout, SearchBox, Table, button, label, muted
from nightschool.i18n import _, ngettext
from nightschool.services.laptops import Laptop, Laptops
from nightschool.services.second_use import Claim


class LaptopsPanel(QWidget):
    """`revoke` and `replace` give the marked laptop, `admit` a second one that waits."""

    revoke = Signal(object)
    replace = Signal(object)
    admit = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._found = Laptops((), (), ())
        self.search = SearchBox(_("School, code or sign"))
        self.count, self.unused = muted(""), muted("")
        self.about = label("", wrap=True)
        self.model: RowsModel[Laptop] = RowsModel(_columns())
        self.table = Table(self.model, "registry-laptops", settings, _("Laptops"))
        self.waiting = Card(_("A second laptop with the same enrolment file"))
        self.waiting_rows = QVBoxLayout()
        self.revoke_button = button(_("Revoke …"), self._revoke, icon="ban", kind="danger")
        self.replace_button = button(_("Replace …"), self._replace, icon="refresh")
        self._build()

    @property
    def chosen(self) -> Laptop | None:
        """The laptop that is marked."""
        index = self.table.currentIndex()
        return self.model.record(index) if index.isValid() else None

    def show_laptops(self, found: Laptops) -> None:
        """Show them, and what is open of enrolments."""
        self._found = found
        self._filter()
        count = len(found.unused)
        text = ngettext(
            "%(count)d enrolment file was not used yet",
            "%(count)d enrolment files were not used yet",
            count,
        )
        self.unused.setText(text % {"count": count} if count else "")
        self._ask(found.waiting)

    def _ask(self, waiting: Sequence[Claim]) -> None:
        while self.waiting_rows.count():
            old = self.waiting_rows.takeAt(0).widget()
            if old is not None:
                old.deleteLater()
        for claim in waiting:
            self.waiting_rows.addWidget(self._question(claim))
        self.waiting.setVisible(bool(waiting))

    def _question(self, claim: Claim) -> QWidget:
        made = QWidget()
        row = FlowLayout(made, gap=style.px(10))
        facts = {"name": claim.name, "sign": claim.device.hex()[:8], "at": words.moment(claim.at)}
        row.addWidget(label(_("%(name)s, sign %(sign)s, came %(at)s") % facts))
        let_in = button(_("Let it in"), lambda: self.admit.emit(claim), icon="check")
        let_in.setObjectName("admit")
        row.addWidget(let_in)
        return made

    def _filter(self) -> None:
        text = self.search.text().strip()
        found = [one for one in self._found.laptops if _fits(one, text)]
        self.model.show(found)
        facts = {"count": len(found), "all": len(self._found.laptops)}
        self.count.setText(_("%(count)d of %(all)d") % facts)
        if found:
            self.table.select(0)
        self._mark()

    def _mark(self) -> None:
        one = self.chosen
        may_send = one is not None and one.device.revoked_on is None
        self.revoke_button.setEnabled(may_send)
        self.replace_button.setEnabled(may_send)
        if one is None:
            self.about.setText(_("No laptop has registered here yet."))
        elif one.reason:
            self.about.setText(_("Revoked: %(reason)s") % {"reason": one.reason})
        else:
            self.about.setText(_(", ").join(each.place for each in one.schools))

    def _revoke(self) -> None:
        if self.chosen:
            self.revoke.emit(self.chosen)

    def _replace(self) -> None:
        if self.chosen:
            self.replace.emit(self.chosen)

    def _build(self) -> None:
        self.revoke_button.setObjectName("revoke")
        self.replace_button.setObjectName("replace")
        text = _(
            "An enrolment file is for one laptop. Another one came with a file that was used. Find"
            " out whose it is before you let it in; then take its package again."
        )
        self.waiting.body.addWidget(muted(text))
        self.waiting.body.addLayout(self.waiting_rows)
        self.waiting.hide()
        top, below = QWidget(), QWidget()
        row, acts = FlowLayout(top, gap=style.px(8)), FlowLayout(below, gap=style.px(8))
        self.search.setMinimumWidth(style.px(260))
        for one in (self.search, self.count, self.unused):
            row.addWidget(one)
        acts.addWidget(self.replace_button)
        acts.addWidget(self.revoke_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, style.px(8), 0, 0)
        layout.setSpacing(style.px(8))
        for part in (self.waiting, top, self.table, self.about, below):
            layout.addWidget(part, 1 if part is self.table else 0)
        self.search.searched.connect(lambda _text: self._filter())
        self.table.chosen.connect(lambda _index: self._mark())


def _columns() -> list[Column[Laptop]]:
    return [
        Column(_("Laptop"), lambda one: one.device.name, sort=lambda one: one.device.name),
        Column(_("Sign"), lambda one: one.sign[:8]),
        Column(_("Schools"), lambda one: str(len(one.device.scopes)), tip=_schools),
        Column(
            _("Last package"),
            lambda one: words.day(one.last) or _("never"),
            sort=lambda one: one.last,
        ),
        Column(
            _("Enrolled on"),
            lambda one: f"{one.device.enrolled_on or ''}",
            sort=lambda one: one.device.enrolled_on,
        ),
        Column(_("State"), _state, tone=_tone, sort=_state, tip=lambda one: one.reason),
    ]


def _schools(one: Laptop) -> str:
    return "\n".join(each.place for each in one.schools)


def _state(one: Laptop) -> str:
    if one.device.revoked_on is None:
        return _("✓ may send")
    return _("✗ revoked on %(day)s") % {"day": one.device.revoked_on}


def _tone(one: Laptop) -> str:
    return "good" if one.device.revoked_on is None else "bad"


def _fits(one: Laptop, text: str) -> bool:
    if not text:
        return True
    return (
        text in one.device.name
        or one.sign.startswith(text.casefold())
        or any(code.startswith(text) for code in one.device.scopes)
        or any(text in each.place for each in one.schools)
    )
