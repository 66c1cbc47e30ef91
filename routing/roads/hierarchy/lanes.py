"""Add and compare paths from several sources at once, one source per lane of a vector.

Labels are two arrays with a row per node: the choice of every lane, and the measures, all lanes
of the first measure before those of the second. The processor works on the lanes of a row
together; what LLVM makes of it depends on the machine, the result does not. Numba's own values
have no types that could be named here, hence the many `Any`.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from llvmlite import ir  # type: ignore[import-untyped]  # ships no types
from numba import types
from numba.extending import intrinsic

from routing.roads.hierarchy.fields import MEASURES

LANES: Final = 16

_INDEX: Final = ir.IntType(64)


def _type_relax(
    _typing: Any,
    choices: Any,
    measures: Any,
    _into: Any,
    _source: Any,
    arc_choices: Any,
    arc_measures: Any,
    _arc: Any,
) -> Any:
    index = types.int64
    signature = types.void(choices, measures, index, index, arc_choices, arc_measures, index)
    return signature, _emit_relax


def _type_watch(_typing: Any, measures: Any, _row: Any, seen: Any) -> Any:
    return types.void(measures, types.int64, seen), _emit_watch


relax: Final[Callable[..., None]] = intrinsic(_type_relax)
"""``relax(choices, measures, into, source, arc_choices, arc_measures, arc)``: let row `into` be
reached from row `source` over an arc, in the lanes where that is less: less in choice; on equal
choice, in the first measure that differs."""

watch: Final[Callable[..., None]] = intrinsic(_type_watch)
"""``watch(measures, row, seen)``: set, lane by lane, the bits in ``seen[0]`` that are set in any
measure of a row."""


def _emit_relax(
    context: Any, builder: ir.IRBuilder, signature: Any, arguments: Sequence[ir.Value]
) -> ir.Value:
    into, source, arc = (arguments[i] for i in (2, 3, 6))
    choices, measures, arc_choices, arc_measures = (
        context.make_array(signature.args[i])(context, builder, arguments[i]) for i in (0, 1, 4, 5)
    )
    columns = [(choices, 0), *((measures, f) for f in range(MEASURES))]
    weights = [(arc_choices, 0), *((arc_measures, f) for f in range(MEASURES))]
    places = [_lanes(builder, *column, into) for column in columns]
    old = [_load(builder, place) for place in places]
    new = [
        builder.add(
            _load(builder, _lanes(builder, *column, source)), _weight(builder, *weight, arc)
        )
        for column, weight in zip(columns, weights, strict=True)
    ]
    less = _less(builder, new, old)
    for place, better, kept in zip(places, new, old, strict=True):
        _store(builder, builder.select(less, better, kept), place)
    return context.get_dummy_value()


def _emit_watch(
    context: Any, builder: ir.IRBuilder, signature: Any, arguments: Sequence[ir.Value]
) -> ir.Value:
    measures, seen = (
        context.make_array(signature.args[i])(context, builder, arguments[i]) for i in (0, 2)
    )
    place = _lanes(builder, seen, 0, _INDEX(0))
    bits = _load(builder, place)
    for f in range(MEASURES):
        bits = builder.or_(bits, _load(builder, _lanes(builder, measures, f, arguments[1])))
    _store(builder, bits, place)
    return context.get_dummy_value()


def _lanes(builder: ir.IRBuilder, array: Any, column: int, row: ir.Value) -> ir.Value:
    """Return the address of a row's lanes of one column."""
    word = array.data.type.pointee
    vector = ir.VectorType(word, LANES)
    place = _element(builder, array, row, column * LANES)
    return builder.bitcast(place, vector.as_pointer())


def _element(builder: ir.IRBuilder, array: Any, row: ir.Value, i: int) -> ir.Value:
    """Return the address of element i of a row; rows may be wider than what is used of them."""
    row_bytes = builder.extract_value(array.strides, 0)
    word = array.data.type
    data = builder.bitcast(array.data, ir.IntType(8).as_pointer())
    start = builder.bitcast(builder.gep(data, [builder.mul(row, row_bytes)]), word)
    return builder.gep(start, [_INDEX(i)])


def _weight(builder: ir.IRBuilder, array: Any, column: int, arc: ir.Value) -> ir.Value:
    """Return one weight of an arc in every lane."""
    word = builder.load(_element(builder, array, arc, column))
    nothing = ir.Constant(ir.VectorType(word.type, LANES), ir.Undefined)
    first_lanes = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    one = builder.insert_element(nothing, word, ir.IntType(32)(0))
    return builder.shuffle_vector(one, nothing, first_lanes)


def _less(builder: ir.IRBuilder, new: list[ir.Value], old: list[ir.Value]) -> ir.Value:
    """Return the lanes in which `new` comes before `old`, the first columns deciding."""
    less = builder.icmp_signed("<", new[-1], old[-1])
    for ours, theirs in zip(new[-2::-1], old[-2::-1], strict=True):
        is_equal = builder.icmp_signed("==", ours, theirs)
        less = builder.or_(builder.icmp_signed("<", ours, theirs), builder.and_(is_equal, less))
    return less


def _load(builder: ir.IRBuilder, place: ir.Value) -> ir.Value:
    return builder.load(place, align=_word_bytes(place))


def _store(builder: ir.IRBuilder, value: ir.Value, place: ir.Value) -> None:
    builder.store(value, place, align=_word_bytes(place))


def _word_bytes(place: ir.Value) -> int:
    width: int = place.type.pointee.element.width
    return width // 8
