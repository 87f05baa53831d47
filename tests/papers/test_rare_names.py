"""Characters that stand in people's names are printed, or refused by name; never an empty box."""

import pytest

from documents.rendering import MissingGlyphs
from tests.papers.reading import printed, text

# Each occurs in given names or surnames; by block of Unicode.
COMMON_YET_NOT_IN_GB2312 = "镕喆堃昇婳翀曌赟珺琭璟彧旻玥甯祎翊芃苒蔺"
EXT_A = "䶮㛃㼆㬎㺭䲟㐂㑇㙓㛹䒟䓖䜣䝙䞍䣘䥽䦆䨱䴙"
EXT_B_AND_ON = "𠅤𡐓𢘍𣈱𣲗𤤳𥐻𦈡𦒍𧿹𨐈𨱔𨱏𩧱𩽾𪢮"
EXT_C_TO_F = "𪟝𪣻𪨗𪩘𫄧𫍯𫍲𫓧𫖮𫖳𫗧𫘦𫘪𫟹𫟼𫠊𫠜𫭟𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇙𬇹𬉼𬊈𬍛𬍡𬒔𬕂𬘓𬘘𬘩𬘫𬘬𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭎𬭚𬭛𬭤𬭩𬭬𬭭𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓"
EXT_G_AND_H = "\U00030000\U00030edd\U00030ede\U00031350\U000323af"
TOLD = {"常用": COMMON_YET_NOT_IN_GB2312, "A": EXT_A, "B": EXT_B_AND_ON, "C-F": EXT_C_TO_F}


def poster(names: list[str]) -> bytes:
    """A poster with a household of each name."""
    rows = [
        {"order": place, "name": name, "persons": 1, "group": "一组", "opinion": "拟确认"}
        for place, name in enumerate(names, start=1)
    ]
    return printed("D12", {"rows": rows})


def refused(characters: str) -> set[str]:
    """Those of the characters that no font here has, as the refusal names them."""
    try:
        poster([f"王{character}" for character in characters])
    except MissingGlyphs as error:
        return set(error.characters)
    return set()


def test_there_are_far_more_than_fifty() -> None:
    assert sum(len(characters) for characters in TOLD.values()) > 150


@pytest.mark.parametrize("block", TOLD)
def test_a_rare_character_is_printed_or_refused_by_name(block: str) -> None:
    missing = refused(TOLD[block])
    assert missing <= set(TOLD[block])
    names = [f"王{character}" for character in TOLD[block] if character not in missing]
    said = text(poster(names))
    assert [name for name in names if name not in said] == []


def test_what_the_registers_use_most_is_printed() -> None:
    assert refused(COMMON_YET_NOT_IN_GB2312 + "䶮㛃㼆㬎𬱖𫖮𬭎𬍛") == set()


def test_the_newest_blocks_are_refused_by_name_where_no_font_has_them() -> None:
    missing = refused(EXT_G_AND_H)
    with pytest.raises(MissingGlyphs, match=f"U\\+{ord(max(missing)):04X}"):
        poster([f"王{max(missing)}"])
