import assert from "node:assert/strict";
import test from "node:test";
import { day, duration, kilograms, kilometres, number, readNumber, say } from "../driver/words.ts";

test("numbers are written as the language does", () => {
  assert.equal(number("vi", 1234.5, 1), "1.234,5");
  assert.equal(number("en", 1234567.5, 1), "1,234,567.5");
  assert.equal(number("vi", 120, 1), "120");
  assert.equal(kilograms("vi", 118_500), "118,5 kg");
  assert.equal(kilometres("en", 35_500), "35.5 km");
  assert.equal(kilometres("en", 135_500), "136 km");
});

test("times are told in hours and minutes", () => {
  assert.equal(duration("vi", 59 * 60), "59 phút");
  assert.equal(duration("vi", 3_600 + 29), "1 giờ 0 phút");
  assert.equal(day("2026-05-09"), "9/5");
});

test("a weight is read with a comma or a point, and nonsense is told", () => {
  assert.equal(readNumber(" 118,5 "), 118.5);
  assert.equal(readNumber("118.5"), 118.5);
  assert.equal(readNumber(""), undefined);
  for (const typed of ["1.234,5", "abc", "-3", "1e9", "12kg", "1,2345"]) {
    assert.ok(Number.isNaN(readNumber(typed)), typed);
  }
});

test("names in a text are filled, also when a value is nothing", () => {
  assert.equal(say("vi", "unsent", { n: 0 }), "0 báo cáo chưa gửi");
});
