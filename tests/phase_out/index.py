"""Line by line of the phase-out that was asked for (domain 5.9, scenarios 16-20): which test shows it.

A test is named `file.py::name` below `tests`, or `file.py::Class::name`.
"""

BEFORE, RUNS = "phase_out/test_before_the_decision.py::", "phase_out/test_while_it_runs.py::"
STORY, AMOUNTS = "phase_out/test_story.py::", "phase_out/test_amounts.py::"
RUN, MONTHLY = "phase_out/test_run.py::", "phase_out/test_monthly.py::"
RETURNED, AFTER = "phase_out/test_returned.py::", "phase_out/test_afterwards.py::"
REVERSED = "phase_out/test_reversal.py::TestReversal::"
PLAN, PAGES = "phase_out/test_plan_command.py::", "phase_out/test_pages.py::"

LINES: dict[str, tuple[str, ...]] = {
    "P1": (
        BEFORE + "test_without_a_dibao_record_there_is_no_phase_out",
        BEFORE + "test_a_household_has_one_phase_out_at_a_time",
    ),
    "P2": (
        STORY + "test_a_household_is_phased_out_and_leaves",
        "phase_out/test_eligibility.py::test_costs_of_work_and_illness_are_deducted",
    ),
    "P3": (BEFORE + "test_below_the_standard_dibao_goes_on",),
    "P4": (
        BEFORE + "test_a_household_that_is_not_carded_is_not_phased_out",
        BEFORE + "test_the_household_has_five_working_days_to_answer",
        BEFORE + "test_no_more_than_twelve_months",
    ),
    "P5": (
        BEFORE + "test_a_household_that_is_not_carded_is_not_phased_out",
        "phase_out/test_eligibility.py::test_assets_beyond_the_rules_leave_nothing_to_taper",
    ),
    "P6": (
        BEFORE + "test_the_household_has_five_working_days_to_answer",
        BEFORE + "test_a_statement_that_is_right_leads_to_another_check",
    ),
    "P7": (
        BEFORE + "test_an_objection_that_is_right_leads_to_another_check",
        BEFORE + "test_an_objection_taken_back_lets_the_household_go_on",
    ),
    "P8": (
        BEFORE + "test_twelve_months_are_granted",
        AFTER + "test_the_maximum_is_copied_at_grant_from_the_bound_pack",
    ),
    "P9": (BEFORE + "test_the_approver_returns_or_refuses",),
    "P10": (
        MONTHLY + "test_the_worker_draws_it_from_the_first_on_and_no_day_earlier",
        MONTHLY + "test_twice_late_early_or_across_a_clock_change_the_instalments_are_the_same",
    ),
    "P11": (STORY + "test_the_end_is_demanded_thrice_and_decided_by_nobody_but_people",),
    "P12": (STORY + "test_a_household_is_phased_out_and_leaves",),
    "P13": (STORY + "test_a_household_is_phased_out_and_leaves",),
    "P14": (AFTER + "test_the_final_review_may_bring_dibao_back",),
    "P15": (RUNS + "TestEnds::test_at_the_end_dibao_comes_back_or_another_class_of_aid",),
    "P16": (RUNS + "TestEnds::test_income_falls_in_month_five_and_dibao_comes_back_in_month_six",),
    "P17": (
        RUNS + "TestEnds::test_it_ends_early_only_after_the_household_was_told",
        RUNS + "TestEnds::test_fraud_owes_back_what_was_paid",
        RUNS + "TestEnds::test_a_household_may_leave",
    ),
    "P18": (
        RUNS + "TestSuspension::test_the_end_does_not_move_and_held_months_are_paid_later",
        "phase_out/test_soundness.py"
        "::test_a_suspended_phase_out_can_be_ended_when_its_months_are_over",
    ),
    "P19": (
        RUNS + "TestDeaths::test_a_member_dies_in_month_three",
        RUNS + "TestDeaths::test_the_head_dies_and_the_household_goes_on",
        RUNS + "TestDeaths::test_the_sole_member_dies",
    ),
    "P20": (
        RUNS + "TestStandards::test_the_standard_is_raised_in_month_four",
        RUNS + "TestStandards::test_a_raise_that_comes_late_tells_on_what_is_not_paid",
    ),
    "P21": (
        REVERSED + "test_reconsideration_revokes_and_back_pay_is_computed",
        REVERSED + "test_or_what_was_paid_is_to_be_recovered",
    ),
    "P22": (AFTER + "test_an_appeal_stops_no_payment_until_it_is_decided",),
    "P23": (
        AFTER
        + "test_after_the_exit_dibao_may_be_drawn_again_and_a_new_phase_out_has_all_its_months",
    ),
    "P24": (RUNS + "TestLengths::test_it_is_lengthened_and_shortened_within_the_maximum",),
}

VECTORS: dict[str, tuple[str, ...]] = {
    "n=6 linear": (AMOUNTS + "test_six_months_in_equal_steps_down",),
    "n=12 linear, stepped, n=6 stepped, flat": (
        AMOUNTS + "test_sums_over_the_whole_phase_out",
        AMOUNTS + "test_twelve_months_fall_into_stretches_of_four",
    ),
    "cap": (AMOUNTS + "test_the_standard_times_persons_is_the_most",),
    "rounding": (AMOUNTS + "test_half_a_cent_goes_up",),
    "supplements": (AMOUNTS + "test_the_supplement_is_a_line_of_its_own_for_each_eligible_member",),
    "never rises": (
        AMOUNTS + "test_no_month_brings_more_than_the_one_before",
        AMOUNTS + "test_lengthening_never_raises_the_amount_again",
    ),
    "period": (AMOUNTS + "test_it_runs_from_the_next_month_to_the_end_of_its_last",),
    "instalment": (
        AMOUNTS + "test_a_line_goes_only_where_its_state_leads",
        RUN + "TestWhatTheTablesRefuse::test_a_month_twice",
        RUN + "TestWhatTheTablesRefuse::test_a_month_beyond_the_grant",
    ),
    "n within the pack": (
        RUN + "TestWhatTheTablesRefuse::test_more_months_than_the_packs_maximum",
    ),
    "never both in one month": (
        "phase_out/test_commands.py::test_the_entry_recorded_last_rules_the_months_from_its_own_on",
    ),
    "closed list of what is public": (
        PAGES + "test_the_board_shows_name_persons_amount_and_nothing_else",
    ),
    "phase_out_plan": (PLAN + "test_it_prints_the_months_and_amounts",),
    "reference model": (
        "phase_out/test_reference.py::test_a_hundred_thousand_lives_come_to_the_same_cent",
    ),
}

SCENARIOS: dict[int, tuple[str, ...]] = {
    16: (
        BEFORE + "test_twelve_months_are_granted",
        BEFORE + "test_no_more_than_twelve_months",
        AFTER + "test_seven_months_are_refused_where_the_national_pack_is_bound",
    ),
    17: (
        *VECTORS["n=6 linear"], *VECTORS["rounding"], *VECTORS["cap"], *LINES["P19"], *LINES["P20"],
    ),
    18: LINES["P16"],
    19: (
        RUNS + "TestTheBank::test_a_returned_payment_is_made_again",
        RUN + "test_a_second_run_finds_the_list_and_changes_nothing",
        RETURNED + "TestAfterTheEnd::test_a_month_before_it_is_sent_again",
    ),
    20: (REVERSED + "test_reconsideration_revokes_and_back_pay_is_computed",),
}  # fmt: skip
