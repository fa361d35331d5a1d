"""What reports say: titles, states, reasons, and the definition of every figure."""

from collections.abc import Iterator

from nightschool.documents import chinese
from nightschool.domain.cards import CardRules, Colour, Reason, Rule, Threshold
from nightschool.domain.forecast import EARLIEST, FEWEST, SPAN, WhyNone
from nightschool.domain.period import Period
from nightschool.domain.progress import Pace
from nightschool.domain.report import MonthState, PeriodReport
from nightschool.domain.school import Level

MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
REGISTER, DUE, COMPLETE, SHARE, PLAN, FORECAST = tuple(MARKS[:6])
LESSONS, HOURS, ATTENDANCE, SILENCE, CARDS, STATE = tuple(MARKS[6:])
"""Each mark stands at the figures that its note defines."""

LEAST_LESSONS, MOST_LESSONS = 2, 3
"""Lessons a month by the notice of 2016."""

STATES = {
    MonthState.MISSING: "未报",
    MonthState.SUBMITTED: "待审",
    MonthState.RETURNED: "退回",
    MonthState.ACCEPTED: "已审定",
}
COLOURS = {Colour.YELLOW: "黄牌", Colour.RED: "红牌"}
PLACES = {
    Level.PREFECTURE: "州",
    Level.COUNTY: "县（市）",
    Level.TOWNSHIP: "乡镇",
    Level.SCHOOL: "夜校",
}
WHY_NO_FORECAST = {
    WhyNone.NOBODY_DUE: "没有适龄劳动力",
    WhyNone.TOO_EARLY: f"开训不足 {EARLIEST.days} 天，暂不预测",
    WhyNone.TOO_FEW: f"近半年完成不足 {FEWEST} 人，暂不预测",
    WhyNone.TOO_FAR: "按近半年进度无法完成",
}
KEPT = {
    "people": "在册人数",
    "working_age": "适龄劳动力",
    "begun": "已参训",
    "complete": "完成轮训",
    "households": "建档立卡户",
    "households_reached": "本年已覆盖户",
    "households_trained": "培训一人户",
    "period_lessons": "上课次数",
    "period_hours": "学时",
    "period_attended": "到课人次",
    "period_called": "应到人次",
}
"""Names of the figures that a closed month keeps."""


def period(of: Period) -> str:
    """2018年6月, or 2018年第二季度."""
    if of.is_quarter:
        return f"{of.first.year}年第{'一二三四'[(of.last.month - 1) // 3]}季度"
    return f"{of.first.year}年{of.first.month}月"


def kind(of: Period) -> str:
    """月报 or 季报."""
    return "季报" if of.is_quarter else "月报"


def title(report: PeriodReport) -> str:
    """农民夜校2018年6月月报."""
    return f"农民夜校{period(report.period)}{kind(report.period)}"


def standing_of(report: PeriodReport) -> str:
    """Where a school's month stands; of more schools, nothing."""
    if report.closed is not None and report.closed.answered_on is not None:
        day = chinese.plain_date(report.closed.answered_on)
        return f"本月已于{day}由县级审定，按报送时的数字打印。"
    if report.part.level is not Level.SCHOOL or report.part.state is None:
        return ""
    if report.period.is_quarter:
        return ""
    return f"本月状态：{STATES[report.part.state]}。数字尚可变动。"


def days(report: PeriodReport) -> str:
    """The day of the figures, and that on which they were read."""
    read = "报送于" if report.closed else "数据读取于"
    on, read_on = chinese.plain_date(report.on), chinese.plain_date(report.read_on)
    return f"统计截至 {on}　{read} {read_on}"


def number(value: float) -> str:
    """1,234 or 1,234.5: halves are shown where there are any."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def share(value: float | None) -> str:
    """33.5%, or a dash."""
    return "—" if value is None else f"{value:.1f}%"


def ahead(pace: Pace) -> str:
    """+1.5 or −3.0 points against the plan, or a dash."""
    if pace.ahead is None:
        return "—"
    return f"{'−' if pace.ahead < 0 else '+'}{abs(pace.ahead):.1f}"


def reason(one: Reason) -> str:
    """Why a card is shown, with the threshold."""
    value, limit = number(round(one.value, 1)), one.threshold
    match one.rule:
        case Rule.SILENT:
            return f"{value} 天没有数据包（满 {limit} 天）"
        case Rule.BEHIND:
            return f"落后计划 {value} 个百分点（满 {limit}）"
        case Rule.LESSONS:
            return f"月均上课 {value} 次（少于 {limit} 次）"
        case Rule.ATTENDANCE:
            return f"到课率 {value}%（低于 {limit}%）"


def definitions(report: PeriodReport) -> Iterator[str]:
    """What each figure means, by its mark."""
    on, policy = chinese.plain_date(report.on), report.policy
    yield (
        f"{REGISTER} 建档立卡户、在册人数：截至{on}在名册上且未离开的人，及有这样成员的户。"
        "本年已覆盖：当年有成员到过课的户。培训一人：有成员完成轮训的户。"
    )
    yield (
        f"{DUE} 适龄劳动力：在册者中男 {_ages(policy.male_ages)} 岁、女 {_ages(policy.female_ages)}"
        " 岁，有劳动能力，非在校生。已参训：其中到过课的人。"
    )
    yield (
        f"{COMPLETE} 完成轮训：适龄劳动力中满 {number(policy.half_hours / 2)} 学时，"
        f"其中技术类 {number(policy.technology_half_hours / 2)} 学时，"
        f"且学过至少 {policy.kinds} 类的人。"
    )
    yield (
        f"{SHARE} 完成率：完成轮训人数占适龄劳动力。曲线为现有适龄劳动力中到各月末已满学时的比例。"
    )
    yield (
        f"{PLAN} 计划：自{chinese.plain_date(policy.start)}起，各年末达到"
        f" {'%、'.join(map(str, policy.targets[: policy.years]))}%，其间按天均匀；"
        "与计划：完成率减计划，百分点。"
    )
    yield (
        f"{FORECAST} 预计完成：按近 {SPAN.days} 天完成轮训的人数推算全部完成的月份；"
        f"开训不足 {EARLIEST.days} 天或期内完成不足 {FEWEST} 人的不预测。"
    )
    yield (
        f"{LESSONS} 上课：本期已上且点名结束的课。月均：除以本期已过的月数和开办的夜校数。"
        f"要求每月 {LEAST_LESSONS} 至 {MOST_LESSONS} 次（2016 年通知）。"
    )
    yield (
        f"{HOURS} 学时：点名册上到课、迟到、早退者所得学时之和，一学时 45 分钟；"
        "类别按课程目录，课程不在目录的课不计学时。"
    )
    yield f"{ATTENDANCE} 到课率：到课人次占点名册上的人次，请假、缺课计入应到。"
    if report.part.level is not Level.SCHOOL:
        yield (
            f"{SILENCE} 久未报送：有电脑的夜校，到统计日最近一次数据包过去的天数；"
            f"从未有过的自注册日起算。列出满 {_limit(report.rules.silent)} 天的。"
        )
    if report.part.level is not Level.SCHOOL or report.part.card is not None:
        limits = thresholds(report.rules)
        yield f"{CARDS} 黄红牌：按县定标准，只为上门帮助，不排名次。{limits}"
    yield (
        f"{STATE} 月报：未报、待审、退回、已审定。已审定的月份用报送时的数字，"
        "与今日不同之处另列；其余按读取时的数字。"
    )


def thresholds(rules: CardRules) -> str:
    """The county's thresholds, yellow then red."""
    return (
        "；".join(
            f"{name} {_limit(limits, 'yellow')}/{_limit(limits, 'red')}"
            for name, limits in (
                ("久未报送满（天）", rules.silent),
                ("落后计划满（百分点）", rules.behind),
                ("月均上课少于（次）", rules.lessons),
                ("到课率低于（%）", rules.attendance),
            )
        )
        + "（黄/红）。"
    )


def _limit(limits: Threshold, colour: str = "yellow") -> str:
    value = getattr(limits, colour)
    return "—" if value is None else str(value)


def _ages(ages: tuple[int, int]) -> str:
    return f"{ages[0]}–{ages[1]}"
