"""A partnership's pipeline, phase and affiliate repeat its stage's: the database keeps them true.

Composite foreign keys, which Django's models cannot say. Changing a stage's phase carries to its partnerships.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0002_initial")]

    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE partnerships_pipeline
                ADD CONSTRAINT pipeline_with_affiliate UNIQUE (id, affiliate_id);
            ALTER TABLE partnerships_stage
                ADD CONSTRAINT stage_with_pipeline_and_phase UNIQUE (id, pipeline_id, phase);
            ALTER TABLE partnerships_partnership
                ADD CONSTRAINT partnership_pipeline_of_affiliate
                    FOREIGN KEY (pipeline_id, affiliate_id)
                    REFERENCES partnerships_pipeline (id, affiliate_id),
                ADD CONSTRAINT partnership_stage_of_pipeline
                    FOREIGN KEY (stage_id, pipeline_id, phase)
                    REFERENCES partnerships_stage (id, pipeline_id, phase) ON UPDATE CASCADE;
            """,
            """
            ALTER TABLE partnerships_partnership
                DROP CONSTRAINT partnership_stage_of_pipeline,
                DROP CONSTRAINT partnership_pipeline_of_affiliate;
            ALTER TABLE partnerships_stage DROP CONSTRAINT stage_with_pipeline_and_phase;
            ALTER TABLE partnerships_pipeline DROP CONSTRAINT pipeline_with_affiliate;
            """,
        )
    ]
