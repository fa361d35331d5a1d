"""The photos of one lesson as small pictures: looked at by Enter, taken away by Delete."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nightschool.desktop import style
from nightschool.domain.photo import Photo
from nightschool.i18n import _
from nightschool.services import photos
from nightschool.services.workspace import Workspace

_WIDE, _HIGH = 84, 63


@dataclass(frozen=True, slots=True)
class Thumb:
    """A photo and its small picture; a null one where the bytes have not come here."""

    photo: Photo
    image: QImage


def thumbs(workspace: Workspace, found: Sequence[Photo]) -> tuple[Thumb, ...]:
    """Small pictures of these photos, in the worker."""
    room = QSize(style.px(_WIDE), style.px(_HIGH)) * 2
    made = []
    for one in found:
        image = QImage.fromData(photos.content(workspace, one) or b"")
        if not image.isNull():
            image = image.scaled(
                room,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        made.append(Thumb(one, image))
    return tuple(made)


class PhotoStrip(QListWidget):
    """`opened` and `unwanted` give the `Photo`."""

    opened = Signal(object)
    unwanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("photos")
        self.setAccessibleName(_("Photos of the class"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setIconSize(QSize(style.px(_WIDE), style.px(_HIGH)))
        self.setGridSize(QSize(style.px(_WIDE + 10), style.px(_HIGH + 10)))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFixedHeight(style.px(_HIGH + 24))
        self.itemActivated.connect(lambda item: self.opened.emit(_photo(item)))

    def show_thumbs(self, found: Sequence[Thumb]) -> None:
        """Show these instead."""
        self.clear()
        for number, one in enumerate(found, 1):
            item = QListWidgetItem(_icon(one.image), "")
            item.setData(Qt.ItemDataRole.UserRole, one.photo)
            text = one.photo.note or _("Photo %(number)d") % {"number": number}
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            here = _("Enter: look at it. Delete: take it away.")
            gone = _("The picture itself has not come to this laptop.")
            item.setToolTip(gone if one.image.isNull() else here)
            self.addItem(item)
        self.setVisible(bool(found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {
            Qt.Key.Key_Delete: self.unwanted,
            Qt.Key.Key_Backspace: self.unwanted,
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None and self.currentRow() >= 0:
            act.emit(_photo(self.currentItem()))
        else:
            super().keyPressEvent(event)


class PhotoDialog(QDialog):
    """One photo, as large as the window allows."""

    def __init__(self, parent: QWidget, content: bytes) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Photos of the class"))
        self.setObjectName("photo")
        room = parent.window().size() - QSize(style.px(80), style.px(80))
        picture = QLabel()
        picture.setAccessibleName(_("Photos of the class"))
        picture.setPixmap(
            QPixmap.fromImage(QImage.fromData(content)).scaled(
                room,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        layout = QVBoxLayout(self)
        layout.addWidget(picture)


def _photo(item: QListWidgetItem) -> Photo:
    found: Photo = item.data(Qt.ItemDataRole.UserRole)
    return found


def _icon(image: QImage) -> QIcon:
    return style.icon("photo", "faint") if image.isNull() else QIcon(QPixmap.fromImage(image))
