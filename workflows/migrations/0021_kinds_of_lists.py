from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0020_changes_of_the_register")]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="kind",
            field=models.CharField(default="register", max_length=20, verbose_name="种类"),
        ),
    ]
