import numpy as np

from routing.formats.map_labels import LabelGround, LabelWish, place_labels

NOTHING = np.empty((0, 2))


def ground(lines=NOTHING, dots=NOTHING, taken=()) -> LabelGround:
    return LabelGround(200, 100, lines, 2.0, dots, taken)


def wish(x: float, y: float, *, words: str = "Mường So", patience: float = 1e9) -> LabelWish:
    return LabelWish(words, x, y, radius=3, width=40, height=10, patience=patience)


def overlap(one, other) -> bool:
    left, bottom, right, top = one.box
    far_left, low, far_right, high = other.box
    return left < far_right and far_left < right and bottom < high and low < top


def test_a_lone_name_stands_to_the_right_of_its_spot() -> None:
    (label,) = place_labels([wish(50, 50)], ground())
    assert label.x == 50 + 3 + 1.5
    assert label.y == 45


def test_no_two_names_overlap_however_close_their_spots() -> None:
    rng = np.random.default_rng(1)
    spots = rng.uniform((0, 0), (200, 100), (60, 2)).tolist()
    labels = place_labels([wish(x, y) for x, y in spots], ground())
    assert 10 < len(labels) < 60
    assert not any(overlap(a, b) for i, a in enumerate(labels) for b in labels[:i])
    for label in labels:
        left, bottom, right, top = label.box
        assert left >= 2
        assert bottom >= 2
        assert right <= 198
        assert top <= 98


def test_the_important_name_comes_first() -> None:
    wishes = [wish(50, 50, words=str(i), patience=0.5) for i in range(3)]
    labels = place_labels(wishes, ground())
    assert labels[0].wish.words == "0"
    assert labels[0].x == 54.5


def test_a_name_moves_off_a_line() -> None:
    line = np.column_stack([np.arange(55.0, 100, 2), np.full(23, 50.0)])
    (label,) = place_labels([wish(50, 50)], ground(lines=line))
    left, bottom, right, top = label.box
    assert not (
        (line[:, 0] > left) & (line[:, 0] < right) & (line[:, 1] > bottom) & (line[:, 1] < top)
    ).any()


def test_a_name_does_not_end_beside_the_mark_of_another() -> None:
    dots = np.array([[50.0, 50.0], [100.0, 42.0], [100.0, 50.0], [100.0, 58.0]])
    (label,) = place_labels([wish(50, 50)], ground(dots=dots))
    assert label.x < 50


def test_a_name_of_little_patience_is_left_out_where_it_would_cover_much() -> None:
    everywhere = np.stack(np.meshgrid(np.arange(0.0, 200, 3), np.arange(0.0, 100, 3)), -1)
    crowded = ground(lines=everywhere.reshape(-1, 2))
    assert place_labels([wish(100, 50, patience=1.0)], crowded) == []
    assert len(place_labels([wish(100, 50)], crowded)) == 1


def test_what_is_taken_stays_free() -> None:
    (label,) = place_labels([wish(50, 50)], ground(taken=((52, 0, 200, 100),)))
    assert label.box[2] <= 52
