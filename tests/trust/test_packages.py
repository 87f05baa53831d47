"""建档: a sealed package says everything of a case, proves it to anybody, and shows every change."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from documents import storage
from documents.models import Package, PackageUse, Scan
from documents.models.packages import Use
from documents.packages import keeping
from documents.packages.checking import FAIL, MANUAL, PASS, WARN, Item, check, is_sound
from documents.packages.keeping import FilingRefused
from documents.packages.members import MANIFEST, SIGNATURE, Member, listed
from documents.scans import attach
from tests.engine.ways import june
from tests.trust.conftest import Figure
from tests.trust.filing import filed, print_all, seal_all
from workflows.engine.journal import chained
from workflows.engine.models import Case
from workflows.engine.packaging import Packaging, pack
from workflows.engine.sealing import public_key, seal
from workflows.procedures.intervention.rehearsal import Rehearsal, photo

Members = dict[str, bytes]


@pytest.fixture
def case(county: Rehearsal) -> Case:
    """A filed case, printed and sealed under two checkpoints."""
    done = filed(county)
    print_all()
    seal_all()
    return done


def unpacked(package: Package) -> Members:
    data = keeping.read(package, reader="王审计", purpose="检查", by="档案员")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def checked(members: Members, key: str = "") -> list[Item]:
    """What the check says of a package of these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return check(held, key or public_key().hex())


def failed(items: list[Item]) -> set[str]:
    return {item.what for item in items if item.result == FAIL}


def relisted(members: Members) -> Members:
    """The list of members made to agree with them, as somebody without the key can do it."""
    manifest = json.loads(members[MANIFEST])
    titles = {line["path"]: (line["title"], line["pages"]) for line in manifest["members"]}
    rest = {
        path: Member(data, *titles.get(path, ("", None)))
        for path, data in members.items()
        if path not in (MANIFEST, SIGNATURE)
    }
    del manifest["members"]
    return {**members, MANIFEST: listed(manifest, rest)}


def test_the_worker_files_a_closed_case_once_with_everything_in_it(case: Case) -> None:
    worker = Packaging()
    assert worker.waiting() == 1
    assert worker.work_one("w")
    assert not worker.work_one("w")
    assert not Packaging().work_one("w")
    package = Package.objects.get()
    assert (package.dossier, package.serial, package.reason) == (case.uuid, 1, "")
    members = unpacked(package)
    papers = [path for path in members if path.startswith("papers/")]
    scans = [path for path in members if path.startswith("scans/")]
    assert {path.split("-")[1] for path in papers} >= {
        "D01",
        "D03",
        "D05",
        "D12",
        "D18",
        "D20",
        "D21",
    }
    assert len(scans) >= 6
    assert len([path for path in members if path.startswith("journal/")]) >= 7  # with its children
    assert package.pages >= len(papers)
    assert case.number in members["metadata.xml"].decode()
    assert str(package).startswith(package.title)
    worker.close()


def test_events_sealed_under_two_checkpoints_are_proved_by_both(county: Rehearsal) -> None:
    done = filed(county, sealed_between=True)
    print_all()
    seal_all()
    package = pack(done)
    assert package is not None
    assert is_sound(checked(unpacked(package)))


def test_a_case_whose_file_was_lost_waits(case: Case) -> None:
    scan = Scan.objects.order_by("pk").first()
    assert scan is not None
    storage._path(scan.file_id).unlink()
    assert not Packaging().work_one("w")
    assert not Package.objects.exists()


def test_it_is_found_whole_and_no_more_is_claimed(case: Case) -> None:
    package = pack(case)
    assert package
    items = checked(unpacked(package))
    assert is_sound(items)
    assert {item.property for item in items} == {"真实性", "完整性", "可用性", "安全性"}
    assert {item.result for item in items} == {PASS, WARN, MANUAL}
    # The tests' renderer makes plain PDFs; what a person must judge is never called checked.
    assert [item.what for item in items if item.result == WARN] == [
        "文件格式与标识一致，文书为 PDF/A"
    ]
    assert sum(item.result == MANUAL for item in items) == 4
    assert not any("符合" in f"{item}" for item in items)


def test_a_change_of_any_member_is_found(case: Case, figure: Figure) -> None:
    package = pack(case)
    assert package
    members = unpacked(package)
    missed = []
    for name, data in members.items():
        changed = bytearray(data)
        changed[len(data) // 2] ^= 1
        if is_sound(checked({**members, name: bytes(changed)})):
            missed.append(name)
        if is_sound(checked({path: held for path, held in members.items() if path != name})):
            missed.append(f"without {name}")
    assert missed == []
    figure("packages.corruptions", 2 * len(members))
    figure("packages.missed", len(missed))


def test_who_lacks_the_key_can_change_nothing_unseen(case: Case) -> None:
    package = pack(case)
    assert package
    members = unpacked(package)
    path = next(path for path in members if path.startswith("journal/"))
    told = json.loads(members[path])
    previous = ""
    for event in told["events"]:
        event["body"] = event["body"].replace("2026-06", "2026-05")
        event["previous"], event["hash"] = previous, chained(previous, event["body"])
        previous = event["hash"]
    forged = relisted({**members, path: json.dumps(told).encode()})
    assert failed(checked(forged)) == {"目录清单由本机构签名", "办理记录在签名的检查点之内"}
    assert failed(checked(relisted({**members, "more.exe": b"MZ"}))) == {
        "目录清单由本机构签名", "没有可执行或来历不明的文件",
    }  # fmt: skip
    assert failed(checked({**members, "papers/more.pdf": b"%PDF-"})) == {
        "各件齐全，与清单的校验值一致"
    }
    assert failed(checked(members, "00" * 32)) >= {"目录清单由本机构签名"}


def test_without_a_published_key_it_says_so(case: Case, tmp_path: Path) -> None:
    package = pack(case)
    assert package
    file = tmp_path / "package.zip"
    file.write_bytes(keeping.read(package, reader="王审计", purpose="检查", by="档案员"))
    items = check(file)
    assert is_sound(items)
    assert items[0].result == WARN and public_key().hex() in items[0].why


def test_anybody_can_check_it_without_our_libraries_or_server(case: Case, tmp_path: Path) -> None:
    """`-S`: not even installed packages can be imported; the folder lies alone on another machine."""
    file = tmp_path / "package.zip"
    call_command(
        "file_package", case.number, "--out", str(file), "--reader", "王审计", "--purpose", "检查"
    )
    source = Path(settings.BASE_DIR) / "documents" / "packages"
    alone = tmp_path / "checker"
    alone.mkdir()
    for name in ("checking", "ed25519", "members", "merkle", "notes", "__init__", "__main__"):
        (alone / f"{name}.py").write_text((source / f"{name}.py").read_text())
    command = [sys.executable, "-S", "-m", "checker", str(file), "--key", public_key().hex()]
    said = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True, check=True)
    assert said.stdout.endswith("未发现改动。\n")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    said = subprocess.run(
        command, cwd=tmp_path, env={}, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    with pytest.raises(CommandError, match="不一致"):
        call_command("verify_package", str(file))


class TestFiling:
    def test_a_package_is_amended_only_by_another(self, case: Case) -> None:
        assert pack(case)
        with pytest.raises(FilingRefused, match="只能写明原因补充"):
            pack(case)
        paper = case.papers.filter(paper__kind="D18").get().paper
        attach(paper, photo("again.jpg"), signed_on=june(25), by="刘春生")
        added = pack(case, reason="补充审批表的签章原件。")
        assert added and added.serial == 2
        for change in ({"title": "x"}, {"file": "00"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Package.objects.update(**change)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Package.objects.all()._raw_delete("default")

    def test_an_open_case_is_not_filed(self, county: Rehearsal, case: Case) -> None:
        other = Case.objects.filter(closed=False).first()
        with pytest.raises(FilingRefused, match="已办结"):
            pack(other or case.children.earliest("pk"))
        with pytest.raises(FilingRefused, match="尚未归档"):
            keeping.seal(
                other.uuid if other else case.uuid, {"title": "x"}, {}, sign=str, reason="补"
            )

    def test_a_case_waits_for_its_seal_and_its_papers(self, county: Rehearsal) -> None:
        done = filed(county)
        worker = Packaging()
        assert not worker.work_one("w")  # nothing is sealed
        seal_all()
        assert not worker.work_one("w")  # papers are on their way
        with pytest.raises(FilingRefused, match="稍后再试"):
            pack(done)
        print_all()
        assert not worker.work_one("w")  # it looks again after a while
        assert Packaging().work_one("w")


class TestUse:
    def test_nobody_reads_without_a_line_in_the_log(self, case: Case) -> None:
        package = pack(case)
        assert package
        for reader, purpose in (("", "检查"), ("王审计", " ")):
            with pytest.raises(FilingRefused, match="利用人和利用目的"):
                keeping.read(package, reader=reader, purpose=purpose, by="档案员")
        keeping.read(package, reader="王审计", purpose="检查", by="档案员", use=Use.COPIED)
        line = PackageUse.objects.get()
        assert (line.use, line.reader, line.handled_by) == ("copied", "王审计", "档案员")
        assert str(line) == f"{package.pk}: copied"
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            PackageUse.objects.update(reader="别人")

    def test_what_is_lent_is_lent_once_and_comes_back(self, case: Case) -> None:
        package = pack(case)
        assert package
        words = {"reader": "王审计", "by": "档案员"}
        with pytest.raises(FilingRefused, match="没有借出"):
            keeping.give_back(package, **words)
        keeping.lend(package, purpose="审计", due_on=june(30), **words)
        with pytest.raises(FilingRefused, match="尚未归还"):
            keeping.lend(package, purpose="审计", due_on=june(30), **words)
        keeping.give_back(package, **words)
        assert not keeping.is_lent(package)


def test_the_command_says_what_is_wrong(case: Case) -> None:
    with pytest.raises(CommandError, match="没有这一编号"):
        call_command("file_package", "无")
    with pytest.raises(CommandError, match="不能补充"):
        call_command("file_package", case.number, "--addition", "补")
    assert seal() is None
