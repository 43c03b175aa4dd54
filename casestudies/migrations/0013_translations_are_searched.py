"""Gives the translations that are here already the words they are found by."""

from django.db import migrations

from outreach.parsing.wording import searchable


def give_words(apps, schema_editor):
    translations = apps.get_model("casestudies", "Translation").objects
    for translation in translations.only("sections").iterator(chunk_size=100):
        words = searchable((heading, text) for _key, heading, text in translation.sections)
        translations.filter(pk=translation.pk).update(search_text=words)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0012_search_in_many_languages")]

    operations = [migrations.RunPython(give_words, migrations.RunPython.noop)]
