"""The Celery application reads our settings, beat's own ones too."""

from django.conf import settings
from redbeat.schedulers import RedBeatConfig

from campaign.celery import app


def test_beat_keeps_its_schedule_where_we_say_and_warns_of_nothing():
    beat = RedBeatConfig(app)  # it warns, and so fails here, where it guesses the address from the broker's
    assert (beat.redis_url, beat.key_prefix) == (settings.REDIS_URL, "beat")


def test_every_wake_up_is_on_the_schedule():
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} == {
        "accounts.tasks.lapse_acts",
        "accounts.tasks.sweep_sessions",
        "audit.tasks.mail_head",
        "audit.tasks.seal_trail",
        "audit.tasks.verify_trail",
        "audit.tasks.work_on_verifications",
        "bulletins.tasks.draft_bulletins",
        "bulletins.tasks.publish_bulletins",
        "cases.tasks.replan_provisional",
        "cases.tasks.sweep_jobs",
        "cases.tasks.watch_clocks",
        "cases.tasks.work_on_bulk",
        "cases.tasks.write_exports",
        "dashboard.tasks.count_figures",
        "complaints.tasks.receive_mail",
        "complaints.tasks.take_in_incomplete_texts",
        "evaluations.tasks.draw_call_backs",
        "evaluations.tasks.draw_visits",
        "evaluations.tasks.sweep_visit_batches",
        "evaluations.tasks.watch_call_backs",
        "evaluations.tasks.watch_windows",
        "files.tasks.scan_files",
        "files.tasks.sweep_files",
        "notices.tasks.alarm_dead_letters",
        "notices.tasks.bundle_notices",
        "notices.tasks.send_notices",
        "registers.tasks.sweep_imports",
        "hotline.tasks.watch_sessions",
        "registers.tasks.watch_registers",
        "retention.tasks.dispose_records",
        "supervision.tasks.find_leads",
        "supervision.tasks.replan_provisional_orders",
        "supervision.tasks.watch_orders",
        "supervision.tasks.watch_accounts",
    }
