"""What people read for the fields of records: in histories, conflicts and checks."""

from nightschool.i18n import N_, _

_EVERYWHERE = {"deleted": N_("deleted"), "note": N_("Note"), "name": N_("Name")}

_LABELS: dict[str, dict[str, str]] = {
    "person": {
        "household": N_("Household"),
        "belonging": N_("Belongs here as"),
        "person_no": N_("Person number"),
        "citizen_no": N_("ID number"),
        "disability_no": N_("Disability certificate"),
        "sex": N_("Sex"),
        "birth_date": N_("Birth date"),
        "relation": N_("Relation to the head"),
        "relation_text": N_("Relation in the register's words"),
        "ethnicity": N_("Ethnic group"),
        "politics": N_("Political standing"),
        "education": N_("Education"),
        "schooling": N_("At school"),
        "health": N_("Health"),
        "labour": N_("Labour ability"),
        "work_region": N_("Works away"),
        "work_months": N_("Months away"),
        "insured": N_("Insured against serious illness"),
        "status": N_("Standing on the register"),
        "hamlet": N_("Hamlet"),
        "phone": N_("Phone"),
        "home": N_("Home village"),
        "left_on": N_("Left on"),
        "left_reason": N_("Why they left"),
        "came_on": N_("Came on"),
        "moved_from": N_("Came from another school"),
        "merged_into": N_("Same as"),
    },
    "school": {
        "village": N_("Village"),
        "township": N_("Township"),
        "closed_on": N_("Closed on"),
        "merged_into": N_("Taken over by"),
        "head": N_("Head of the school"),
        "keeper": N_("Keeper"),
        "phone": N_("Phone"),
    },
    "device": {"scopes": N_("Schools"), "revoked_on": N_("Revoked on")},
    "household": {
        "number": N_("Household number"),
        "kind": N_("Kind of household"),
        "stated_size": N_("Members as stated"),
        "cause": N_("Cause of poverty"),
        "income": N_("Net income a head"),
        "unsafe_house": N_("Unsafe house"),
        "phone": N_("Phone"),
        "identified_on": N_("First identified on"),
    },
    "lesson": {
        "course": N_("Course"),
        "day": N_("Day"),
        "start": N_("Start"),
        "end": N_("End"),
        "half_hours": N_("Class hours"),
        "hours_reason": N_("Why other hours"),
        "title": N_("Title"),
        "place": N_("Place"),
        "form": N_("Form"),
        "language": N_("Language"),
        "lecturer": N_("Lecturer"),
        "summary": N_("Summary"),
        "guests": N_("Guests"),
        "state": N_("State"),
        "cancel_reason": N_("Why it was cancelled"),
        "roll_open": N_("Roll call open"),
        "merged_into": N_("Same as"),
    },
    "attendance": {
        "mark": N_("Mark"),
        "half_hours": N_("Class hours"),
        "remark": N_("Remark"),
    },
    "certificate": {
        "voided_on": N_("Declared void on"),
        "void_reason": N_("Why it is void"),
        "replaced_by": N_("Replaced by"),
    },
}


def field_label(table: str, column: str) -> str:
    """The label of a field; one that people never see by its own name."""
    label = _LABELS.get(table, {}).get(column) or _EVERYWHERE.get(column)
    return _(label) if label else column
