"""A file in the content-addressed store."""

from django.db import models
from django.db.models.functions import Now


class StoredFile(models.Model):
    """A file that was wholly written before this row: its name is the SHA-256 of its bytes.

    One whose retention was over may be erased from the disk; its row stays and says so.
    """

    sha256 = models.CharField("校验值", max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=100)
    erased_on = models.DateField("销毁日期", null=True)
    recorded_at = models.DateTimeField("入库时间", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"

    def __str__(self) -> str:
        return self.sha256
