from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_packages")]

    operations = [
        migrations.AddField(
            model_name="scan",
            name="what",
            field=models.CharField(blank=True, default="", max_length=40, verbose_name="原件名称"),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="scan", name="documents_scan_attached_once"),
        migrations.AddConstraint(
            model_name="scan",
            constraint=models.UniqueConstraint(
                fields=["paper", "file", "what"], name="documents_scan_attached_once"
            ),
        ),
    ]
