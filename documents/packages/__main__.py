"""`python -m documents.packages FILE [--key HEX]`: check a package; exit code 1 when it is not sound."""

import argparse
import sys
from pathlib import Path

from .checking import check, is_sound


def main(arguments: list[str]) -> int:
    """Print every item; how the process is to end."""
    parser = argparse.ArgumentParser(description="核验归档信息包，不需要服务器。")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", default="", help="公布的公钥（十六进制）")
    chosen = parser.parse_args(arguments)
    items = check(chosen.file, chosen.key)
    for item in items:
        sys.stdout.write(f"{item}\n")
    sound = is_sound(items)
    sys.stdout.write("未发现改动。\n" if sound else "信息包与封装时不一致。\n")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
