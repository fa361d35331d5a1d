"""What the registry's page does: which dialog asks, which service writes."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from nightschool.desktop.dialogs import registry_laptop as of_laptops
from nightschool.desktop.dialogs import registry_school as of_schools
from nightschool.desktop.dialogs.people_moves import MoveDialog
from nightschool.desktop.dialogs.registry_teaching import CourseDialog, LecturerDialog
from nightschool.desktop.dialogs.registry_transfer import TransferDialog
from nightschool.desktop.page import Page
from nightschool.domain.course import Course
from nightschool.domain.lecturer import Lecturer
from nightschool.domain.school import School
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import (
    courses,
    enrolment,
    laptops,
    lecturers,
    people,
    registry,
    schools,
    second_use,
    transfers,
    undo,
)
from nightschool.services.laptops import Laptop
from nightschool.services.second_use import Claim
from nightschool.task import Task

if TYPE_CHECKING:
    from nightschool.services.undo import Act
    from nightschool.services.workspace import Workspace

Do = Callable[[Task], Any]


class RegistryActs:
    """Every write says what was done; where it can be taken back, with its undo."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.known: Sequence[School] = ()
        self.held: Mapping[str, int] = {}
        """Laptops that may send, by school."""
        self.dialog: MoveDialog | None = None

    @property
    def _workspace(self) -> "Workspace":
        return self._page.session.workspace

    # schools

    def new_school(self) -> None:
        """A village that the official list lacks."""
        dialog = of_schools.NewSchoolDialog(self._page, self._workspace.scope)

        def work() -> Do:
            code, village, township = (
                each.text() for each in (dialog.code, dialog.village, dialog.township)
            )
            return lambda _task: registry.new_school(self._workspace, code, village, township)

        self._open(dialog, work, lambda one: _("%(school)s was added") % {"school": one.place})

    def edit(self, one: School) -> None:
        """Another name, another head, keeper or phone."""
        dialog = of_schools.EditSchoolDialog(self._page, one)

        def work() -> Do:
            village, reason = dialog.village.text(), dialog.reason.text().strip()
            head, keeper, phone = (
                each.text() for each in (dialog.head, dialog.keeper, dialog.phone)
            )

            def write(_task: Task) -> School:
                after = registry.set_contact(
                    self._workspace, one.code, head=head, keeper=keeper, phone=phone
                )
                if "".join(village.split()) != one.village:
                    after = registry.rename(self._workspace, one.code, village, reason)
                return after

            return write

        self._open(dialog, work, lambda after: _("%(school)s: saved") % {"school": after.place})

    def close(self, one: School) -> None:
        """Closed from a day, perhaps into another."""
        dialog = of_schools.CloseSchoolDialog(self._page, one, self.known)

        def work() -> Do:
            heir, day = dialog.heir.chosen, dialog.day.day
            into = heir.code if heir else None
            return lambda _task: registry.close(self._workspace, one.code, day, into)

        self._open(dialog, work, lambda after: _("%(school)s is closed") % {"school": after.place})

    def reopen(self, one: School) -> None:
        """Take a closing back."""
        self.write(
            lambda _task: registry.reopen(self._workspace, one.code),
            lambda after: _("%(school)s is open again.") % {"school": after.place},
        )

    def transfer(self, one: School) -> None:
        """People or a household to another school."""
        dialog = TransferDialog(self._page, one, self.known)
        workspace = self._workspace
        self._page.read(
            lambda _task: (
                people.households(workspace, one.code),
                people.people(workspace, one.code),
            ),
            lambda found: dialog.offer(*found),
            "transfer",
        )

        def work() -> Do:
            to, day, home, who = dialog.to.chosen, dialog.day.day, dialog.whole, dialog.going
            code = to.code if to else ""
            if home is not None:
                return lambda _task: transfers.transfer_household(workspace, home, code, day)
            return lambda _task: transfers.transfer(workspace, who, code, day)

        def said(_made: Any) -> str:
            to = dialog.to.chosen
            return _("Transferred to %(school)s") % {"school": to.place if to else ""}

        self._open(dialog, work, said, topics=("people", "registry"))

    # laptops

    def enrol(self, one: School | None = None) -> None:
        """Files for laptops of several schools, or of one, and the sheet of their codes."""
        with_laptop = {code for code, count in self.held.items() if count}
        dialog = of_laptops.EnrolDialog(self._page, self.known, with_laptop, one)

        def work() -> Do:
            codes, folder, sheet = dialog.chosen(), dialog.folder.path, dialog.sheet.path
            if folder is None or sheet is None:
                raise AssertionError("the dialog asks for both")
            return lambda task: enrolment.enrol_each(self._workspace, codes, folder, sheet, task)

        def said(made: Any) -> str:
            facts = {"count": len(made[0]), "file": made[1].name}
            return _("%(count)d enrolment files were made; their codes stand in %(file)s") % facts

        self._open(dialog, work, said, title=_("Making the enrolment files"), undoable=False)

    def revoke(self, one: Laptop) -> None:
        """Take nothing more from it."""
        dialog = of_laptops.RevokeDialog(self._page, one.device.name)

        def work() -> Do:
            reason = dialog.reason.text()
            return lambda _task: laptops.revoke(self._workspace, one.device.device, reason)

        said = _("%(name)s is revoked; the next packages tell the others")
        self._open(dialog, work, lambda after: said % {"name": after.name}, undoable=False)

    def replace(self, one: Laptop) -> None:
        """Another one takes its place."""
        dialog = of_laptops.ReplaceDialog(self._page, one.device.name)

        def work() -> Do:
            reason, folder, sheet = dialog.reason.text(), dialog.folder.path, dialog.sheet.path
            if folder is None or sheet is None:
                raise AssertionError("the dialog asks for both")

            def write(_task: Task) -> Any:
                made = laptops.replace(self._workspace, one.device.device, folder, reason)
                return [made], enrolment.save_codes(self._workspace, [made], sheet)

            return write

        said = _("The new enrolment file is made; its code stands in %(file)s")
        self._open(dialog, work, lambda made: said % {"file": made[1].name}, undoable=False)

    def admit(self, claim: Claim) -> None:
        """Let a second laptop with one enrolment file in."""
        self.write(
            lambda _task: second_use.admit(self._workspace, claim.device),
            lambda one: _("%(name)s is let in: take its package again") % {"name": one.name},
            undoable=False,
        )

    # courses and lecturers

    def course(self, one: Course | None) -> None:
        """A new course, or a corrected one."""
        dialog = CourseDialog(self._page, one)

        def work() -> Do:
            title, kind, group = dialog.title_edit.text(), dialog.chosen_kind, dialog.chosen_group
            skill = dialog.skill.text()
            if one is None:
                return lambda _task: courses.add_course(self._workspace, title, kind, group, skill)
            return lambda _task: courses.edit_course(
                self._workspace, one.id, title=title, kind=kind, group=group, skill=skill
            )

        self._open(
            dialog,
            work,
            lambda made: _("Course %(code)s: %(title)s") % {"code": made.code, "title": made.title},
        )

    def turn_course(self, one: Course) -> None:
        """Out of use, or allowed again."""
        turn = courses.deactivate if one.active else courses.activate
        text = _("%(title)s is out of use") if one.active else _("%(title)s is in use again")
        self.write(
            lambda _task: turn(self._workspace, one.id),
            lambda after: text % {"title": after.title},
        )

    def lecturer(self, one: Lecturer | None) -> None:
        """Somebody new in the pool, or corrected."""
        dialog = LecturerDialog(self._page, one)

        def work() -> Do:
            name, phone, note = (each.text() for each in (dialog.name, dialog.phone, dialog.note))
            kind, language = dialog.chosen_kind, dialog.chosen_language
            if one is None:
                return lambda _task: lecturers.add_lecturer(
                    self._workspace, name, kind, language, phone, note
                )
            return lambda _task: lecturers.edit_lecturer(
                self._workspace,
                one.id,
                name=name,
                kind=kind,
                language=language,
                phone=phone,
                note=note,
            )

        self._open(dialog, work, lambda made: _("%(name)s: saved") % {"name": made.name})

    def turn_lecturer(self, one: Lecturer) -> None:
        """Teaches no more, or again."""
        text = _("%(name)s: out of use") if one.active else _("%(name)s: in use again")
        self.write(
            lambda _task: lecturers.edit_lecturer(self._workspace, one.id, active=not one.active),
            lambda after: text % {"name": after.name},
        )

    # how all of them write

    def write(
        self,
        work: Do,
        said: Callable[[Any], str],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        *,
        topics: tuple[str, ...] = ("registry",),
        title: str = "",
        undoable: bool = True,
        stopped: Callable[[], object] | None = None,
    ) -> None:
        """Write in the worker, then say what was done, with its undo where there is one."""
        workspace = self._workspace

        def both(task: Task) -> "tuple[Any, Act | None, tuple[School, ...]]":
            made = work(task)
            act = undo.latest(workspace) if undoable else None
            return made, act, schools.served(workspace)

        def written(found: "tuple[Any, Act | None, tuple[School, ...]]") -> None:
            made, act, known = found
            self._page.session.schools = known
            if done:
                done(made)
            take_back = (lambda: self._take_back(act, topics)) if act else None
            self._page.session.notice(said(made), take_back)
            self._page.session.wrote(*topics)

        self._page.run(both, written, failed, title=title, stopped=stopped)

    def _take_back(self, act: "Act", topics: tuple[str, ...]) -> None:
        self.write(
            lambda _task: undo.undo(self._workspace, act),
            lambda _made: _("Taken back"),
            topics=topics,
            undoable=False,
        )

    def _open(
        self,
        dialog: MoveDialog,
        prepare: Callable[[], Do],
        said: Callable[[Any], str],
        *,
        topics: tuple[str, ...] = ("registry",),
        title: str = "",
        undoable: bool = True,
    ) -> None:
        """Let the dialog ask; `prepare` reads its fields before the worker begins."""
        self.dialog = dialog

        def stopped() -> None:
            with suppress(RuntimeError):  # the window may be gone
                dialog.accept_button.setEnabled(True)

        dialog.asked.connect(
            lambda: self.write(
                prepare(),
                said,
                lambda _made: dialog.accept(),
                dialog.refuse,
                topics=topics,
                title=title,
                undoable=undoable,
                stopped=stopped,
            )
        )
        dialog.open()
