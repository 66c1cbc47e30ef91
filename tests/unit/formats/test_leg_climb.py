from dataclasses import replace

from routing.formats.leg_climb import leg_climbs
from tests.unit.formats.plans import small_route


def test_each_leg_climbs_what_the_profile_rises_along_it() -> None:
    # 930 m down to 420 m, a break on the spot, up to 1480 m, down to 420 m and up to 930 m.
    climbs = leg_climbs(small_route())
    assert climbs == ((0, 0), (0, 510), (0, 0), (1060, 0), (510, 1060))


def test_a_leg_that_ends_between_two_points_is_cut_there() -> None:
    lengths_m = (0, 23_800, 0, 25_200, 48_900)
    stops = tuple(
        replace(stop, leg_distance_m=length_m)
        for stop, length_m in zip(small_route().stops, lengths_m, strict=True)
    )
    route = replace(small_route(), stops=stops, elevation=((0, 0), (97_900, 979)))
    climbs = leg_climbs(route)
    assert climbs is not None
    # 1 m of climb each 100 m over 23.8, 0, 25.2 and 48.9 km.
    assert [climb.up_m for climb in climbs] == [0, 238, 0, 252, 489]
    assert all(climb.down_m == 0 for climb in climbs)


def test_without_a_profile_nothing_is_said() -> None:
    assert leg_climbs(replace(small_route(), elevation=())) is None
