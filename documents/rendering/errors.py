"""Why a paper could not be rendered. Messages are Chinese: officers read them.

RenderingError
├── NoTemplate          the kind has no template
├── MissingFacts        the template prints facts the paper does not hold
├── UnprintableText     control, private-use or direction characters in a fact
├── MissingGlyphs       no installed font has these characters
├── MissingPicture      a photograph that belongs on the paper was not handed over
└── ForbiddenAsset      the page asked for something other than a named asset
"""

from collections.abc import Iterable


class RenderingError(Exception):
    """A paper could not be rendered; trying again with the same facts and fonts will not help."""


class NoTemplate(RenderingError):
    """The kind has no template under templates/papers."""

    def __init__(self, code: str) -> None:
        super().__init__(f"文书 {code} 没有模板（templates/papers/{code}.html）。")


class MissingFacts(RenderingError):
    """The template prints facts that the paper does not hold; a blank would look like an answer."""

    def __init__(self, code: str, names: Iterable[str]) -> None:
        self.names = sorted(set(names))
        super().__init__(f"文书 {code} 缺少要素：{'、'.join(self.names)}。")


class _Characters(RenderingError):
    """An error about single characters, each named with its code point."""

    problem = ""

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = sorted(set(characters))
        shown = "、".join(
            f"{char if char.isprintable() else '□'}（U+{ord(char):04X}）"
            for char in self.characters
        )
        super().__init__(self.problem.format(shown))


class UnprintableText(_Characters):
    """A fact holds characters that are no text: they vanish, turn lines round or mean nothing."""

    problem = "文书内容含有不能打印的字符：{}。请改用规范汉字（生僻字请用国家标准编码）后重试。"


class MissingGlyphs(_Characters):
    """No installed font has these characters, so the PDF would show empty boxes."""

    problem = "字体中没有以下字符，文书不能生成：{}。请安装含该字的字体，或核对姓名用字。"


class MissingPicture(RenderingError):
    """A photograph that belongs on the paper was not handed over with it."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(f"文书所附照片没有取到：{'、'.join(name[:12] for name in names)}。")


class ForbiddenAsset(RenderingError):
    """The page asked for a file or an address; only assets handed over by name are served."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"文书模板引用了不允许的外部资源，已停止生成：{detail}")
