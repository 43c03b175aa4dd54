"""What a stage asks for is data now: stages of the phases that always asked for an agreement go on asking."""

from django.db import migrations
from django.db.models import Q

COLOURS = {
    "contacted": "blue",
    "conversation": "blue",
    "pilot": "purple",
    "agreement": "yellow",
    "active": "green",
    "sustaining": "teal",
    "paused": "orange",
    "declined": "red",
}


def ask_for_the_agreement(apps, schema_editor):
    stages = apps.get_model("partnerships", "Stage").objects
    stages.filter(Q(phase="active") | Q(phase="sustaining"), needs=[]).update(needs=["agreement"])
    for phase, colour in COLOURS.items():
        stages.filter(phase=phase, colour="grey").update(colour=colour)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0010_identifiers_are_looked_up")]

    operations = [migrations.RunPython(ask_for_the_agreement, migrations.RunPython.noop)]
