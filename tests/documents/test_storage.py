"""A stored file is there whole under its own hash, or not at all."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from documents import storage
from documents.errors import FileDamaged, StorageFull
from documents.models import StoredFile

TEXT = "示例文书".encode()
NAME = hashlib.sha256(TEXT).hexdigest()


def place(root: Path, name: str) -> Path:
    return root / name[:2] / name


def leftovers(root: Path) -> list[Path]:
    return list((root / "incoming").iterdir())


@pytest.mark.django_db
class TestKeeping:
    def test_a_file_is_kept_under_its_hash(self, files_root: Path) -> None:
        stored = storage.keep(TEXT, "text/plain")
        assert (stored.sha256, stored.size, stored.media_type) == (NAME, len(TEXT), "text/plain")
        assert place(files_root, NAME).read_bytes() == TEXT
        assert storage.read(stored) == TEXT
        assert leftovers(files_root) == []
        assert str(stored) == NAME

    def test_only_the_service_may_read_it(self, files_root: Path) -> None:
        storage.write(TEXT)
        assert place(files_root, NAME).stat().st_mode & 0o077 == 0
        assert place(files_root, NAME).parent.stat().st_mode & 0o077 == 0

    def test_the_same_bytes_are_kept_once(self, files_root: Path) -> None:
        first = storage.keep(TEXT, "text/plain")
        written = place(files_root, NAME).stat().st_mtime_ns
        assert storage.keep(TEXT, "application/pdf") == first
        assert place(files_root, NAME).stat().st_mtime_ns == written
        assert StoredFile.objects.get().media_type == "text/plain"

    def test_a_damaged_file_is_mended_when_its_bytes_come_again(self, files_root: Path) -> None:
        storage.write(TEXT)
        place(files_root, NAME).write_bytes(b"torn")
        storage.write(TEXT)
        assert place(files_root, NAME).read_bytes() == TEXT

    def test_a_lost_or_changed_file_is_not_handed_out(self, files_root: Path) -> None:
        stored = storage.keep(TEXT, "text/plain")
        place(files_root, NAME).write_bytes(b"other")
        with pytest.raises(FileDamaged, match="已改变"):
            storage.read(stored)
        place(files_root, NAME).unlink()
        with pytest.raises(FileDamaged, match="不在存储中"):
            storage.read(stored)

    def test_there_is_room_to_tell_of(self) -> None:
        assert storage.free_bytes() > 0


class TestAFullDisk:
    @pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
    def test_it_refuses_cleanly_and_leaves_nothing(
        self, files_root: Path, monkeypatch: pytest.MonkeyPatch, code: int
    ) -> None:
        def full(descriptor: int) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(os, "fsync", full)  # no small file system to fill without root
        with pytest.raises(StorageFull, match="磁盘空间不足"):
            storage.write(TEXT)
        assert not place(files_root, NAME).exists()
        assert leftovers(files_root) == []

    def test_any_other_fault_of_the_disk_is_told_as_it_is(
        self, files_root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(descriptor: int) -> None:
            raise OSError(errno.EIO, "broken")

        monkeypatch.setattr(os, "fsync", broken)
        with pytest.raises(OSError, match="broken"):
            storage.write(TEXT)
        assert leftovers(files_root) == []


WRITE_FOR_EVER = """
import os, django
django.setup()
from documents import storage
n = 0
while True:
    n += 1
    print(storage.write(b"%d" % n * 100_000), flush=True)
"""


def test_killing_the_writer_never_leaves_a_torn_file(files_root: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "FILES_ROOT": str(files_root),
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    told: list[str] = []
    for kills in range(3):
        command = [sys.executable, "-c", WRITE_FOR_EVER]
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            told += [writer.stdout.readline().strip() for _ in range(20 + kills)]
            writer.send_signal(signal.SIGKILL)
            told += [line.strip() for line in writer.stdout if len(line) == 65]
    visible = list(files_root.glob("??/*"))
    assert len(visible) >= len(set(told)) >= 20
    for path in visible:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    assert set(told) <= {path.name for path in visible}


@pytest.mark.django_db
class TestAudit:
    def test_a_sound_store_is_sound(self) -> None:
        storage.keep(TEXT, "text/plain")
        report = storage.audit()
        assert report == storage.Audit(checked=1)
        assert report.is_sound

    def test_it_compares_both_ways(self, files_root: Path) -> None:
        lost = storage.keep(b"lost", "text/plain").sha256
        hurt = storage.keep(b"hurt", "text/plain").sha256
        stray = storage.write(b"stray")
        place(files_root, lost).unlink()
        place(files_root, hurt).write_bytes(b"h")
        (files_root / "incoming" / "half").write_bytes(b"half")
        report = storage.audit()
        assert (report.missing, report.damaged) == ([lost], [hurt])
        assert (report.unknown, report.leftovers) == ([stray], ["half"])
        assert not report.is_sound

    def test_rubbish_does_no_harm_and_is_swept_once_it_is_old(self, files_root: Path) -> None:
        kept = storage.keep(TEXT, "text/plain")
        stray = storage.write(b"stray")
        (files_root / "incoming" / "half").write_bytes(b"half")
        assert storage.audit().is_sound
        written = datetime.fromtimestamp(place(files_root, stray).stat().st_mtime, UTC)
        assert storage.sweep(before=written - timedelta(days=1)) == 0
        assert storage.sweep(before=written + timedelta(days=1)) == 2
        assert storage.audit() == storage.Audit(checked=1)
        assert storage.read(kept) == TEXT
