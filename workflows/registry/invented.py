"""Stock for synthetic people: name characters, ailments, and the shapes of families.

Nobody real is meant. The lists hold surnames with several readings, characters outside the
basic plane, and a dotted name, because a real village has them too.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from workflows.registry.models import Member

Relation = Member.Relation

SURNAMES = "刘陈李黄谢钟曾赖张王罗肖郭朱温何邓叶廖杨吴胡林邱彭卢蓝雷单覃仇解朴缪尹幸管凌"
COMPOUND = ("欧阳", "上官")
_FOR_MEN = "建国 志明 福生 金水 国华 德才 海林 永贵 文斌 小军 俊杰 浩然 子轩 宇航 家豪 根发 水生 石保 春林 长根 云飞 乐平 𬭎 垚 犇 㬎 少华 运来 庆平 炳南"
_FOR_WOMEN = "秀英 桂花 玉兰 冬梅 春香 美华 小红 丽萍 雪梅 思雨 欣怡 雨桐 子涵 招娣 金莲 荷香 晓燕 翠云 满秀 文静 婷 䶮 㛃 玥 水秀 清香 艳芳 佳颖 兰香 素珍"
GIVEN_MALE = tuple(_FOR_MEN.split())
GIVEN_FEMALE = tuple(_FOR_WOMEN.split())
DOTTED = ("阿依努尔·吐尔逊", "扎西·次仁多吉")

GROUPS = ("上屋组", "下屋组", "老屋组", "新屋组", "塘背组", "河边组", "岭下组", "坳上组")
AILMENTS = ("长期慢性病：高血压", "长期慢性病：糖尿病", "长期慢性病：慢阻肺", "患有大病：尿毒症")
DISABILITIES = ("肢体二级", "肢体三级", "视力一级", "听力三级", "智力二级", "精神二级")


@dataclass(frozen=True, slots=True)
class Person:
    """A place in a family before it has a name: relation to the head, sex, age in years."""

    relation: Relation
    male: bool
    age: int


def family(rng: Random) -> list[Person]:
    """A family of one to seven, the head first, with ages that fit the relations."""
    shape = rng.choices(
        (_alone, _couple, _with_children, _three_generations, _left_behind), (14, 18, 36, 22, 10)
    )[0]
    return shape(rng)


def full_name(rng: Random, surname: str, *, male: bool) -> str:
    """A surname with a given name usual for the sex."""
    return surname + rng.choice(GIVEN_MALE if male else GIVEN_FEMALE)


def chance(rng: Random, share: float) -> bool:
    """Whether something happens that happens to this share of cases."""
    return rng.random() < share


def surname(rng: Random) -> str:
    """A surname, now and then of two characters."""
    return rng.choice(COMPOUND) if chance(rng, 0.02) else rng.choice(SURNAMES)


def _head(rng: Random, youngest: int, oldest: int, men: float = 0.85) -> Person:
    return Person(Relation.HEAD, chance(rng, men), rng.randint(youngest, oldest))


def _spouse(rng: Random, head: Person) -> Person:
    return Person(Relation.SPOUSE, not head.male, max(22, head.age + rng.randint(-5, 3)))


def _children(rng: Random, of: Person, most: int) -> list[Person]:
    eldest = max(0, min(of.age - 22, 24))
    ages = sorted((rng.randint(0, eldest) for _ in range(rng.randint(1, most))), reverse=True)
    chosen = [(chance(rng, 0.52), age) for age in ages]
    return [Person(Relation.SON if male else Relation.DAUGHTER, male, age) for male, age in chosen]


def _parents(rng: Random, of: Person) -> list[Person]:
    relations = [(Relation.FATHER, True), (Relation.MOTHER, False)]
    kept = relations if chance(rng, 0.5) else [rng.choice(relations)]
    return [Person(each, male, min(97, of.age + rng.randint(21, 31))) for each, male in kept]


def _alone(rng: Random) -> list[Person]:
    return [_head(rng, 48, 92, men=0.6)]


def _couple(rng: Random) -> list[Person]:
    head = _head(rng, 45, 85)
    return [head, _spouse(rng, head)]


def _with_children(rng: Random) -> list[Person]:
    head = _head(rng, 26, 58)
    spouse = [_spouse(rng, head)] if chance(rng, 0.88) else []
    return [head, *spouse, *_children(rng, head, 3)]


def _three_generations(rng: Random) -> list[Person]:
    head = _head(rng, 28, 60, men=0.95)
    return [head, _spouse(rng, head), *_parents(rng, head), *_children(rng, head, 3)]


def _left_behind(rng: Random) -> list[Person]:
    """Grandparents with the children of those who work elsewhere."""
    head = _head(rng, 55, 76)
    spouse = [_spouse(rng, head)] if chance(rng, 0.8) else []
    oldest = min(16, head.age - 44)
    grandchildren = []
    for _ in range(rng.randint(1, 2)):
        male = chance(rng, 0.5)
        relation = Relation.GRANDSON if male else Relation.GRANDDAUGHTER
        grandchildren.append(Person(relation, male, rng.randint(1, oldest)))
    return [head, *spouse, *grandchildren]
