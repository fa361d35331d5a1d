import pytest

from nightschool.domain import cards
from nightschool.domain.cards import CardRules, Colour, Measured, Rule, Threshold
from nightschool.errors import UserError

RULES = CardRules()


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        (Measured(), None),
        (Measured(silent=29, behind=9.9, lessons=2, attendance=60.0), None),
        (Measured(silent=30), {Rule.SILENT: Colour.YELLOW}),
        (Measured(silent=90), {Rule.SILENT: Colour.RED}),
        (Measured(behind=10.0), {Rule.BEHIND: Colour.YELLOW}),
        (Measured(behind=-40.0), None),
        (Measured(lessons=1.9), {Rule.LESSONS: Colour.YELLOW}),
        (Measured(lessons=0), {Rule.LESSONS: Colour.RED}),
        (
            Measured(silent=31, attendance=39.9),
            {Rule.SILENT: Colour.YELLOW, Rule.ATTENDANCE: Colour.RED},
        ),
    ],
)
def test_a_card_has_its_reasons_and_the_worst_colour(
    measured: Measured, expected: dict[Rule, Colour] | None
) -> None:
    card = cards.card(measured, RULES)
    if expected is None:
        assert card is None
        return
    assert card is not None
    assert {reason.rule: reason.colour for reason in card.reasons} == expected
    worst = Colour.RED if Colour.RED in expected.values() else Colour.YELLOW
    assert card.colour is worst


def test_a_reason_names_value_and_threshold() -> None:
    card = cards.card(Measured(silent=45), RULES)
    assert card is not None
    assert (card.reasons[0].value, card.reasons[0].threshold) == (45, 30)


def test_a_threshold_that_is_not_set_shows_no_card() -> None:
    rules = CardRules(silent=Threshold(None, 90), lessons=Threshold(None, None))
    assert cards.card(Measured(silent=89, lessons=0), rules) is None
    card = cards.card(Measured(silent=90), rules)
    assert card is not None
    assert card.colour is Colour.RED


@pytest.mark.parametrize(
    "rules",
    [
        CardRules(silent=Threshold(90, 30)),
        CardRules(lessons=Threshold(1, 2)),
        CardRules(attendance=Threshold(101, 40)),
        CardRules(behind=Threshold(0, 10)),
        CardRules(behind=Threshold(10, 10)),
    ],
)
def test_thresholds_that_cannot_be(rules: CardRules) -> None:
    with pytest.raises(UserError):
        cards.check(rules)


def test_the_usual_thresholds_can_be() -> None:
    cards.check(RULES)
    cards.check(CardRules(silent=Threshold(None, None)))
