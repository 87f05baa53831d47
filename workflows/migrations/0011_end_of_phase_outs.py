import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0010_trail")]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="ends_on",
            field=models.DateField(
                db_index=True, default=datetime.date(2000, 1, 31), verbose_name="末日"
            ),
            preserve_default=False,
        ),
    ]
