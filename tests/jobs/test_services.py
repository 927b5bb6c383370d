"""The life of a job: started once, run, cancelled, swept after a dead worker, kept for its days, handed out."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.core.files.storage import default_storage

from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted, Stale
from foundation.jobs import running, services
from foundation.jobs.models import Job
from foundation.worklist.models import Message
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]

MOMENT = dt.datetime(2026, 7, 1, 9, 0, tzinfo=clock.SHANGHAI)


def begin(owner, count: int = 3) -> Job:
    return services.start(user=owner, kind="numbers", name="数字", parameters={"count": count})


def read(job: Job) -> bytes:
    with job.file.open("rb") as file:
        return bytes(file.read())


def test_a_job_is_run_and_its_file_kept(owner, numbers):
    job = begin(owner)
    assert (job.status, job.attempts) == (Job.Status.WAITING, 0)
    running.run_next()
    job.refresh_from_db()
    assert (job.status, job.done, job.total, job.attempts) == (Job.Status.DONE, 3, 3, 1)
    assert read(job) == b"0\n1\n2\n"
    assert (job.size, job.sha256) == (6, hashlib.sha256(b"0\n1\n2\n").hexdigest())
    assert job.expires_at == job.ended_at + dt.timedelta(days=7)
    message = Message.objects.get(recipient=owner)
    assert (message.title, message.url) == ("“数字”已生成，可以下载", "/downloads/")
    assert running.run_next() is None


def test_a_second_click_gives_the_same_job(owner, numbers):
    job = begin(owner)
    assert begin(owner) == job
    assert begin(owner, 4) != job
    running.run_next()
    assert begin(owner) != job, "the data may have changed since the file was made"


def test_one_person_has_a_limit_of_open_jobs(owner, numbers, settings):
    settings.JOBS_PER_PERSON = 2
    begin(owner, 1), begin(owner, 2)
    with pytest.raises(DomainError, match="已有 2 项任务没有完成"):
        begin(owner, 3)
    begin(make_user("officer"), 3)


def test_who_lacks_the_permission_starts_nothing(numbers):
    with pytest.raises(NotPermitted):
        begin(make_user("sysadmin"))


def test_no_more_than_allowed_run_at_once(owner, numbers, settings):
    begin(owner, 1), begin(owner, 2)
    seen = []
    numbers.between = lambda line: seen.append(running.run_next())
    running.run_next()
    assert seen == [None]
    settings.JOBS_AT_ONCE = 2
    begin(owner, 1)
    numbers.between = lambda line: seen.append(running.run_next()) if numbers.runs == 2 else None
    running.run_next()
    assert [job.status for job in Job.objects.all()] == [Job.Status.DONE] * 3


def test_a_refusal_becomes_the_sentence_of_the_failed_job(owner, numbers):
    job = begin(owner, 0)
    running.run_next()
    job.refresh_from_db()
    assert (job.status, job.message, job.has_file) == (Job.Status.FAILED, "没有可写的数字。", False)
    assert Message.objects.get(recipient=owner).title == "“数字”没有完成"


def test_a_fault_is_logged_and_said_in_one_sentence(owner, numbers, caplog):
    def broken(line: int) -> None:
        raise ValueError("secret detail")

    numbers.between = broken
    job = begin(owner)
    running.run_next()
    job.refresh_from_db()
    assert job.status == Job.Status.FAILED
    assert "secret" not in job.message
    assert "secret detail" in caplog.text


def test_a_waiting_job_is_cancelled_at_once(owner, numbers):
    job = services.cancel(user=owner, job=begin(owner))
    assert job.status == Job.Status.CANCELLED
    assert running.run_next() is None
    with pytest.raises(DomainError, match="现在是“已取消”"):
        services.cancel(user=owner, job=job)


def test_each_change_of_state_makes_a_version_and_progress_none(owner, numbers):
    job = begin(owner)
    services.cancel(user=owner, job=job, version=job.version)
    with pytest.raises(Stale, match="取消后台任务"):
        services.retry(user=owner, job=job, version=job.version)
    job = services.retry(user=owner, job=job, version=job.version + 1)
    running.run_next()
    job.refresh_from_db()
    assert (job.status, job.version) == (Job.Status.DONE, 5), "begun, cancelled, again, run, ended"


def test_a_running_job_is_cancelled_midway(owner, numbers):
    job = begin(owner)
    numbers.between = lambda line: services.cancel(user=owner, job=job) and None if line == 1 else None
    running.run_next()
    job.refresh_from_db()
    assert (job.status, job.done, job.has_file) == (Job.Status.CANCELLED, 2, False)
    assert not Message.objects.exists()


def test_a_job_cancelled_at_the_last_moment_leaves_no_file(owner, numbers, monkeypatch):
    monkeypatch.setattr(running, "REPORT_EVERY", 3600.0)
    job = begin(owner)
    numbers.between = lambda line: services.cancel(user=owner, job=job) and None if line == 2 else None
    running.run_next()
    job.refresh_from_db()
    assert job.status == Job.Status.CANCELLED
    assert not default_storage.exists(f"results/{job.pk}-1")


def test_a_failed_job_is_started_again(owner, numbers):
    job = begin(owner, 0)
    running.run_next()
    with pytest.raises(NotPermitted):
        services.retry(user=make_user("officer"), job=job)
    Job.objects.filter(pk=job.pk).update(parameters={"count": 1})
    job = services.retry(user=owner, job=job)
    assert (job.status, job.message) == (Job.Status.WAITING, "")
    running.run_next()
    job.refresh_from_db()
    assert (job.status, job.attempts) == (Job.Status.DONE, 2)


class Killed(BaseException):
    """The worker is gone without a word."""


def killed(line: int) -> None:
    raise Killed


def die(numbers) -> None:
    numbers.between = killed
    with pytest.raises(Killed):
        running.run_next()
    numbers.between = lambda line: None


def test_a_job_of_a_dead_worker_is_swept_and_run_again_once(owner, numbers):
    job = begin(owner)
    with clock.at(MOMENT):
        die(numbers)
        assert running.sweep() == 0, "its last sign of life is fresh"
        assert running.run_next() is None
    with clock.at(MOMENT + running.DEAD_AFTER + dt.timedelta(seconds=1)):
        assert running.sweep() == 1
        assert running.sweep() == 0
        running.run_next()
        assert running.run_next() is None
    job.refresh_from_db()
    assert (job.status, job.attempts, job.interruptions, numbers.runs) == (Job.Status.DONE, 2, 1, 2)
    assert Message.objects.filter(recipient=owner).count() == 1


def test_a_worker_taken_for_dead_writes_nothing_any_more(owner, numbers):
    job = begin(owner)

    def overtaken(line: int) -> None:
        if numbers.runs == 1 and line == 1:
            Job.objects.filter(pk=job.pk).update(beat_at=MOMENT)
            running.sweep()
            running.run_next()

    numbers.between = overtaken
    running.run_next()
    job.refresh_from_db()
    assert (job.status, job.attempts, numbers.runs) == (Job.Status.DONE, 2, 2)
    assert job.file.name == f"results/{job.pk}-2"
    assert not default_storage.exists(f"results/{job.pk}-1")
    assert Message.objects.count() == 1


def test_a_job_that_ends_its_worker_again_and_again_is_given_up(owner, numbers):
    job = begin(owner)
    for hour in range(running.MOST_INTERRUPTIONS):
        with clock.at(MOMENT + dt.timedelta(hours=hour)):
            die(numbers)
        with clock.at(MOMENT + dt.timedelta(hours=hour, minutes=30)):
            running.sweep()
    job.refresh_from_db()
    assert job.status == Job.Status.FAILED
    assert "后台进程中断了 3 次" in job.message
    assert services.retry(user=owner, job=job).interruptions == 0


def test_a_cancelled_job_of_a_dead_worker_is_not_run_again(owner, numbers):
    job = begin(owner)
    with clock.at(MOMENT):
        die(numbers)
        services.cancel(user=owner, job=job)
    running.sweep()
    job.refresh_from_db()
    assert job.status == Job.Status.CANCELLED


def test_what_a_dead_worker_had_stored_is_removed(owner, numbers, monkeypatch):
    job = begin(owner)

    def dies(*args, **kwargs) -> None:
        raise Killed

    with monkeypatch.context() as patch, clock.at(MOMENT):
        patch.setattr(running, "_keep", lambda job, result, target: default_storage.save(
            running._stored_name(job), running.File(target)) and dies())  # fmt: skip
        with pytest.raises(Killed):
            running.run_next()
    assert default_storage.exists(f"results/{job.pk}-1")
    running.sweep()
    running.run_next()
    assert not default_storage.exists(f"results/{job.pk}-1")
    assert default_storage.exists(f"results/{job.pk}-2")


def test_a_file_is_kept_for_its_days_and_its_row_longer(owner, numbers):
    with clock.at(MOMENT):
        job = begin(owner)
        running.run_next()
    with clock.at(MOMENT + dt.timedelta(days=7, seconds=-1)):
        assert running.remove_expired() == 0
        services.fetch_file(user=owner, job=job)
    with clock.at(MOMENT + dt.timedelta(days=7)):
        with pytest.raises(DomainError, match="已经清除"):
            services.fetch_file(user=owner, job=job)
        assert running.remove_expired() == 1
        assert not default_storage.exists(f"results/{job.pk}-1")
        assert Job.objects.filter(pk=job.pk, file="").exists()
    with clock.at(MOMENT + dt.timedelta(days=91)):
        running.remove_expired()
        assert not Job.objects.exists()


def test_the_file_is_the_owners_while_the_rights_are_the_same(owner, numbers):
    job = begin(owner)
    with pytest.raises(DomainError, match="还没有完成"):
        services.fetch_file(user=owner, job=job)
    running.run_next()
    assert services.fetch_file(user=owner, job=job).file_name == "数字.txt"
    assert Event.objects.filter(act="job.download", actor_id=owner.pk).count() == 1
    with pytest.raises(NotPermitted):
        services.fetch_file(user=make_user("officer"), job=job)
    owner.roles = ["sysadmin"]
    owner.save()
    with pytest.raises(NotPermitted, match="现在的角色"):
        services.fetch_file(user=type(owner).objects.get(pk=owner.pk), job=job)
    elsewhere = make_user("clerk", username="elsewhere", unit="430923-emergency")
    owner.roles, owner.organization = ["clerk"], elsewhere.organization
    owner.save()
    with pytest.raises(NotPermitted, match="管辖范围"):
        services.fetch_file(user=type(owner).objects.get(pk=owner.pk), job=job)


def test_a_right_lost_before_the_run_fails_the_job(owner, numbers):
    job = begin(owner)
    owner.roles = ["sysadmin"]
    owner.save()
    running.run_next()
    job.refresh_from_db()
    assert job.status == Job.Status.FAILED
    assert numbers.runs == 0
