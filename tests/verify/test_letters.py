from chapbook.verify.letters import letters


def test_letters_leave_out_what_editions_set_differently() -> None:
    """Ligatures, hyphens, quotation marks, spaces and capitals do not count; signs do."""
    assert letters("“Eﬃ\u00adcient”, co-\noperate\u00a0WELL") == letters(
        "'efficient' co‐operate well"
    )
    assert letters("≥ 5 %") != letters("5")
    assert letters("a < b") != letters("a > b")
