"""What a certificate says: the county's words or the program's, filled in; always Chinese."""

from datetime import date

from nightschool.documents import chinese
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_style import Face, Style, Words, filled
from nightschool.domain.codes import CertificateKind

TITLES = {
    CertificateKind.ATTENDANCE: "听课证书",
    CertificateKind.COMPLETION: "结业证书",
    CertificateKind.SKILL: "技能证书",
    CertificateKind.HONOUR: "荣誉证书",
}
CLOSINGS = {
    CertificateKind.ATTENDANCE: "特此证明。",
    CertificateKind.COMPLETION: "特发此证。",
    CertificateKind.SKILL: "特发此证。",
    CertificateKind.HONOUR: "特发此证，以资鼓励。",
}
ENGLISH_TITLES = {
    CertificateKind.ATTENDANCE: "Certificate of Attendance",
    CertificateKind.COMPLETION: "Certificate of Completion",
    CertificateKind.SKILL: "Certificate of Skill",
    CertificateKind.HONOUR: "Certificate of Honour",
}
_ENGLISH = {
    CertificateKind.ATTENDANCE: "has attended %(hours)s class hours, %(time)s.",
    CertificateKind.COMPLETION: "has completed the training with %(hours)s class hours, %(time)s.",
    CertificateKind.SKILL: "has passed the assessment of this skill on %(decided)s.",
    CertificateKind.HONOUR: "was commended as an outstanding learner on %(decided)s.",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def face(certificate: Certificate, style: Style, words: Words, *, practice: bool = False) -> Face:
    """The words and the look of a certificate that is about to be issued."""
    kind = certificate.kind
    tail = certificate.citizen_tail
    wording = filled(words.wording or _wording(certificate), _values(certificate))
    return Face(
        layout=style.layout,
        paper=style.paper,
        title=words.title or TITLES[kind],
        yi_title=words.yi_title,
        english_title=ENGLISH_TITLES[kind] if style.english else "",
        addressee=f"学员（身份证号末四位：{tail}）：" if tail else "学员：",
        paragraphs=(wording, words.closing or CLOSINGS[kind]),
        yi_line=words.yi_line,
        english_line=_english(certificate) if style.english else "",
        day=chinese.ceremonial_date(certificate.issued_on),
        practice=practice,
    )


def _wording(certificate: Certificate) -> str:
    """The program's own words for a kind; without hours or a course they speak of none."""
    course = certificate.course
    earned = "，累计完成 {学时} 学时" if certificate.half_hours else ""
    match certificate.kind:
        case CertificateKind.ATTENDANCE:
            what = "“{课程}”课程" if course else "课程"
            return f"于{{时间}}参加{{夜校}}{what}学习，累计听课 {{学时}} 学时。"
        case CertificateKind.COMPLETION:
            what = "“{课程}”培训" if course else "建档立卡户适龄劳动力轮训"
            return f"于{{时间}}参加{{夜校}}{what}{earned}，准予结业。"
        case CertificateKind.SKILL:
            taught = f"于{{时间}}参加{{夜校}}“{{课程}}”技能培训{earned}，" if earned else ""
            what = "掌握该项技能" if earned else "掌握“{课程}”技能"
            return f"{taught}{{考核日}}经{{考核人}}考核合格，{what}。"
        case CertificateKind.HONOUR:
            learnt = f"于{{时间}}在{{夜校}}学习{earned}，" if earned else "在{夜校}学习，"
            return f"{learnt}{{事由}}。经{{决定人}}{{决定日}}研究决定，评为先进学员。"


def _values(certificate: Certificate) -> dict[str, str]:
    decided = chinese.plain_date(certificate.decided_on) if certificate.decided_on else ""
    return {
        "时间": chinese.period(certificate.first_day, certificate.last_day),
        "夜校": certificate.school_name,
        "课程": certificate.course,
        "学时": chinese.class_hours(certificate.half_hours),
        "考核日": decided,
        "考核人": certificate.decided_by,
        "事由": certificate.decision.rstrip("。；，. "),
        "决定日": decided,
        "决定人": certificate.decided_by,
    }


def _english(certificate: Certificate) -> str:
    first, last = _date(certificate.first_day), _date(certificate.last_day)
    decided = certificate.decided_on or certificate.issued_on
    return "The bearer " + _ENGLISH[certificate.kind] % {
        "hours": chinese.class_hours(certificate.half_hours),
        "time": first if first == last else f"{first} – {last}",
        "decided": _date(decided),
    }


def _date(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
