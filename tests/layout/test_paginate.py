"""Pages: what holds together stays together, boxes are closed on every page, nothing is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from clinickit.layout.flow import Group, Keep, Slab, chain, grouped
from clinickit.layout.paginate import Paginator, Sheet

TOP, BOTTOM = 100.0, 0.0


def pages(slabs: tuple[Slab, ...]) -> list[Sheet]:
    return Paginator((TOP, TOP), (BOTTOM, BOTTOM)).place(slabs)


def heights(*values: float, keep: Keep = Keep.FREE) -> tuple[Slab, ...]:
    return tuple(Slab(value, (), keep=keep) for value in values)


def shape(sheets: list[Sheet]) -> list[list[float]]:
    return [[put.slab.height for put in sheet.puts] for sheet in sheets]


def group(pad: float = 5.0, before: float = 0.0) -> Group:
    return Group(before, pad, pad, lambda _top, _bottom: ())


def test_slabs_fill_a_page_to_the_last_point() -> None:
    assert shape(pages(heights(50, 50, 1))) == [[50, 50], [1]]


def test_space_before_is_dropped_at_the_top_of_a_page() -> None:
    first, second = heights(100, 100)
    sheets = pages((first, second._replace(before=20)))
    assert [put.top for put in sheets[1].puts] == [TOP]


def test_a_heading_goes_with_what_follows() -> None:
    assert shape(pages((*heights(80), *chain(heights(15, 10), Keep.HARD)))) == [[80], [15, 10]]


def test_what_holds_softly_parts_only_when_taller_than_a_page() -> None:
    assert shape(pages((*heights(60), *chain(heights(30, 30), Keep.SOFT)))) == [[60], [30, 30]]
    assert shape(pages((*heights(60), *chain(heights(30, 30, 30, 30), Keep.SOFT)))) == [[60, 30], [30, 30, 30]]


def test_a_chain_taller_than_a_page_still_ends() -> None:
    assert shape(pages(chain(heights(70, 70, 70), Keep.HARD))) == [[70], [70], [70]]
    assert shape(pages(heights(250, 10))) == [[250], [10]]


def test_a_list_begins_on_a_page_that_would_stay_bare() -> None:
    items = tuple(slab._replace(begins="item") for slab in chain(heights(25, 25, 25), Keep.SOFT))
    assert shape(pages((*heights(40), *items))) == [[40, 25, 25], [25]]
    assert shape(pages((*heights(70), *items))) == [[70], [25, 25, 25]]
    assert shape(pages((*heights(40), *grouped(items, group(pad=0))))) == [[40], [25, 25, 25]]


def test_a_label_stays_with_its_number_where_no_page_holds_the_whole() -> None:
    ways = chain(heights(10, 30), Keep.TIGHT)
    entry = chain((*ways, *ways, *ways), Keep.HARD)
    assert shape(pages(entry)) == [[10, 30, 10, 30], [10, 30]]


def test_a_box_is_drawn_on_each_page_with_its_padding() -> None:
    sheets = pages(grouped(heights(50, 50, 50), group(pad=10)))
    assert shape(sheets) == [[50], [50], [50]]
    assert all(len(sheet.spans) == 1 and sheet.spans[0].top - sheet.spans[0].bottom == 70 for sheet in sheets)


def test_space_before_a_box_counts_when_it_must_fit() -> None:
    sheets = pages((*heights(60), *grouped(heights(20), group(pad=5, before=11))))
    assert len(sheets) == 2
    sheets = pages((*heights(60), *grouped(heights(20), group(pad=5, before=10))))
    assert len(sheets) == 1 and sheets[0].spans[0].bottom == BOTTOM


def test_a_header_row_is_repeated_where_a_page_begins_inside_its_table() -> None:
    head = Slab(20, ())
    rows = tuple(Slab(40, (), repeat=head) for _ in range(4))
    sheets = pages((head, *rows))
    assert shape(sheets) == [[20, 40, 40], [40, 40]]
    assert [len(sheet.repeats) for sheet in sheets] == [0, 1]
    assert sheets[1].puts[0].top == TOP - 20


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.floats(1, 60), st.sampled_from(list(Keep)), st.floats(0, 20), st.integers(0, 2)), min_size=1, max_size=40))
def test_nothing_is_lost_nothing_overlaps_nothing_leaves_the_page(made: list[tuple[float, Keep, float, int]]) -> None:
    boxes = (None, group(4, 6), group(3, 9))
    slabs = []
    for height, keep, before, box in made:
        chosen = boxes[box]
        slabs.append(Slab(height, (), before, keep, (chosen,) if chosen else ()))
    sheets = pages(tuple(slabs))
    assert [id(put.slab) for sheet in sheets for put in sheet.puts] == [id(slab) for slab in slabs]
    for sheet in sheets:
        assert sheet.puts
        low = TOP + 0.01
        for put in sheet.puts:
            assert put.top <= low
            low = put.top - put.slab.height + 0.01
            assert low >= BOTTOM - 0.02
        for span in sheet.spans:
            assert span.top >= span.bottom >= BOTTOM - 0.02
