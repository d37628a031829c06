"""The rules that a questionnaire must keep, beyond the shape of its parts."""

from surveys import condition_rules, form_rules, word_rules
from surveys.sheet import Rule

RULES: tuple[Rule, ...] = (
    form_rules.ids_are_single,
    form_rules.fields_fit_the_kind,
    form_rules.choices_fit,
    form_rules.signals_name_choices,
    form_rules.buttons_fit_telegram,
    form_rules.limits_make_sense,
    form_rules.ages_make_sense,
    form_rules.someone_can_be_known,
    form_rules.closing_questions_come_last,
    word_rules.every_language_is_complete,
    word_rules.labels_mean_one_choice,
    word_rules.houses_are_all_there,
    condition_rules.conditions_look_back,
    condition_rules.every_question_can_be_asked,
)
