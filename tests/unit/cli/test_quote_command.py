"""`luco quote` on the sample roads."""

import pytest

from cli import quote_command
from tests.unit.cli.conftest import Run

WORDS = ("quote", "--from", "Bản Vàng Pheo", "--to", "lc_city", "--date", "2025-05-19")


def test_a_quote_adds_up_and_is_marked_an_estimate(run: Run) -> None:
    ran = run(*WORDS, "--product", "tea_shan", "--weight-kg", 80, "--json")
    assert ran.code == 0, ran.err
    quote = ran.json
    assert quote["estimate"] is True
    assert quote["price"]["amount"] % 1000 == 0
    assert sum(line["amount"]["amount"] for line in quote["lines"]) == quote["price"]["amount"]
    # Dried tea weighs 170 kg a cubic metre and 5 litres count as a kilogram.
    assert quote["chargeable_g"] == 94_118
    assert 22_000 < quote["distance_m"] < 25_000


def test_people_read_each_line_and_the_total(run: Run) -> None:
    ran = run(*WORDS, "--weight-kg", "80")
    assert ran.code == 0, ran.err
    for words in ("Phí lấy hàng", "20.000 ₫", "Tổng cộng", "Giá tạm tính"):
        assert words in ran.out
    assert "Pickup fee" in run(*WORDS, "--weight-kg", "80", "--lang", "en").out


def test_unknown_weight_has_no_price(run: Run) -> None:
    ran = run(*WORDS, "--weight-kg", "?", "--json")
    assert ran.code == 2
    assert [found["code"] for found in ran.json["error"]["faults"]] == ["pricing.unknown_weight"]


@pytest.mark.parametrize("weight", ["0", "-4"])
def test_weight_must_be_positive(run: Run, weight: str) -> None:
    ran = run(*WORDS, f"--weight-kg={weight}", "--json")
    assert ran.code == 2
    assert [found["code"] for found in ran.json["error"]["faults"]] == ["pricing.bad_weight"]


def test_every_bad_option_is_told_at_once(run: Run) -> None:
    words = ("quote", "--from", "1,2,3", "--to", "lc_city", "--date", "19/5", "--json")
    ran = run(*words, "--weight-kg", "heavy", "--product", "gold")
    assert ran.code == 2
    assert {found["code"] for found in ran.json["error"]["faults"]} == {
        "cli.bad_location",
        "cli.bad_date",
        "cli.bad_number",
        "cli.unknown_product",
    }


def test_an_unknown_place_is_named_in_both_languages(run: Run) -> None:
    words = ("quote", "--from", "Bản Không Có", "--to", "lc_city", "--weight-kg", "5")
    ran = run(*words)
    assert ran.code == 2
    assert "Bản Không Có" in ran.err
    assert "    en: " in ran.err


def test_our_own_failure_leaves_with_3_and_no_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the bridge is gone")

    monkeypatch.setattr(quote_command, "load_network", fail)
    monkeypatch.delenv("LUCO_DEBUG", raising=False)
    ran = run(*WORDS, "--weight-kg", "5")
    assert ran.code == 3
    assert "the bridge is gone" in ran.err
    assert "LUCO_DEBUG=1" in ran.err
    assert "Traceback" not in ran.err
    monkeypatch.setenv("LUCO_DEBUG", "1")
    assert "Traceback" in run(*WORDS, "--weight-kg", "5").err
