"""The desk of somebody who has signed in: menu, head, page, bars, status line."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nightschool.desktop import pages, style
from nightschool.desktop.finder import Finder
from nightschool.desktop.navigation import Navigation
from nightschool.desktop.page import Page
from nightschool.desktop.panels import HelpPanel, ProgressPanel
from nightschool.desktop.session import Notice, Session
from nightschool.desktop.target import Target
from nightschool.desktop.watch import Watch
from nightschool.desktop.widgets import Chip, MessageBar, NoticeBar, button, label
from nightschool.desktop.widgets.buttons import fold, words_back
from nightschool.desktop.widgets.school_bar import SchoolBar
from nightschool.domain.codes import Role
from nightschool.errors import UserError
from nightschool.i18n import _

NARROW = 1150
"""Below this width, in pixels at 100 %, the menu shows icons alone."""

_MOST_TOOLS = 0.45
"""The part of the window's width that a page's buttons may take with their words."""


class Desk(QWidget):
    """Pages are made when first opened and kept."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.session = session
        self._pages: dict[str, Page] = {}
        self._areas: dict[str, QScrollArea] = {}
        self.current: Page | None = None
        self.keys = pages.menu(session.role)
        classes = {key: pages.page(key) for key in self.keys}
        self.navigation = Navigation((key, one.icon, one.title()) for key, one in classes.items())
        self.message = MessageBar()
        self.school_bar = SchoolBar(session)
        self.notice = NoticeBar()
        self.help = HelpPanel()
        self.progress = ProgressPanel(session.jobs)
        self.stack = QStackedWidget()
        self.finder = Finder(session, self)
        self.watch = Watch(session, self)
        self._build()
        self._connect()
        self._start()

    def open(self, target: Target) -> None:
        """Open a page, unless the one that is open may not be left."""
        if not pages.exists(target.page) or not self._may_leave(target.page):
            return
        page = self._pages.get(target.page) or self._make(target.page)
        self.message.hide()
        self.help.hide()
        self.current = page
        self.stack.setCurrentWidget(self._areas[target.page])
        self.navigation.mark(target.page)
        if self.session.role is not Role.SCHOOL:
            self.school_bar.follow(target.page)
        self._show_head()
        page.freshen()
        page.open(target)
        self._focus_page()

    def open_number(self, number: int) -> None:
        """Open the menu's page of this number, from 1."""
        if number <= len(self.keys):
            self.open(Target(self.keys[number - 1]))

    def undo(self) -> None:
        """Ctrl+Z: what the page takes back, else what the notice does."""
        if not (self.current and self.current.undo()):
            self.notice.undo()

    def show_help(self) -> None:
        """F1, and again to close it."""
        if self.help.isVisible():
            self.help.leave()
        elif self.current:
            self.help.tell(self.current.title(), self.current.help())

    def search_all(self) -> None:
        """Ctrl+F."""
        self._place_finder()
        self.finder.appear()

    def refuse(self, error: UserError) -> None:
        """Show what a person can mend above the page."""
        self.message.say(error.message, error.remedy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < style.px(NARROW)
        self.navigation.shrink(narrow=narrow)
        self.search.setText("" if narrow else _("Search  Ctrl+F"))
        style.lead(self.search, "search", "muted")
        self._fold_tools()
        self._place_finder()

    def _make(self, key: str) -> Page:
        page = pages.page(key)(self.session)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self._pages[key], self._areas[key] = page, area
        self.stack.addWidget(area)
        for tool in page.tools:
            self.tools.addWidget(tool)
        page.retitled.connect(self._show_head)
        return page

    def _may_leave(self, key: str) -> bool:
        page = self.current
        fine = page is None or page.key == key or page.may_leave()
        if page and not fine:
            self.navigation.mark(page.key)
        return fine

    def _show_head(self) -> None:
        if self.current is None:
            return
        self.title.setText(self.current.heading())
        for page in self._pages.values():
            for tool in page.tools:
                tool.setVisible(page is self.current)
        self._fold_tools()

    def _fold_tools(self) -> None:
        """Where they would push the title out, buttons beside it do with their icons."""
        tools = [tool for tool in self.current.tools if not tool.isHidden()] if self.current else []
        for tool in tools:
            words_back(tool)
        if sum(tool.sizeHint().width() for tool in tools) > self.width() * _MOST_TOOLS:
            for tool in tools:
                fold(tool)

    def _focus_page(self) -> None:
        """The page's first control takes the keys, unless the page gave them to one itself."""
        page = self.current
        focused: QWidget | None = self.focusWidget()
        if page and not (focused is not None and page.isAncestorOf(focused)):
            page.setFocus()
            page.focusNextChild()

    def _start(self) -> None:
        if self.keys:
            self.open(Target(self.keys[0]))

    def _changed(self, topic: str) -> None:
        for page in self._pages.values():
            if topic in page.topics:
                page.spoil()

    def _moved(self) -> None:
        for page in self._pages.values():
            page.spoil()

    def _noticed(self, notice: Notice | None) -> None:
        if notice is None:
            self.notice.hide()
        else:
            self.notice.say(notice.text, notice.undo)

    def _connect(self) -> None:
        session = self.session
        self.navigation.chosen.connect(lambda key: self.open(Target(key)))
        session.navigate.connect(self.open)
        session.changed.connect(self._changed)
        session.moved.connect(self._moved)
        session.noticed.connect(self._noticed)
        session.said.connect(self.said.setText)
        session.jobs.refused.connect(self.refuse)
        self.help.closed.connect(self._focus_page)
        self.finder.closed.connect(self._focus_page)

    def _build(self) -> None:
        side = style.px(18)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addLayout(self._head())
        inset = QVBoxLayout()
        inset.setContentsMargins(side, 0, side, style.px(6))
        inset.addWidget(self.message)
        if self.session.role is not Role.SCHOOL:
            inset.addWidget(self.school_bar)
        middle.addLayout(inset)
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, style.px(6), 0)
        beside.addWidget(self.stack, 1)
        beside.addWidget(self.help)
        middle.addLayout(beside, 1)
        below = QVBoxLayout()
        below.setContentsMargins(side, 0, side, style.px(8))
        below.addWidget(self.progress)
        below.addWidget(self.notice)
        middle.addLayout(below)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.navigation)
        across.addLayout(middle, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(self._status())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(style.px(18), style.px(12), style.px(18), style.px(8))
        head.setSpacing(style.px(8))
        self.title = label("", "title")
        self.title.setObjectName("title")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        beside = QWidget()
        beside.setMinimumWidth(1)  # it does not hold the window open: its buttons fold
        self.tools = QHBoxLayout(beside)
        self.tools.setContentsMargins(0, 0, 0, 0)
        self.search = button("", self.search_all, icon="search", name=_("Search everything"))
        self.search.setObjectName("search")
        head.addWidget(self.title, 1)
        if self.session.practice:
            head.addWidget(Chip("", _("Practice"), "warn"))
        if len(self.session.schools) > 1 and self.session.role is Role.SCHOOL:
            head.addWidget(self._chooser())
        head.addWidget(beside)
        head.addWidget(self.search)
        head.addWidget(self._small("help-circle", _("Help (F1)"), self.show_help))
        if "settings" not in self.keys and pages.exists("settings"):
            head.addWidget(
                self._small("settings", _("Settings"), lambda: self.open(Target("settings")))
            )
        return head

    def _small(self, icon: str, name: str, slot: Callable[[], object]) -> QPushButton:
        return button("", slot, icon=icon, kind="quiet", name=name)

    def _chooser(self) -> QComboBox:
        chooser = QComboBox()
        chooser.setObjectName("school")
        chooser.setAccessibleName(_("School"))
        for one in self.session.schools:
            chooser.addItem(one.village, one.code)
        chooser.setCurrentIndex(chooser.findData(self.session.school))
        chooser.currentIndexChanged.connect(
            lambda index: self.session.choose(chooser.itemData(index))
        )
        return chooser

    def _status(self) -> QWidget:
        status = QWidget()
        status.setObjectName("status")
        status.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(status)
        row.setContentsMargins(style.px(14), style.px(3), style.px(14), style.px(3))
        self.said = label(_("Everything is saved at once"))
        self.said.setObjectName("said")
        row.addWidget(self.said, 1)
        row.addWidget(label(self._place()))
        return status

    def _place(self) -> str:
        here = [one for one in self.session.schools if one.code == self.session.workspace.scope]
        return here[0].place if here else ""

    def _place_finder(self) -> None:
        width = min(style.px(560), self.width() - style.px(24))
        height = min(style.px(420), self.height() - style.px(60))
        self.finder.setGeometry(self.width() - width - style.px(12), style.px(8), width, height)
