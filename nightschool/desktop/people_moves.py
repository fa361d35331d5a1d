"""The guided actions of the page of people: which dialog asks, which service does it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from nightschool.desktop import people_words as words
from nightschool.desktop.dialogs import people_moves as dialogs
from nightschool.desktop.dialogs.people_moves import MoveDialog, PeopleDialog
from nightschool.desktop.dialogs.people_new import New, NewPersonDialog
from nightschool.desktop.dialogs.people_reveal import RevealDialog
from nightschool.desktop.page import Page
from nightschool.desktop.people_acts import PeopleActs
from nightschool.desktop.widgets.household_picker import HouseholdPicker, homes
from nightschool.desktop.widgets.people_panel import Shown
from nightschool.domain.codes import LeftReason
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.i18n import _
from nightschool.services import moves, people, revealing

if TYPE_CHECKING:
    from nightschool.services.workspace import Workspace

Do = Callable[[], Any]


class Moves:
    """Each opens its dialog over the person or household that the card shows."""

    def __init__(
        self,
        page: Page,
        acts: PeopleActs,
        shown: Callable[[], Shown | None],
        select: Callable[[RowId], object],
    ) -> None:
        self._page, self._acts = page, acts
        self._shown, self._select = shown, select
        self.dialog: MoveDialog | None = None

    @property
    def _workspace(self) -> "Workspace":
        return self._page.session.workspace

    def add(self, how: New = New.MISSED) -> None:
        """Somebody missing from the list, a newcomer, or a newborn of this household."""
        home = self._home() if how is New.NEWBORN else None
        if how is New.NEWBORN and home is None:
            return
        dialog = NewPersonDialog(self._page, self._page.session, how, home)
        dialog.double_opened.connect(self._select)
        if home is None:
            self._offer(dialog.picker)
        self._open(
            dialog,
            lambda: self._adding(dialog, how, home),
            lambda one: _("%(name)s was added") % {"name": one.name},
            lambda one: self._select(one.id),
        )

    def leave(self, reason: LeftReason) -> None:
        """Moved away, with others of the household perhaps; or died."""
        one = self._person()
        if one is None or one.left_on:
            return
        family = [one] if reason is LeftReason.DIED else self._family(one)
        name = "died" if reason is LeftReason.DIED else "moved-away"
        dialog = PeopleDialog(self._page, name, dialogs.leaving(reason), family, [one.id])

        def work() -> Do:
            who, day = [each.id for each in dialog.people.chosen], dialog.day.day
            if reason is LeftReason.DIED:
                return lambda: moves.die(self._workspace, who[0], day)
            return lambda: moves.move_away(self._workspace, who, day)

        names = _(", ")
        self._open(
            dialog,
            work,
            lambda _made: (
                _("%(names)s left the list")
                % {"names": names.join(each.name for each in dialog.people.chosen)}
            ),
        )

    def come_back(self) -> None:
        """Here again, with others of the household who left."""
        one = self._person()
        if one is None or one.left_on is None or one.left_reason is LeftReason.DIED:
            return
        shown = self._shown()
        members = [each.person for each in shown.home.members] if shown and shown.home else [one]
        gone = [
            each for each in members if each.left_on and each.left_reason is not LeftReason.DIED
        ]
        dialog = PeopleDialog(self._page, "came-back", dialogs.returning(), gone, [one.id])

        def work() -> Do:
            who, day = [each.id for each in dialog.people.chosen], dialog.day.day
            return lambda: moves.come_back(self._workspace, who, day)

        text = _("%(count)d on the list again")
        self._open(dialog, work, lambda count: text % {"count": count})

    def marry(self) -> None:
        """Into another household, or into another village."""
        one = self._person()
        if one is None:
            return
        dialog = dialogs.MarryDialog(self._page, one)
        self._offer(dialog.picker, one.household)

        def work() -> Do:
            day, home, relation = dialog.day.day, dialog.picker.chosen, dialog.chosen_relation
            if dialog.away or home is None:
                return lambda: moves.marry_away(self._workspace, one.id, day)
            return lambda: moves.marry(self._workspace, one.id, home.id, day, relation)

        self._open(dialog, work, lambda made: _("Marriage of %(name)s saved") % {"name": made.name})

    def place(self) -> None:
        """Correct the household that somebody belongs to."""
        one = self._person()
        if one is None:
            return
        dialog = dialogs.PlaceDialog(self._page, one)
        self._offer(dialog.picker, one.household)

        def work() -> Do:
            home = dialog.picker.chosen
            changes = {
                "household": home.id if home else None,
                "relation": dialog.chosen_relation,
                "relation_text": "",
            }
            return lambda: people.edit_person(self._workspace, one.id, changes)

        self._open(
            dialog, work, lambda made: _("%(name)s: household corrected") % {"name": made.name}
        )

    def split(self) -> None:
        """Some members become a household of their own."""
        one, home = self._person(), self._home()
        if one is None or home is None:
            return
        dialog = dialogs.SplitDialog(self._page, self._family(one), [one.id])

        def work() -> Do:
            going, head = [each.id for each in dialog.people.chosen], dialog.chosen_head
            day, number = dialog.day.day, dialog.number.text()
            return lambda: moves.split(
                self._workspace, home.id, going, head or going[0], day, number
            )

        self._open(dialog, work, lambda _made: _("The household was split"))

    def combine(self) -> None:
        """All members go to another household."""
        shown, home = self._shown(), self._home()
        if shown is None or shown.home is None or home is None:
            return
        name = words.household_name(shown.home.name.number, shown.home.name.head)
        dialog = dialogs.CombineDialog(self._page, name)
        self._offer(dialog.picker, home.id)

        def work() -> Do:
            into, day = dialog.picker.chosen, dialog.day.day
            target = into.id if into else home.id
            return lambda: moves.combine(self._workspace, home.id, target, day)

        self._open(dialog, work, lambda _made: _("The households were combined"))

    def new_head(self) -> None:
        """Another member becomes the head."""
        one, home = self._person(), self._home()
        if one is None or home is None:
            return
        dialog = dialogs.HeadDialog(self._page, self._family(one), one.id)

        def work() -> Do:
            head, former, day = dialog.chosen_head, dialog.chosen_former, dialog.day.day
            return lambda: moves.new_head(self._workspace, home.id, head, day, former)

        self._open(dialog, work, lambda _made: _("The household has a new head"))

    def reveal(self, show: Callable[[str], object]) -> None:
        """Show a whole ID number, for a reason that is kept."""
        one = self._person()
        if one is None:
            return
        dialog = RevealDialog(self._page, one.name)
        self.dialog = dialog

        def told(number: str) -> None:
            dialog.accept()
            show(number)

        def ask() -> None:
            reason = dialog.reason.text()
            self._page.run(
                lambda _task: revealing.citizen_no(self._workspace, one.id, reason),
                told,
                dialog.refuse,
            )

        dialog.asked.connect(ask)
        dialog.open()

    def _adding(self, dialog: NewPersonDialog, how: New, home: Household | None) -> Do:
        one, day = dialog.person(), dialog.day.day
        if how is New.NEWBORN and home is not None:
            return lambda: moves.newborn(self._workspace, home.id, one, day)
        if how is New.NEWCOMER:
            return lambda: moves.newcomer(self._workspace, one, day)
        return lambda: people.add_person(self._workspace, one)

    def _open(
        self,
        dialog: MoveDialog,
        prepare: Callable[[], Do],
        said: Callable[[Any], str],
        done: Callable[[Any], object] | None = None,
    ) -> None:
        """Let the dialog ask; `prepare` reads its fields before the worker begins."""
        self.dialog = dialog

        def finished(made: Any) -> None:
            dialog.accept()
            if done:
                done(made)

        dialog.asked.connect(lambda: self._acts.do(prepare(), said, finished, dialog.refuse))
        dialog.open()

    def _offer(self, picker: HouseholdPicker, without: RowId | None = None) -> None:
        workspace, school = self._workspace, self._page.session.school
        self._page.read(
            lambda _task: homes(
                people.households(workspace, school), people.people(workspace, school), without
            ),
            picker.offer,
            "homes",
        )

    def _person(self) -> Person | None:
        shown = self._shown()
        return shown.card.person if shown else None

    def _home(self) -> Household | None:
        shown = self._shown()
        return shown.card.household if shown else None

    def _family(self, one: Person) -> Sequence[Person]:
        """The members of the household who are here, the person among them."""
        shown = self._shown()
        if shown is None or shown.home is None:
            return [one]
        return [each.person for each in shown.home.members if each.person.left_on is None]
