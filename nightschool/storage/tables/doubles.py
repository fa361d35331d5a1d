"""What a county decided of likely doubles; who was joined to whom stands in their own rows."""

from sqlalchemy.orm import Mapped, mapped_column

from nightschool.domain.identity import RowId
from nightschool.storage.tables.base import Base, Synced, by_seq, field


class NotSame(Synced, Base):
    """Two people, or two lessons, that look alike and are not the same: common to the county."""

    __tablename__ = "not_same"
    __table_args__ = (by_seq("not_same"),)
    __since__ = 2

    id: Mapped[RowId] = mapped_column(primary_key=True)
    first: Mapped[RowId] = field(1)
    second: Mapped[RowId] = field(2)
    reason: Mapped[str] = field(3)
