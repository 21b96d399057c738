"""The walk meets every leaf once, in the order of the page, and a map changes leaves only."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

from clinickit.content.model import Box, Contacts, Handout, Plain, Text
from clinickit.content.walk import blocks, map_blocks, map_texts, owned_texts, texts
from tests.localize.samples import handout, leaf


def _all_leaves(node: object) -> list[Text]:
    """Every Text by brute force."""
    if isinstance(node, Text):
        return [node]
    if isinstance(node, tuple):
        return [found for one in node for found in _all_leaves(one)]
    if is_dataclass(node):
        return [found for field in fields(node) for found in _all_leaves(getattr(node, field.name))]
    return []


def test_every_leaf_is_met_once() -> None:
    whole = handout()
    met = list(texts(whole))
    assert sorted(one.context for one in met) == sorted(one.context for one in _all_leaves(whole))
    assert len({one.context for one in met}) == len(met) == 25


def test_order_is_the_order_of_the_page() -> None:
    contexts = [one.context for one in texts(handout())]
    for first, second in (
        ("closeness.title", "closeness.lede"),
        ("closeness/plain/do/wait.lead", "closeness/plain/do/wait"),
        ("closeness/plain/words/ask.situation", "closeness/plain/words/ask"),
        ("closeness/plain/terms/x.term", "closeness/plain/terms/x"),
        ("closeness/plain/map.caption", "closeness/plain/map/worry"),
        ("closeness/plain/compare/close", "closeness/plain/compare/secure.heading"),
        ("closeness/plain/compare/secure.heading", "closeness/plain/compare/secure/close"),
    ):
        assert contexts.index(first) < contexts.index(second)


def test_owners_lead_to_the_leaf() -> None:
    for owners, field, text in owned_texts(handout()):
        assert isinstance(owners[0], Handout)
        held = getattr(owners[-1], field)
        assert text is held or text in held


def test_a_map_that_changes_nothing_gives_the_same_object() -> None:
    whole = handout()
    assert map_texts(whole, lambda text: text) is whole


def test_a_map_changes_leaves_in_order_and_shares_the_rest() -> None:
    whole, met = handout(), []

    def shout(text: Text) -> Text:
        met.append(text.context)
        return replace(text, inlines=(Plain("!"),)) if text.context == "safety/box/leave" else text

    done = map_texts(whole, shout)
    assert met == [one.context for one in texts(whole)]
    assert [one.plain() for one in texts(done) if one.context == "safety/box/leave"] == ["!"]
    assert done.sections[0] is whole.sections[0]
    assert done.sections[1].blocks[1] is whole.sections[1].blocks[1]


def test_the_source_of_a_leaf_is_not_walked() -> None:
    whole = handout()
    beneath = replace(whole, title=replace(whole.title, source=leaf("elsewhere", "x")))
    assert "elsewhere" not in [one.context for one in texts(beneath)]


def test_map_blocks_reaches_into_boxes() -> None:
    met: list[str] = []
    map_blocks(handout(), lambda block: (met.append(block.id), block)[1])
    assert met.index("inside") < met.index("note")
    whole = map_blocks(handout(), lambda block: replace(block, id="other") if isinstance(block, Contacts) else block)
    assert [block.id for block in whole.sections[1].blocks] == ["leave", "other"]
    assert any(isinstance(block, Box) for block in whole.sections[0].blocks)


def test_blocks_in_boxes_come_after_their_box() -> None:
    ids = [block.id for block in blocks(handout())]
    assert ids == ["first", "do", "compare", "map", "note", "inside", "words", "terms", "next", "leave", "lines"]
