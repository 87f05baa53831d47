"""Every way a case goes wrong, and the test that walks it through the door.

The lines are those of the index of unhappy paths the product was asked for, the scenarios those of
its acceptance. A test is named `file.py::name` below `tests`, or `file.py::Class::name`.
"""

LEAVING, EYES, AFTER = (f"stories/test_{name}.py::" for name in ("leaving", "more_eyes", "after"))
DECIDING, NOTICE = (f"stories/test_{name}.py::" for name in ("deciding", "notice"))
UNREACHED = "stories/test_household_not_reached.py::"
CLUES, TURNED_AWAY = "stories/test_clues.py::", "stories/test_clues_turned_away.py::"
ENDED, REVIEW = "stories/test_termination.py::", "stories/test_review.py::"
FROM_PAPER = "stories/test_taken_over.py::"
KEPT_AWAY = "stories/test_recusal.py::TestOrdered::"
BACK = "stories/test_taken_back.py::"
LETTERS = "stories/test_letters_to_departments.py::"
DISPUTED = "stories/test_disputed_results.py::"
SIGNS, TIME = "stories/test_who_signs.py::", "stories/test_time_and_policy.py::"
RUNNING, BEFORE = "phase_out/test_while_it_runs.py::", "phase_out/test_before_the_decision.py::"
DEATHS, ENDS, BANK = (f"{RUNNING}{name}::" for name in ("TestDeaths", "TestEnds", "TestTheBank"))
REVERSAL = "phase_out/test_reversal.py::TestReversal::"

# Situation by situation, with the rule of the domain it is about.
LINES: dict[str, dict[str, str]] = {
    "household refuses consent / visit": {
        "C3 consent": LEAVING + "test_consent_refused_before_two_witnesses_ends_the_procedure",
        "5.3 REFUSED": UNREACHED + "test_two_refusals_and_a_leader_s_visit_come_before_the_warning",
        "C25": LEAVING + "test_who_refuses_twice_is_warned_and_the_procedure_is_terminated",
        "C31 after C3": "stories/test_consent_again.py::"
        "test_what_was_ended_for_want_of_consent_is_done_again_from_the_consent",
        "C25 served": ENDED + "test_a_warning_that_was_not_served_ends_nothing",
        "C25 in time": ENDED
        + "test_the_household_has_the_days_of_the_pack_and_those_of_the_letter",
        "no timeout": UNREACHED + "test_a_warning_that_runs_out_decides_nothing",
    },
    "nobody at home": {
        "5.3 NOT_HOME": UNREACHED + "test_after_three_attempts_the_check_is_made_from_afar",
        "5.3 REMOTE": UNREACHED + "test_who_works_elsewhere_is_checked_from_afar_at_once",
    },
    "illiterate / incapable / minor-headed": {
        "agent": SIGNS + "test_who_cannot_write_consents_through_an_agent_and_by_fingerprint",
        "guardian": SIGNS + "test_for_a_household_of_minors_a_guardian_signs_or_nothing_begins",
    },
    "near relative of staff": {
        "visit": DECIDING + "test_the_village_secretary_s_mother_is_visited_by_the_county_first",
        "declared": DECIDING
        + "test_a_declared_relative_may_not_act_although_the_list_does_not_name_him",
    },
    "department overdue": {
        "催办、督办": LETTERS + "test_silence_is_urged_then_supervised_and_never_an_answer",
        "WAIVED": DECIDING + "test_an_overdue_department_is_waived_by_the_approver_alone",
        "printed": LETTERS + "test_only_the_approver_waives_and_the_silence_is_printed",
        "extension": LETTERS + "test_the_department_asks_for_more_time_once",
    },
    "department contradicts the household": {
        "corrected": DISPUTED
        + "test_a_household_disputes_a_car_with_the_contract_of_sale_and_is_right",
        "C5": REVIEW + "TestPlainlyUnfit::test_only_after_the_household_had_its_days",
        "maintained": DISPUTED
        + "test_what_the_department_maintains_is_accepted_with_the_household_heard",
    },
    "meeting not quorate": {
        "C6": EYES + "test_a_meeting_without_its_quorum_decides_nothing",
        "enlarged": REVIEW + "TestQuorum::test_an_enlarged_committee_meeting_needs_its_reason",
        "C8 contested": REVIEW
        + "TestWhatItIsAbout::test_a_contested_review_is_checked_by_others_and_reviewed_again",
    },
    "objection upheld / partly / dismissed / late / anonymous / taken back": {
        "upheld": NOTICE + "test_an_upheld_objection_sends_other_checkers",
        "partly": NOTICE + "test_a_changed_number_of_persons_is_posted_again_for_full_days",
        "dismissed, anonymous": NOTICE
        + "test_an_anonymous_objection_is_investigated_by_others_and_dismissed",
        "taken back": BACK + "test_what_nobody_has_taken_up_ends_at_once_and_the_household_goes_on",
        "taken back, begun": BACK + "test_an_inquiry_that_has_begun_goes_on_and_ends_as_taken_back",
        "taken back, right": BACK
        + "test_what_the_inquiry_found_is_put_right_although_it_was_taken_back",
        "late": EYES + "test_an_objection_after_the_notice_makes_the_county_visit",
    },
    "notice torn down, wrong data on notice": {
        "INTERRUPTED": NOTICE + "test_lost_days_are_added",
        "WITHDRAWN": NOTICE + "test_withdrawn_during_the_notice_the_household_is_struck",
        "wrong data": NOTICE + "test_a_notice_with_wrong_data_comes_down_and_hangs_anew_in_full",
    },
    "approver returns / rejects / is absent / is relative": {
        "RETURNED": DECIDING + "test_a_wrong_reply_reopens_only_what_rests_on_it",
        "third return": EYES + "test_the_third_return_is_shown_to_the_auditor_and_stops_nothing",
        "REFUSED": DECIDING + "test_a_first_no_still_goes_to_the_county_and_cannot_become_a_yes",
        "absent": EYES + "test_an_absent_approver_is_stood_in_for_by_date_and_in_his_name",
        "RECUSED": EYES + "test_an_approver_who_recuses_himself_leaves_the_decision_to_another",
        "delegated": "stories/test_delegated.py::TestDelegated::"
        "test_the_head_decides_and_the_papers_name_the_delegation",
        "RECUSED by order": KEPT_AWAY
        + "test_keeps_the_officer_from_the_case_and_names_who_takes_over",
        "substitute recused": EYES + "test_a_substitute_is_recused_like_the_one_he_stands_in_for",
        "spot check": EYES + "test_a_case_that_was_drawn_is_visited_by_the_county_first",
        "more time": EYES + "test_more_time_is_given_once_by_the_approver_with_a_reason",
    },
    "withdrawal, then regret": {
        "C24": NOTICE + "test_withdrawal_may_be_regretted_within_three_days",
        "no fraud": "stories/test_consent_again.py::"
        "test_nobody_withdraws_from_an_inquiry_into_fraud",
        "objection": LEAVING
        + "test_an_objection_cut_short_by_a_withdrawal_is_taken_up_again_on_regret",
    },
    "duplicate clue / duplicate case / split household": {
        "K3 clue": CLUES + "test_three_channels_are_one_case_and_the_earliest_day_rules_the_clock",
        "K3 joined": CLUES + "test_a_second_clue_before_the_first_is_accepted_joins_it",
        "C27": LEAVING + "test_a_split_household_registered_twice_becomes_one_case",
    },
    "death (member, head, all)": {
        "C29 member": LEAVING + "test_a_member_dies_and_the_case_goes_on",
        "C29 head": LEAVING + "test_the_head_dies_and_another_member_speaks_for_the_household",
        "C29 all": LEAVING + "test_when_the_sole_member_dies_the_procedure_ends",
        "P19 member": DEATHS + "test_a_member_dies_in_month_three",
        "P19 head": DEATHS + "test_the_head_dies_and_the_household_goes_on",
        "P19 all": DEATHS + "test_the_sole_member_dies",
    },
    "move out / transfer": {
        "C26": LEAVING + "test_a_household_that_moved_away_is_handed_over_against_a_receipt",
        "C26 refused": LEAVING + "test_what_the_other_county_sends_back_goes_on_where_it_was",
        "K5": TURNED_AWAY + "test_a_household_of_another_county_is_handed_over",
    },
    "urgent disaster": {
        "C32": AFTER
        + "test_relief_given_in_an_emergency_stays_though_the_household_is_not_confirmed",
    },
    "wrong confirmation; wrong elimination": {
        "C28": AFTER + "test_a_confirmation_is_revoked_after_check_hearing_and_notice",
    },
    "re-entry": {
        "C23": TURNED_AWAY + "test_a_household_warned_of_again_gets_a_new_case_that_names_the_old",
        "K6": TURNED_AWAY + "test_a_spot_check_reopens_what_was_screened_out_in_error",
    },
    "correction after filing": {
        "published": AFTER
        + "test_a_published_name_is_corrected_on_the_wall_and_the_old_page_stays",
        "clerical": AFTER + "test_a_clerical_error_is_put_right_by_two_signatures",
    },
    "payment failure": {
        "REISSUED": BANK + "test_a_returned_payment_is_made_again",
    },
    "income falls again": {
        "P16": ENDS + "test_income_falls_in_month_five_and_dibao_comes_back_in_month_six",
    },
    "policy changes mid-way": {
        "pack": TIME + "test_a_running_case_keeps_its_pack_and_a_new_one_takes_the_new",
        "standards by month": RUNNING + "TestStandards::test_the_standard_is_raised_in_month_four",
    },
    "holiday table missing": {
        "provisional": TIME + "test_a_missing_holiday_year_gives_an_estimate_that_is_counted_again",
    },
    "reconsideration orders redo": {
        "C31": AFTER + "test_a_refusal_is_reviewed_by_others_and_done_again",
        "C31 ordered": EYES + "test_a_court_orders_the_case_to_be_done_again_by_others",
        "P21": REVERSAL + "test_reconsideration_revokes_and_back_pay_is_computed",
    },
    "fraud": {
        "P17": ENDS + "test_fraud_owes_back_what_was_paid",
        "C28 recovery": AFTER + "test_relief_obtained_by_fraud_is_recovered",
    },
    "system restored from backup / late paper entry": {
        "late entry": TIME
        + "test_what_was_signed_on_paper_is_entered_with_both_days_and_shortens_nothing",
        "late posting": NOTICE + "test_a_posting_recorded_late_needs_a_second_officer",
        "running paper case": FROM_PAPER
        + "TestWhereItStands::test_it_goes_on_at_its_stage_with_what_was_found_standing",
        "two people": FROM_PAPER + "TestTwoPeople::test_who_entered_it_cannot_take_it_in",
    },
}

# Acceptance scenarios by number: a story each, some in several.
SCENARIOS: dict[int, tuple[str, ...]] = {
    1: (
        "stories/test_main_line.py::test_a_household_goes_all_the_way_in_fifteen_days",
        "stories/test_main_line.py::test_no_step_is_possible_a_day_early",
    ),
    2: (NOTICE + "test_five_days_over_national_day_end_after_the_holiday",),
    3: (NOTICE + "test_an_anonymous_objection_is_investigated_by_others_and_dismissed",),
    4: (NOTICE + "test_a_changed_number_of_persons_is_posted_again_for_full_days",),
    5: (AFTER + "test_an_objection_upheld_ends_in_a_refusal_with_reasons_and_remedies",),
    6: (DECIDING + "test_an_overdue_department_is_waived_by_the_approver_alone",),
    7: (
        DISPUTED + "test_a_household_disputes_a_car_with_the_contract_of_sale_and_is_right",
        DISPUTED + "test_what_the_department_corrected_is_what_the_county_decides_upon",
    ),
    8: (
        LEAVING + "test_who_refuses_twice_is_warned_and_the_procedure_is_terminated",
        LEAVING + "test_who_was_terminated_may_apply_and_gets_a_new_case_that_names_the_old",
    ),
    9: (
        DECIDING + "test_whoever_checked_can_neither_review_nor_approve",
        DECIDING + "test_a_declared_relative_may_not_act_although_the_list_does_not_name_him",
    ),
    10: (DECIDING + "test_the_village_secretary_s_mother_is_visited_by_the_county_first",),
    11: (CLUES + "test_three_channels_are_one_case_and_the_earliest_day_rules_the_clock",),
    12: (
        AFTER + "test_relief_given_in_an_emergency_stays_though_the_household_is_not_confirmed",
        AFTER + "test_relief_is_for_disaster_accident_and_grave_illness",
        AFTER + "test_relief_obtained_by_fraud_is_recovered",
    ),
    13: (
        DECIDING + "test_two_returns_and_numbers_without_a_gap",
        "stories/test_at_once.py::test_fifty_papers_signed_at_once_are_numbered_without_a_gap",
    ),
    14: (
        AFTER + "test_a_published_name_is_corrected_on_the_wall_and_the_old_page_stays",
        "stories/test_sealed_dossier.py::"
        "test_a_correction_is_added_to_the_sealed_dossier_and_replaces_nothing",
    ),
    16: (
        BEFORE + "test_twelve_months_are_granted",
        BEFORE + "test_no_more_than_twelve_months",
    ),
    17: (
        RUNNING + "TestStandards::test_the_standard_is_raised_in_month_four",
        DEATHS + "test_a_member_dies_in_month_three",
        DEATHS + "test_the_head_dies_and_the_household_goes_on",
        DEATHS + "test_the_sole_member_dies",
    ),
    18: (ENDS + "test_income_falls_in_month_five_and_dibao_comes_back_in_month_six",),
    19: (BANK + "test_a_returned_payment_is_made_again",),
    20: (REVERSAL + "test_reconsideration_revokes_and_back_pay_is_computed",),
    21: (TIME + "test_a_missing_holiday_year_gives_an_estimate_that_is_counted_again",),
    22: (NOTICE + "test_an_id_number_typed_into_free_text_is_refused",),
    23: (TIME + "test_a_running_case_keeps_its_pack_and_a_new_one_takes_the_new",),
    24: (NOTICE + "test_withdrawn_during_the_notice_the_household_is_struck",),
    25: (LEAVING + "test_a_household_that_moved_away_is_handed_over_against_a_receipt",),
}

# What no table of the product can do yet, by the key of the procedure that will.
AHEAD: dict[str, str] = {"elimination": "C22 wrong elimination; scenario 15"}
