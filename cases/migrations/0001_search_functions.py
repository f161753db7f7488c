from django.db import migrations

# Every pair of neighbouring letters or characters, words kept apart. Made in the database so that it can't drift.
ZH_BIGRAMS = r"""
CREATE FUNCTION zh_bigrams(source text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS $$
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT pair)), ''::tsvector)
    FROM (
        SELECT letter || lead(letter) OVER (ORDER BY place) AS pair
        FROM unnest(string_to_array(regexp_replace(lower(source), '[^[:alnum:]]+', ' ', 'g'), NULL))
             WITH ORDINALITY AS letters (letter, place)
    ) pairs
    WHERE length(pair) = 2 AND position(' ' IN pair) = 0
$$;
"""


class Migration(migrations.Migration):
    """The search function that the case table is built on."""

    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(ZH_BIGRAMS, "DROP FUNCTION zh_bigrams(text)"),
    ]
